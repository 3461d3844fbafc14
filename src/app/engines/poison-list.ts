import type { BlobHash } from '../../core/base/ids.ts';
import { isBlobHash } from '../../core/base/ids.ts';
import { isPlainObject, readFields } from '../../core/base/plain-fields.ts';
import type { Plain, PlainObject } from '../../core/base/plain.ts';
import type { EngineFault } from '../../core/runtime/engine.ts';
import { ENGINE_FAULTS } from '../../core/runtime/engine.ts';

/** A file that is not looked into, by its content and by what can be known of it unread. */
export interface PoisonRecord {
  readonly hash: BlobHash;
  readonly name: string;
  readonly sizeBytes: number;
  /** Milliseconds since 1970, as the file says. */
  readonly lastModified: number;
  readonly fault: EngineFault;
  readonly message: string;
  /** When it did harm last; ISO 8601 in UTC. */
  readonly at: string;
}

/** What files are recognised by. */
type Fingerprint = Pick<File, 'name' | 'size' | 'lastModified'>;

/** Files that hung or killed workers; remembered across restarts, 500 at most, the newest. */
export interface PoisonList {
  /** Whether a file is one of them: by name, size and date, or as the original that bears the hash. */
  has(file: Fingerprint): boolean;
  add(record: PoisonRecord): Promise<void>;
  /** Forgets those of these hashes. */
  remove(hashes: readonly string[]): Promise<void>;
  all(): readonly PoisonRecord[];
}

const MOST = 500;
const MAX_TEXT = 1_000;

/** The list as `kept` has it; `keep` writes it down anew. */
export const openPoisonList = (
  kept: unknown,
  keep: (record: PlainObject) => Promise<void>,
): PoisonList => {
  let records = parseRecords(kept);

  const replace = async (next: readonly PoisonRecord[]): Promise<void> => {
    records = next.slice(-MOST);
    await keep({ files: records as unknown as Plain });
  };

  return {
    has: (file) => records.some((record) => isSame(record, file)),
    add: (record) => {
      const { hash, name, message } = record;
      const known = records.find((other) => other.hash === hash);
      const bounded = {
        ...record,
        name: name.slice(0, MAX_TEXT),
        message: message.slice(0, MAX_TEXT),
      };
      // An original is named by its hash: what the file was called when it came is worth more.
      const isOriginal = name === hash && known !== undefined;
      const next = isOriginal ? { ...bounded, ...calledAs(known) } : bounded;
      return replace([...records.filter((other) => other !== known), next]);
    },
    remove: async (hashes) => {
      const gone = new Set(hashes);
      const left = records.filter(({ hash }) => !gone.has(hash));
      if (left.length < records.length) await replace(left);
    },
    all: () => records,
  };
};

const calledAs = ({ name, lastModified }: PoisonRecord) => ({ name, lastModified });

/** Originals lie under the name of their hash. */
const isSame = (record: PoisonRecord, { name, size, lastModified }: Fingerprint): boolean =>
  record.sizeBytes === size &&
  (name === record.hash || (name === record.name && lastModified === record.lastModified));

const parseRecords = (kept: unknown): readonly PoisonRecord[] => {
  const files = isPlainObject(kept as Plain) ? (kept as PlainObject)['files'] : [];
  if (!Array.isArray(files)) return [];
  return (files as readonly Plain[]).flatMap((file) => parseRecord(file) ?? []).slice(-MOST);
};

const parseRecord = (value: Plain): PoisonRecord | null => {
  if (!isPlainObject(value)) return null;
  const read = readFields(value);
  const record: PoisonRecord = {
    hash: read.form('hash', isBlobHash, 'a hash'),
    name: read.text('name', MAX_TEXT),
    sizeBytes: read.integer('sizeBytes', 0, Number.MAX_SAFE_INTEGER),
    lastModified: read.number('lastModified', -8.64e15, 8.64e15),
    fault: read.choice('fault', ENGINE_FAULTS),
    message: read.text('message', MAX_TEXT),
    at: read.time('at'),
  };
  return read.fault() === null ? record : null;
};

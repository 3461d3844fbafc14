import { isHmError } from '../../core/base/hm-error.ts';
import { isPlainObject, readFields } from '../../core/base/plain-fields.ts';
import type { Plain, PlainObject } from '../../core/base/plain.ts';
import type { Attempt } from '../../core/runtime/task.ts';

/** What files are recognised by: nothing of them is read. */
type Fingerprint = Pick<File, 'name' | 'size' | 'lastModified'>;

/** A file that the thread of the drive is looking into, or was when it ended. */
interface Strike {
  readonly name: string;
  readonly sizeBytes: number;
  /** Milliseconds since 1970, as the file says. */
  readonly lastModified: number;
  /** How often looking into it was begun and never ended. */
  readonly strikes: number;
}

/**
 * Files over which the thread of the drive came to its end: a parser that never comes back there takes the
 * page with it, and nobody is left to say so. So it is written down before, and taken back afterwards.
 */
export interface StrikeList {
  /** What a file is known to have done: it is out at its second strike. */
  harmsOf(file: Fingerprint): readonly Attempt[];
  /** The thread is going to look into a file; resolves once that is written down, or cannot be. */
  begin(file: Fingerprint): Promise<void>;
  /** It came back. */
  end(file: Fingerprint): Promise<void>;
}

const STRIKES_TO_BE_OUT = 2;
/** A strike that never came to a second one is forgotten when there are as many newer ones. */
const MOST = 100;
const MAX_NAME = 1_000;

const OUT: Attempt = {
  engine: 'page',
  fault: 'timeout',
  message: 'The page had to be closed twice while it looked into this file.',
};

/** The list as `kept` has it; `keep` writes it down anew, and rejects with `HmError` where the disk is full. */
export const openStrikeList = (
  kept: unknown,
  keep: (record: PlainObject) => Promise<void>,
): StrikeList => {
  let list = parseStrikes(kept);

  const strikesOf = (file: Fingerprint): number =>
    list.find((strike) => isSame(strike, file))?.strikes ?? 0;

  const replace = async (file: Fingerprint, strikes: number): Promise<void> => {
    const { name, size: sizeBytes, lastModified } = file;
    const others = list.filter((strike) => !isSame(strike, file));
    const own = { name: name.slice(0, MAX_NAME), sizeBytes, lastModified, strikes };
    list = (strikes === 0 ? others : [...others, own]).slice(-MOST);
    try {
      await keep({ files: list as unknown as Plain });
    } catch (error) {
      // A full disk keeps no marks: the file is looked into all the same.
      if (!isHmError(error)) throw error;
    }
  };

  return {
    harmsOf: (file) => (strikesOf(file) < STRIKES_TO_BE_OUT ? [] : [OUT]),
    begin: (file) => replace(file, strikesOf(file) + 1),
    end: async (file) => {
      if (strikesOf(file) > 0) await replace(file, 0);
    },
  };
};

const isSame = (strike: Strike, { name, size, lastModified }: Fingerprint): boolean =>
  strike.sizeBytes === size &&
  strike.lastModified === lastModified &&
  strike.name === name.slice(0, MAX_NAME);

const parseStrikes = (kept: unknown): readonly Strike[] => {
  const files = isPlainObject(kept as Plain) ? (kept as PlainObject)['files'] : [];
  if (!Array.isArray(files)) return [];
  return (files as readonly Plain[]).flatMap((file) => parseStrike(file) ?? []).slice(-MOST);
};

const parseStrike = (value: Plain): Strike | null => {
  if (!isPlainObject(value)) return null;
  const read = readFields(value);
  const strike: Strike = {
    name: read.text('name', MAX_NAME),
    sizeBytes: read.integer('sizeBytes', 0, Number.MAX_SAFE_INTEGER),
    lastModified: read.number('lastModified', -8.64e15, 8.64e15),
    strikes: read.integer('strikes', 1, Number.MAX_SAFE_INTEGER),
  };
  return read.fault() === null ? strike : null;
};

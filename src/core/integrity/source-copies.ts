import { isHmError } from '../base/hm-error.ts';
import type { ContentHasher } from '../media/ingest-ports.ts';
import type { Disk } from '../storage/disk.ts';
import type { Damage } from './damage.ts';
import type { FoundChunk, RepairSource, WantedChunk } from './repair-source.ts';

/** A file that may be a copy of a damaged blob, whole or in part. */
export interface CopyFile {
  readonly sizeBytes: number;
  /** Bytes `[start, end)`, fewer where it is shorter. */
  read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** What is hashed at a time where a copy can only be checked whole. */
const PIECE_BYTES = 4 * 1024 * 1024;

/** All files of a source as one look found them. */
export interface CopyIndex {
  has(damage: Damage): boolean;
  candidates(damage: Damage): AsyncIterable<CopyFile>;
}

/**
 * A source that looks among files: for each chunk the first file that has it right. Where there is no chunk
 * list, the first file that is the whole blob. `index` finds all its files with one look.
 */
export const createCopySource = (
  name: string,
  hasher: ContentHasher,
  candidates: (damage: Damage) => AsyncIterable<CopyFile>,
  index: (() => Promise<CopyIndex>) | null = null,
): RepairSource => ({
  name,
  ...(index !== null && {
    lookFor: async (gone) => {
      const found = await index();
      const had = gone.filter((damage) => found.has(damage)).map(({ hash }) => hash);
      return { has: new Set(had), source: createCopySource(name, hasher, found.candidates) };
    },
  }),
  async *chunks(damage, wanted) {
    const left = new Set(wanted);
    for await (const file of candidates(damage)) {
      if (left.size === 0) return;
      const isUnchecked = wanted.some(({ hash }) => hash === null);
      if (isUnchecked && !(await isWhole(hasher, file, damage))) continue;
      for await (const found of rightChunks(hasher, file, [...left])) {
        left.delete(found.chunk);
        yield found;
      }
    }
  },
});

async function* rightChunks(
  hasher: ContentHasher,
  file: CopyFile,
  wanted: readonly WantedChunk[],
): AsyncGenerator<FoundChunk> {
  for (const chunk of wanted) {
    if (chunk.end > file.sizeBytes) continue;
    const bytes = await file.read(chunk.start, chunk.end);
    const isRight = chunk.hash === null || (await hasher.chunk(bytes)) === chunk.hash;
    if (isRight) yield { chunk, bytes };
  }
}

const isWhole = async (
  hasher: ContentHasher,
  file: CopyFile,
  { hash, sizeBytes }: Damage,
): Promise<boolean> => {
  if (file.sizeBytes !== sizeBytes) return false;
  const running = await hasher.startBlob();
  for (let at = 0; at < sizeBytes; at += PIECE_BYTES) {
    await running.update(await file.read(at, Math.min(at + PIECE_BYTES, sizeBytes)));
  }
  return running.digest() === hash;
};

/** Copies of a blob that were set aside before: what is damaged there may be right here. */
export const createQuarantineSource = (disk: Disk, hasher: ContentHasher): RepairSource => {
  const index = async (): Promise<CopyIndex> => {
    const copies = await listSetAside(disk);
    return {
      has: ({ hash }) => copies.has(hash),
      async *candidates({ hash }) {
        for (const path of copies.get(hash) ?? []) {
          const sizeBytes = await disk.size(path);
          if (sizeBytes === null) continue;
          yield { sizeBytes, read: (start, end) => readOrNone(disk, path, start, end) };
        }
      },
    };
  };
  const candidates = async function* (damage: Damage): AsyncGenerator<CopyFile> {
    yield* (await index()).candidates(damage);
  };
  return createCopySource('quarantine', hasher, candidates, index);
};

/** Whole copies in quarantine, by blob. */
export const listSetAside = async (
  disk: Pick<Disk, 'list'>,
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const copies = new Map<string, string[]>();
  for (const { name } of await disk.list('quarantine')) {
    const hash = /^([0-9a-f]{64})\.wrong-(?:size|bytes)\.\d+$/.exec(name)?.[1];
    if (hash === undefined) continue;
    copies.set(hash, [...(copies.get(hash) ?? []), `quarantine/${name}`]);
  }
  return copies;
};

const readOrNone = async (disk: Disk, path: string, start: number, end: number) => {
  try {
    return await disk.read(path, start, end);
  } catch (error) {
    if (isHmError(error) && error.type === 'not-found') return new Uint8Array();
    throw error;
  }
};

import type { BlobHash } from '../base/ids.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import type { Disk, DiskFile } from '../storage/disk.ts';
import type { ErasureCoder } from './erasure-coder.ts';
import { openParity } from './parity-file.ts';
import { rebuildRange } from './parity-rebuild.ts';
import type { ReadRange } from './parity-rows.ts';
import type { RepairSource } from './repair-source.ts';
import { listSetAside } from './source-copies.ts';

/** What the source reads; `coder` is asked only where there is parity, `null` where none can run. */
export interface ParitySourceParts {
  readonly disk: Disk;
  readonly blobs: Pick<BlobStore, 'pathOf' | 'parityPathOf' | 'has'>;
  readonly coder: () => Promise<ErasureCoder | null>;
}

/** Bytes that the blob's own parity brings back from what is left of it, there or in quarantine (P4). */
export const createParitySource = ({
  disk,
  blobs,
  coder,
}: ParitySourceParts): RepairSource => ({
  name: 'parity',
  async lookFor(gone) {
    const protects = new Set((await disk.list('parity')).map(({ name }) => name));
    const healed = gone.filter(({ hash }) => protects.has(hash));
    return { has: new Set(healed.map(({ hash }) => hash)), source: this };
  },
  async *chunks({ hash, sizeBytes }, wanted) {
    const parity = await openParity(disk, hash, sizeBytes);
    const running = parity === null ? null : await coder();
    if (parity === null || running === null) return;
    const path = (await blobs.has(hash)) ? blobs.pathOf(hash) : await setAside(disk, hash);
    // Held open while it is rebuilt: with reads by path one flipped byte took four times as long.
    const files: DiskFile[] = [];
    const openRanges = async (at: string): Promise<ReadRange> => {
      const file = await disk.open(at, { create: false });
      files.push(file);
      return (start, end) => file.read(start, end - start);
    };
    try {
      const readBlob = path === null ? noBytes : await openRanges(path);
      const read = await openRanges(blobs.parityPathOf(hash));
      const rebuild = { parity: { ...parity, read }, readBlob, coder: running };
      for (const chunk of wanted) {
        const bytes = await rebuildRange(rebuild, chunk.start, chunk.end);
        if (bytes !== null) yield { chunk, bytes };
      }
    } finally {
      for (const file of files) await file.close();
    }
  },
});

const noBytes: ReadRange = () => Promise.resolve(new Uint8Array());

/** The copy of a blob that was set aside; a power cut can forget what was to come in its place. */
const setAside = async (disk: Disk, hash: BlobHash): Promise<string | null> =>
  (await listSetAside(disk)).get(hash)?.[0] ?? null;

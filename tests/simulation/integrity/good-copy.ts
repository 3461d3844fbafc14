import type { Repairer } from '../../../src/core/integrity/damage.ts';
import type { SimulatedMachine } from '../../../src/platform/memory/simulated-machine.ts';
import type { DrivePorts } from '../drive/drive-world.ts';

/** Good bytes by hash, from somewhere that the damage did not reach. */
export type GoodCopies = ReadonlyMap<string, Uint8Array>;

/** Every blob as it lies on a machine now. */
export const copyBlobs = ({ disk }: SimulatedMachine): GoodCopies =>
  new Map(
    [...disk.files()]
      .filter(([path]) => path.startsWith('blobs/'))
      .map(([path, bytes]) => [path.split('/').at(-1) ?? '', bytes]),
  );

/** A repairer with one source: it stages a good copy, sets the damaged blob aside, and puts the copy in its place. */
export const createCopyRepair =
  (copies: GoodCopies) =>
  ({ disk, blobs }: Pick<DrivePorts, 'disk' | 'blobs'>): Repairer => ({
    lookFor: (gone) => {
      const had = gone.map(({ hash }) => hash).filter((hash) => copies.has(hash));
      return Promise.resolve({ mayHeal: new Set(had), done: () => undefined });
    },
    repair: async ({ hash, chunks, kind }) => {
      const bytes = copies.get(hash);
      if (bytes === undefined) return { state: 'unrepaired', tried: ['copy'] };
      const staged = blobs.stagingPath(`repair-${hash}`);
      await write(disk, staged, bytes);
      if (kind !== 'missing') await blobs.quarantine(hash, kind);
      await blobs.adopt(staged, hash, bytes.length);
      return {
        state: 'repaired',
        source: 'copy',
        chunks: chunks?.length ?? 0,
        bytes: bytes.length,
      };
    },
  });

/** A file with these bytes, flushed. */
export const write = async (
  disk: DrivePorts['disk'],
  path: string,
  bytes: Uint8Array,
): Promise<void> => {
  const file = await disk.open(path, { create: true });
  await file.truncate(0);
  await file.write(0, bytes);
  await file.flush();
  await file.close();
};

/** Turns one bit of a file, as rot does. */
export const flipBit = async (
  { disk }: SimulatedMachine,
  path: string,
  at: number,
): Promise<void> => {
  const file = await disk.open(path, { create: false });
  const [byte = 0] = await file.read(at, 1);
  await file.write(at, Uint8Array.of(byte ^ (1 << (at % 8))));
  await file.close();
};

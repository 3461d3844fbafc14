import { expect, it, vi } from 'vitest';
import type { EngineLab, ParityWork } from '../../../../src/app/engines/engine-lab.ts';
import { createParityMaker } from '../../../../src/app/tending/parity-maker.ts';
import { createBlobStore } from '../../../../src/core/blobs/blob-store.ts';
import { isParityWhole, openParity } from '../../../../src/core/integrity/parity-file.ts';
import { createContentHasher } from '../../../../src/platform/hashing/content-hasher.ts';
import { createMemoryDisk } from '../../../../src/platform/memory/memory-disk.ts';
import { nodeCoderModule } from '../../../fixtures/node-coder.ts';
import { seeded } from '../../../fixtures/seeded.ts';
import { seededBytes, storeBlob } from '../../../fixtures/stored-blob.ts';

const breathe = () => Promise.resolve();

/** One blob, the order of its parity, and a maker over engines that do as `doWork` says. */
const createWorld = async (
  doWork: (work: ParityWork) => ReturnType<EngineLab['parity']>,
  module: WebAssembly.Module | null = nodeCoderModule(),
) => {
  const disk = createMemoryDisk();
  const blobs = createBlobStore(disk);
  const { hash, sizeBytes } = await storeBlob(disk, blobs, seededBytes(seeded(1), 9_000));
  const parity = vi.fn(doWork);
  const make = createParityMaker({
    disk,
    loadModule: () => Promise.resolve(module),
    hasher: createContentHasher(),
    breathe,
    lab: () => ({ parity }),
  });
  const path = blobs.parityPathOf(hash);
  const order = { blob: hash, blobPath: blobs.pathOf(hash), sizeBytes, percent: 10, path };
  const isWhole = async (): Promise<boolean> => {
    const file = await openParity(disk, hash, sizeBytes);
    return file !== null && isParityWhole(disk, file, breathe);
  };
  return { disk, make, order, parity, isWhole };
};

it('P5: what a worker made takes its place, and nobody else wrote where the worker does', async () => {
  const { disk, make, order, parity, isWhole } = await createWorld(
    async ({ request, here }) => {
      // As a worker: what it would write, at the place that it was told.
      await here(new AbortController().signal);
      await disk.move(order.path, request.parity.path);
      return { outcome: 'made', engine: 'workers' };
    },
  );
  expect(await make(order)).toBe('made');
  expect(parity.mock.calls[0]?.[0].request.parity.path).not.toBe(order.path);
  expect(await isWhole()).toBe(true);
  expect((await disk.list('parity')).map(({ name }) => name)).toEqual([order.blob]);
});

it('P5: where no worker does, this thread makes it in its place', async () => {
  const { disk, make, order, isWhole } = await createWorld(async ({ here }) => ({
    outcome: await here(new AbortController().signal),
    engine: 'page',
  }));
  expect(await make(order)).toBe('made');
  expect(await isWhole()).toBe(true);
  await disk.remove(order.blobPath);
  expect(await make(order)).toBe('not-that-blob');
});

it('P5: without WebAssembly no engine is asked', async () => {
  const { make, order, parity } = await createWorld(() => Promise.reject(new Error()), null);
  expect(await make(order)).toBe('no-coder');
  expect(parity).not.toHaveBeenCalled();
});

import { describe, expect, it } from 'vitest';
import type { BlobHash } from '../../../../src/core/base/ids.ts';
import type { Plain } from '../../../../src/core/base/plain.ts';
import { createBlobStore } from '../../../../src/core/blobs/blob-store.ts';
import { isParityWhole, openParity } from '../../../../src/core/integrity/parity-file.ts';
import { whatItHeals } from '../../../../src/core/integrity/parity-healing.ts';
import {
  type ParityCandidate,
  type ParityKeeperParts,
  type ParityProgress,
  createParityKeeper,
} from '../../../../src/core/integrity/parity-keeper.ts';
import { makeParity } from '../../../../src/core/integrity/parity-make.ts';
import { createContentHasher } from '../../../../src/platform/hashing/content-hasher.ts';
import { createMemoryDisk } from '../../../../src/platform/memory/memory-disk.ts';
import { createNodeCoder } from '../../../fixtures/node-coder.ts';
import { seeded } from '../../../fixtures/seeded.ts';
import { flipBytes, seededBytes, storeBlob } from '../../../fixtures/stored-blob.ts';

const breathe = () => Promise.resolve();
const coder = createNodeCoder();
const hasher = createContentHasher();

const createWorld = async (count: number, given: Partial<ParityKeeperParts> = {}) => {
  const disk = createMemoryDisk();
  const blobs = createBlobStore(disk);
  const random = seeded(count);
  const all = new Map<BlobHash, ParityCandidate>();
  for (let i = 0; i < count; i++) {
    const { hash, sizeBytes } = await storeBlob(disk, blobs, seededBytes(random, 2_000 + i));
    all.set(hash, { hash, sizeBytes, isHere: true });
  }
  const settings = { percent: 10 };
  let record: Plain | undefined;
  const keeper = createParityKeeper({
    disk,
    blobs,
    make: (order, signal) =>
      makeParity({ disk, coder, hasher, breathe: given.breathe ?? breathe }, order, signal),
    breathe,
    percent: () => Promise.resolve(settings.percent),
    candidates: () => Promise.resolve([...all.values()]),
    freeBytes: () => Promise.resolve(Infinity),
    record: {
      read: () => Promise.resolve(record),
      write: (value) => Promise.resolve(void (record = value)),
    },
    ...given,
  });
  const hashes = [...all.keys()];
  return { disk, blobs, keeper, all, hashes, settings };
};

const parityFiles = async (disk: ReturnType<typeof createMemoryDisk>) =>
  (await disk.list('parity')).map(({ name }) => name).sort();

describe('P5: parity is kept up to date', () => {
  it('made for each blob once, gone with it, counted', async () => {
    const { disk, keeper, all, hashes } = await createWorld(3);
    expect(await keeper.settle()).toEqual({
      made: 3,
      remade: 0,
      removed: 0,
      damaged: [],
      undone: null,
    });
    expect(await parityFiles(disk)).toEqual(hashes.toSorted());
    const bytes = [...all.values()].map((b) => whatItHeals(b.sizeBytes, 10).parityBytes);
    expect(await keeper.usedBytes()).toBe(bytes.reduce((a, b) => a + b));
    expect(await keeper.settle()).toMatchObject({ made: 0, removed: 0 });
    all.delete(hashes[0] as BlobHash);
    expect(await keeper.settle()).toMatchObject({ made: 0, removed: 1 });
    expect(await parityFiles(disk)).toEqual(hashes.slice(1).toSorted());
    expect(await keeper.usedBytes()).toBe((bytes[1] ?? 0) + (bytes[2] ?? 0));
    expect(await disk.list('staging')).toEqual([]);
  });

  it('goes when its blob is removed', async () => {
    const { disk, blobs, keeper, hashes } = await createWorld(2);
    await keeper.settle();
    await blobs.remove(hashes[0] as BlobHash);
    expect(await parityFiles(disk)).toEqual(hashes.slice(1));
  });

  it('is made anew for another share, and goes where it is turned off', async () => {
    const { disk, keeper, all, hashes, settings } = await createWorld(2);
    await keeper.settle();
    settings.percent = 50;
    expect(await keeper.settle()).toMatchObject({ made: 0, remade: 2 });
    const [hash] = hashes as [BlobHash];
    const parity = await openParity(disk, hash, all.get(hash)?.sizeBytes ?? 0);
    expect((parity?.layout.parityRows ?? 0) / (parity?.layout.dataRows ?? 1)).toBeCloseTo(
      0.5,
      1,
    );
    settings.percent = 0;
    expect(await keeper.settle()).toMatchObject({ made: 0, undone: null });
    expect(await parityFiles(disk)).toEqual([]);
    expect(await keeper.usedBytes()).toBe(0);
  });

  it('damaged parity is found by a check only, and made again', async () => {
    const { disk, blobs, keeper, all, hashes } = await createWorld(2);
    await keeper.settle();
    const [hash] = hashes as [BlobHash];
    await flipBytes(disk, blobs.parityPathOf(hash), [200]);
    expect(await keeper.settle()).toMatchObject({ remade: 0 });
    expect(await keeper.settle({ check: true })).toMatchObject({ made: 0, remade: 1 });
    const parity = await openParity(disk, hash, all.get(hash)?.sizeBytes ?? 0);
    expect(parity && (await isParityWhole(disk, parity, breathe))).toBe(true);
  });

  it('none is made of a damaged blob, and it is told', async () => {
    const { disk, blobs, keeper, hashes } = await createWorld(3);
    const [hash] = hashes as [BlobHash];
    await flipBytes(disk, blobs.pathOf(hash), [5]);
    expect(await keeper.settle()).toMatchObject({ made: 2, damaged: [hash], undone: null });
    expect(await parityFiles(disk)).toEqual(hashes.slice(1).toSorted());
    expect(await disk.list('staging')).toEqual([]);
  });

  it('stops when it is told to, and goes on from there', async () => {
    const stop = new AbortController();
    const breaths = { count: 0 };
    const { disk, keeper } = await createWorld(3, {
      breathe: () => {
        breaths.count += 1;
        if (breaths.count === 3) stop.abort();
        return Promise.resolve();
      },
    });
    expect(await keeper.settle({ signal: stop.signal })).toMatchObject({
      made: 1,
      undone: 'stopped',
    });
    expect(await disk.list('staging')).toEqual([]);
    expect(await keeper.settle()).toMatchObject({ made: 2, undone: null });
  });

  it.each([
    ['no-room', { freeBytes: () => Promise.resolve(1_000) }],
    ['no-coder', { make: () => Promise.resolve('no-coder' as const) }],
  ] as const)('says %s', async (undone, given) => {
    const { keeper } = await createWorld(1, given);
    expect(await keeper.settle()).toMatchObject({ made: 0, undone });
  });
});

describe('P5: parity of a blob that is damaged or gone', () => {
  it('stays, and none is made, however often it is settled; it is made anew once the blob is here again', async () => {
    const { disk, keeper, all, hashes, settings } = await createWorld(3);
    await keeper.settle();
    const [hash] = hashes as [BlobHash];
    const known = all.get(hash) as ParityCandidate;
    all.set(hash, { ...known, isHere: false });
    const kept = await disk.read(`parity/${hash}`);
    expect(await keeper.settle({ check: true })).toMatchObject({ made: 0, removed: 0 });
    settings.percent = 50;
    expect(await keeper.settle()).toMatchObject({ remade: 2, removed: 0 });
    expect(await disk.read(`parity/${hash}`)).toEqual(kept);
    await disk.remove(`parity/${hash}`);
    expect(await keeper.settle()).toMatchObject({ made: 0, removed: 0 });
    all.set(hash, known);
    expect(await keeper.settle()).toMatchObject({ made: 1 });
    settings.percent = 0;
    await keeper.settle();
    expect(await parityFiles(disk)).toEqual([]);
  });
});

describe('P5: parity of another share', () => {
  it('takes the place of what there is blob by blob, so that damage which nobody knows of yet still heals', async () => {
    const { disk, blobs, keeper, hashes, settings } = await createWorld(2);
    await keeper.settle();
    const [hash] = hashes as [BlobHash];
    await flipBytes(disk, blobs.pathOf(hash), [5]);
    const kept = await disk.read(`parity/${hash}`);
    settings.percent = 50;
    expect(await keeper.settle()).toMatchObject({ remade: 1, damaged: [hash], undone: null });
    expect(await disk.read(`parity/${hash}`)).toEqual(kept);
  });

  it('is made of a blob that could have none once it is right again, whatever was settled in between', async () => {
    const { disk, blobs, keeper, all, hashes, settings } = await createWorld(3);
    await keeper.settle();
    const [gone, damaged] = hashes as [BlobHash, BlobHash];
    const known = all.get(gone) as ParityCandidate;
    const shareOf = async (hash: BlobHash): Promise<number> => {
      const { layout } = (await openParity(disk, hash, all.get(hash)?.sizeBytes ?? 0)) ?? {};
      return (layout?.parityRows ?? 0) / (layout?.dataRows ?? 1);
    };
    all.set(gone, { ...known, isHere: false });
    await flipBytes(disk, blobs.pathOf(damaged), [5]);
    settings.percent = 50;
    expect(await keeper.settle()).toMatchObject({ remade: 1, damaged: [damaged] });
    expect(await keeper.settle()).toMatchObject({ remade: 0 });
    const before = await keeper.usedBytes();
    all.set(gone, known);
    await flipBytes(disk, blobs.pathOf(damaged), [5]);
    expect(await keeper.settle()).toMatchObject({ remade: 2, damaged: [], undone: null });
    for (const hash of hashes) expect(await shareOf(hash)).toBeCloseTo(0.5, 1);
    expect(await keeper.usedBytes()).toBeGreaterThan(before);
    expect(await keeper.settle()).toMatchObject({ made: 0, remade: 0 });
  });

  it('goes on where it was stopped', async () => {
    const { keeper, settings } = await createWorld(3);
    await keeper.settle();
    settings.percent = 50;
    const stop = new AbortController();
    const onProgress = ({ done }: ParityProgress) => {
      if (done === 1) stop.abort();
    };
    const first = await keeper.settle({ signal: stop.signal, onProgress });
    expect(first).toMatchObject({ undone: 'stopped' });
    const second = await keeper.settle();
    expect(first.remade + second.remade).toBe(3);
    expect(await keeper.settle()).toMatchObject({ made: 0, remade: 0 });
  });
});

describe('P5: while parity is settled', () => {
  it('it is told how far it is, blob by blob', async () => {
    const { keeper, all } = await createWorld(3);
    const told: ParityProgress[] = [];
    await keeper.settle({ onProgress: (progress) => told.push(progress) });
    const [first = 0, second = 0] = [...all.values()].map(({ sizeBytes }) => sizeBytes);
    expect(told).toEqual([
      { done: 0, total: 3, bytes: 0 },
      { done: 1, total: 3, bytes: first },
      { done: 2, total: 3, bytes: first + second },
    ]);
  });
});

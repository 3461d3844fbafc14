import { afterAll, describe, expect, it } from 'vitest';
import { areBytesEqual } from '../../../src/core/base/bytes.ts';
import { createBlobStore } from '../../../src/core/blobs/blob-store.ts';
import { runDrill } from '../../../src/core/integrity/drill.ts';
import { makeParity } from '../../../src/core/integrity/parity-make.ts';
import { createParitySource } from '../../../src/core/integrity/parity-source.ts';
import { createRepairer } from '../../../src/core/integrity/repair.ts';
import type { RepairParts } from '../../../src/core/integrity/repair-parts.ts';
import type { RepairSource } from '../../../src/core/integrity/repair-source.ts';
import { createCopySource } from '../../../src/core/integrity/source-copies.ts';
import { createCoderLoader } from '../../../src/platform/erasure-coding/load-coder.ts';
import type { BlobHash } from '../../../src/core/base/ids.ts';
import {
  copiesInFolder,
  indexFolder,
} from '../../../src/platform/file-system-access/copies-in-folder.ts';
import { createContentHasher } from '../../../src/platform/hashing/content-hasher.ts';
import { createRandom } from '../../../src/platform/webcrypto/webcrypto-keys.ts';
import { describeErasureCoder } from '../../contract/erasure-coder.suite.ts';
import { flipBytes, storeBlob } from '../../fixtures/stored-blob.ts';
import { type WorkerDisk, createWorkerDisk } from './worker-disk.ts';

const settled = (task: Promise<unknown>): Promise<boolean> =>
  task.then(
    () => true,
    () => false,
  );

const loadCoder = createCoderLoader();
const coder = async () => {
  const loaded = await loadCoder();
  if (loaded === null) throw new Error('WebAssembly runs in this browser.');
  return loaded;
};

describeErasureCoder('WebAssembly, fetched', coder);

describe('healing over OPFS', () => {
  const hasher = createContentHasher();
  const random = createRandom();
  const breathe = () => Promise.resolve();
  const clock = { nowMs: () => Date.now() };
  const rootName = crypto.randomUUID();
  const disks: WorkerDisk[] = [];
  afterAll(() => disks.forEach((disk) => disk.terminate()));

  const openDisk = (): WorkerDisk => {
    const disk = createWorkerDisk(rootName);
    disks.push(disk);
    return disk;
  };
  const repairerOver = (disk: WorkerDisk, sources: readonly RepairSource[]) => {
    const parts: RepairParts = {
      disk,
      blobs: createBlobStore(disk),
      hasher,
      sources: () => sources,
      freeBytes: () => Promise.resolve(Infinity),
      wait: () => Promise.resolve(),
      nowMs: clock.nowMs,
      record: () => Promise.resolve(),
    };
    return createRepairer(parts);
  };

  it('P6, P9: heals from parity, and goes on where its worker was killed', async () => {
    const disk = openDisk();
    const blobs = createBlobStore(disk);
    const bytes = random.bytes(5_000_000);
    const damage = await storeBlob(disk, blobs, bytes);
    const { hash, sizeBytes } = damage;
    const path = blobs.pathOf(hash);
    const order = { blob: hash, blobPath: path, sizeBytes, percent: 10 };
    await makeParity(
      { disk, coder: await coder(), hasher, breathe },
      { ...order, path: blobs.parityPathOf(hash) },
    );
    await flipBytes(disk, path, [3, 2_010_000, 4_999_999]);
    const dying = repairerOver(disk, [createParitySource({ disk, blobs, coder: loadCoder })]);
    void dying.repair(damage).catch(() => undefined);
    // The patch is whole once the first damaged bytes are set aside.
    await expect
      .poll(async () => (await disk.list('quarantine')).length, {
        interval: 1,
        timeout: 30_000,
      })
      .toBe(1);
    disk.terminate();

    const next = openDisk();
    const after = repairerOver(next, [
      createParitySource({ disk: next, blobs: createBlobStore(next), coder: loadCoder }),
    ]);
    // The files of a worker that was killed are let go a moment later.
    await expect.poll(() => settled(after.resume()), { timeout: 30_000 }).toBe(true);
    expect(await after.repair(damage)).toMatchObject({ state: 'repaired' });
    expect(areBytesEqual(await next.read(path), bytes)).toBe(true);
    expect(await next.list('repair')).toEqual([]);
  });

  it('P7: brings a lost blob back from a folder, where another file has its size', async () => {
    const disk = openDisk();
    const blobs = createBlobStore(disk);
    const bytes = random.bytes(1_500_000);
    const damage = await storeBlob(disk, blobs, bytes);
    const folder = await (
      await navigator.storage.getDirectory()
    ).getDirectoryHandle(crypto.randomUUID(), { create: true });
    const below = await folder.getDirectoryHandle('photos', { create: true });
    for (const [name, content] of [
      ['a.jpg', random.bytes(1_500_000)],
      ['b.jpg', bytes],
    ] as const) {
      const writable = await (
        await below.getFileHandle(name, { create: true })
      ).createWritable();
      await writable.write(content);
      await writable.close();
    }
    await blobs.remove(damage.hash);
    const folderSource = createCopySource(
      'folder',
      hasher,
      ({ sizeBytes }) => copiesInFolder(folder, sizeBytes),
      () => indexFolder(folder),
    );
    const repairer = repairerOver(disk, [folderSource]);
    const gone = { ...damage, kind: 'missing' } as const;
    const other = { ...gone, hash: 'ab'.repeat(32) as BlobHash, sizeBytes: 7 };
    const expectBack = async (): Promise<void> => {
      const outcome = await repairer.repair(gone);
      expect(outcome).toMatchObject({ state: 'repaired', source: 'folder' });
      expect(areBytesEqual(await disk.read(blobs.pathOf(damage.hash)), bytes)).toBe(true);
    };
    await expectBack();
    await blobs.remove(damage.hash);
    const lookout = await repairer.lookFor([other, gone]);
    expect([...lookout.mayHeal]).toEqual([damage.hash]);
    await expectBack();
    lookout.done();
  });

  it('P11: a drill damages a sample and heals it, and nothing of it is left', async () => {
    const disk = openDisk();
    const told: string[] = [];
    const report = await runDrill({
      ...{ disk, hasher, random, breathe, clock, coder: loadCoder },
      freeBytes: () => Promise.resolve(Infinity),
      percent: 10,
      tell: (step) => told.push(step),
    });
    expect(report).toMatchObject({
      isHealed: true,
      source: 'parity',
      damagedChunks: 5,
      chunks: 8,
    });
    expect(report.steps.map(({ step }) => step)).toEqual(told);
    expect(told).toEqual(['sample', 'parity', 'damage', 'find', 'heal', 'check']);
    expect(await disk.list('drill')).toEqual([]);
  });
});

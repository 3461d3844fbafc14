import { describe, expect, it } from 'vitest';
import { areBytesEqual } from '../../../../src/core/base/bytes.ts';
import { HmError } from '../../../../src/core/base/hm-error.ts';
import { planParity } from '../../../../src/core/integrity/parity-layout.ts';
import type { RepairSource } from '../../../../src/core/integrity/repair-source.ts';
import { readPatch } from '../../../../src/core/integrity/repair-patch.ts';
import {
  createMemoryDisk,
  type MemoryDisk,
} from '../../../../src/platform/memory/memory-disk.ts';
import { seeded } from '../../../fixtures/seeded.ts';
import { flipBytes, seededBytes } from '../../../fixtures/stored-blob.ts';
import { createRepairWorld, folderOf } from './repair-world.ts';

const MIB = 2 ** 20;
const BYTES = seededBytes(seeded(11), 3 * MIB + 1_234);

/** Has everything, and all of it wrong. */
const LIAR: RepairSource = {
  name: 'liar',
  async *chunks(_damage, wanted) {
    await Promise.resolve();
    for (const chunk of wanted) {
      yield { chunk, bytes: new Uint8Array(chunk.end - chunk.start) };
    }
  },
};

const expectBytes = async (disk: MemoryDisk, path: string, bytes: Uint8Array) =>
  expect(areBytesEqual(await disk.read(path), bytes)).toBe(true);

describe('P6: a blob whose chunks are known is healed in its place', () => {
  it('from parity; only damaged chunks are written, and quarantine keeps what they were', async () => {
    const { disk, blobs, repairer, receipts, store } = createRepairWorld(createMemoryDisk());
    const { path, ...damage } = await store(BYTES, 10);
    await flipBytes(disk, path, [5, MIB + 7, MIB + 9]);
    const damaged = await disk.read(path, MIB, 2 * MIB);
    const begun = disk.operations.count();
    const outcome = await repairer.repair({ ...damage, chunks: [0, 1] });
    expect(outcome).toEqual({ state: 'repaired', source: 'parity', chunks: 2, bytes: 2 * MIB });
    await expectBytes(disk, path, BYTES);
    const writes = disk.operations
      .trace()
      .slice(begun)
      .filter((line) => line.includes(' write blobs/'));
    expect(writes).toHaveLength(2);
    const quarantined = `quarantine/${damage.hash}.wrong-chunks.0`;
    const kept = await readPatch(disk, quarantined);
    expect(kept?.chunks.map(({ start, length }) => [start, length])).toEqual([
      [0, MIB],
      [MIB, MIB],
    ]);
    expect(areBytesEqual(await disk.read(quarantined, MIB, 2 * MIB), damaged)).toBe(true);
    expect(await disk.list('repair')).toEqual([]);
    expect(receipts).toEqual([
      {
        blob: damage.hash,
        cause: 'wrong-bytes',
        chunks: 2,
        bytes: 2 * MIB,
        source: 'parity',
        at: '2026-01-01T00:00:00.000Z',
      },
    ]);
    expect(await blobs.size(damage.hash)).toBe(BYTES.length);
  });

  it('where the look could not tell which, it finds out', async () => {
    const { disk, repairer, store } = createRepairWorld(createMemoryDisk());
    const { path, ...damage } = await store(BYTES, 10);
    await flipBytes(disk, path, [2 * MIB]);
    expect(await repairer.repair(damage)).toMatchObject({ state: 'repaired', chunks: 1 });
    await expectBytes(disk, path, BYTES);
  });

  it.each([
    ['cut short', BYTES.length - 100_000],
    ['too long', BYTES.length + 5],
  ])('a blob that is %s gets its size back', async (_how, sizeBytes) => {
    const { disk, repairer, store } = createRepairWorld(createMemoryDisk());
    const { path, ...damage } = await store(BYTES, 10);
    const file = await disk.open(path, { create: false });
    await file.truncate(sizeBytes);
    await file.close();
    const outcome = await repairer.repair({ ...damage, kind: 'wrong-size' });
    expect(outcome).toMatchObject({ state: 'repaired' });
    await expectBytes(disk, path, BYTES);
  });

  it('sources add up: what parity cannot heal, a copy that is damaged elsewhere may have', async () => {
    const copy = BYTES.slice();
    copy[3 * MIB] = (copy[3 * MIB] ?? 0) ^ 1;
    const { disk, repairer, store } = createRepairWorld(createMemoryDisk(), {
      extra: [folderOf([seededBytes(seeded(3), 500), copy])],
    });
    const { path, ...damage } = await store(BYTES, 10);
    const { stripes, shardBytes, parityRows } = planParity(BYTES.length, 10);
    // One more of a stripe than parity heals, all in the first chunk, which is right in the copy.
    const beyond = Array.from(
      { length: parityRows + 1 },
      (_, row) => row * stripes * shardBytes,
    );
    expect(beyond.at(-1)).toBeLessThan(MIB);
    await flipBytes(disk, path, beyond);
    // In another stripe, in the chunk that is wrong in the copy.
    await flipBytes(disk, path, [3 * MIB]);
    const outcome = await repairer.repair(damage);
    expect(outcome).toMatchObject({ state: 'repaired', chunks: 2 });
    await expectBytes(disk, path, BYTES);
  });

  it('a source that gives wrong bytes is not believed', async () => {
    const { disk, repairer, store } = createRepairWorld(createMemoryDisk(), {
      extra: [LIAR, folderOf([BYTES])],
    });
    const { path, ...damage } = await store(BYTES, 0);
    await flipBytes(disk, path, [9]);
    expect(await repairer.repair(damage)).toMatchObject({
      state: 'repaired',
      source: 'folder',
    });
    await expectBytes(disk, path, BYTES);
  });

  it('P9: a flushed patch is enough to go on with: no source is asked again', async () => {
    const { disk, store } = createRepairWorld(createMemoryDisk());
    const { path, ...damage } = await store(BYTES, 10);
    await flipBytes(disk, path, [9, 99]);
    const probe = disk.survive('crash');
    await createRepairWorld(probe).repairer.repair(damage);
    const line = probe.operations.trace().findIndex((each) => each.includes(' write blobs/'));
    expect(line).toBeGreaterThan(0);

    const dying = disk.survive('crash');
    dying.operations.crashAt(line + 1);
    await expect(createRepairWorld(dying).repairer.repair(damage)).rejects.toThrow('died');
    const next = dying.survive('crash');
    const after = createRepairWorld(next);
    await next.remove('parity');
    expect(await after.repairer.resume()).toEqual([damage.hash]);
    await expectBytes(next, path, BYTES);
    expect(after.receipts).toMatchObject([
      { blob: damage.hash, cause: 'wrong-bytes', source: 'parity', chunks: 1 },
    ]);
  });

  it('where nobody has a chunk nothing is touched and nothing is left behind', async () => {
    const { disk, repairer, receipts, store } = createRepairWorld(createMemoryDisk(), {
      extra: [folderOf([])],
    });
    const { path, ...damage } = await store(BYTES, 0);
    await flipBytes(disk, path, [9]);
    const before = disk.files();
    expect(await repairer.repair(damage)).toEqual({
      state: 'unrepaired',
      tried: ['parity', 'quarantine', 'folder'],
    });
    expect([...disk.files().keys()].sort()).toEqual([...before.keys()].sort());
    expect(receipts).toEqual([]);
  });
});

describe('P7: a blob that is gone, or whose chunk list is, is assembled anew', () => {
  it('from a copy, and the damaged one goes to quarantine', async () => {
    const { disk, blobs, repairer, receipts, store } = createRepairWorld(createMemoryDisk(), {
      extra: [folderOf([BYTES])],
    });
    const { path, ...damage } = await store(BYTES, 0);
    await flipBytes(disk, path, [9]);
    await blobs.removeList(damage.listHash);
    expect(await repairer.repair(damage)).toMatchObject({
      state: 'repaired',
      source: 'folder',
    });
    expect(receipts).toMatchObject([{ cause: 'wrong-bytes', source: 'folder' }]);
    await expectBytes(disk, path, BYTES);
    expect(await disk.size(`quarantine/${damage.hash}.wrong-bytes.0`)).toBe(BYTES.length);
    expect(await blobs.readList(damage.listHash)).not.toBeNull();
  });

  it('from parity without a chunk list: the whole is checked, and the list made again', async () => {
    const { disk, blobs, repairer, store } = createRepairWorld(createMemoryDisk());
    const { path, ...damage } = await store(BYTES, 10);
    await flipBytes(disk, path, [9, 2 * MIB + 3]);
    await flipBytes(disk, blobs.listPathOf(damage.listHash), [40]);
    expect(await repairer.repair(damage)).toMatchObject({
      state: 'repaired',
      source: 'parity',
    });
    await expectBytes(disk, path, BYTES);
    const list = await blobs.readList(damage.listHash);
    expect(list).not.toBeNull();
    // The list is right: the next damage is healed in its place.
    await flipBytes(disk, path, [1]);
    expect(await repairer.repair(damage)).toMatchObject({ state: 'repaired', chunks: 1 });
  });

  it('P9: a whole copy that a crash left takes its place, and its receipt says what its name says', async () => {
    for (const [name, cause] of [
      ['missing.folder', 'missing'],
      ['folder', null],
    ] as const) {
      const { disk, repairer, receipts, store } = createRepairWorld(createMemoryDisk());
      const { path, hash } = await store(BYTES, 0);
      await disk.move(path, `repair/${hash}.${name}.whole`);
      expect(await repairer.resume()).toEqual([hash]);
      await expectBytes(disk, path, BYTES);
      expect(receipts).toMatchObject([{ blob: hash, cause, source: 'folder' }]);
    }
  });

  it('a lost blob comes back from a copy, not from parity of 10 %', async () => {
    const alone = createRepairWorld(createMemoryDisk());
    const { path, ...damage } = await alone.store(BYTES, 10);
    await alone.disk.remove(path);
    expect(await alone.repairer.repair({ ...damage, kind: 'missing' })).toMatchObject({
      state: 'unrepaired',
    });
    const helped = createRepairWorld(alone.disk, { extra: [folderOf([BYTES])] });
    expect(await helped.repairer.repair({ ...damage, kind: 'missing' })).toMatchObject({
      state: 'repaired',
      source: 'folder',
    });
    await expectBytes(alone.disk, path, BYTES);
    expect(await alone.disk.list('repair')).toEqual([]);
  });

  it('a source without a list that gives wrong bytes is not believed', async () => {
    const { disk, blobs, repairer, store } = createRepairWorld(createMemoryDisk(), {
      extra: [LIAR, folderOf([BYTES])],
    });
    const { path, ...damage } = await store(BYTES, 0);
    await flipBytes(disk, path, [9]);
    await blobs.removeList(damage.listHash);
    expect(await repairer.repair(damage)).toMatchObject({
      state: 'repaired',
      source: 'folder',
    });
    await expectBytes(disk, path, BYTES);
  });
});

describe('P8: sources that cannot be asked, and room', () => {
  it('are asked again after 2, 4 and 8 s, then passed over', async () => {
    let asked = 0;
    const broken: RepairSource = {
      name: 'peer',
      // eslint-disable-next-line require-yield -- it never gets that far
      async *chunks() {
        asked += 1;
        await Promise.resolve();
        throw new HmError('fetch-failed', 'The peer is gone.');
      },
    };
    const { disk, repairer, waits, store } = createRepairWorld(createMemoryDisk(), {
      extra: [broken, folderOf([BYTES])],
    });
    const { path, ...damage } = await store(BYTES, 0);
    await flipBytes(disk, path, [9]);
    expect(await repairer.repair(damage)).toMatchObject({
      state: 'repaired',
      source: 'folder',
    });
    expect(waits).toEqual([2_000, 4_000, 8_000]);
    expect(asked).toBe(4);
  });

  it('a disk without room is said before anything is written', async () => {
    const { disk, repairer, store } = createRepairWorld(createMemoryDisk(), {
      freeBytes: () => Promise.resolve(MIB),
    });
    const { path, ...damage } = await store(BYTES, 10);
    await flipBytes(disk, path, [9]);
    const begun = disk.operations.count();
    await expect(repairer.repair(damage)).rejects.toMatchObject({
      type: 'quota-exceeded',
      facts: { freeBytes: MIB },
    });
    expect(disk.operations.count()).toBe(begun);
  });
});

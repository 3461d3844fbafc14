import { describe, expect, it } from 'vitest';
import { HmError } from '../../src/core/base/hm-error.ts';
import { openPackStore } from '../../src/core/storage/pack-store.ts';
import { createMemoryDisk } from '../../src/platform/memory/memory-disk.ts';
import { createSeededRandom } from '../../src/platform/memory/memory-random.ts';
import { failureOf } from './failure-of.ts';
import { describePackStore } from './pack-store.suite.ts';

describePackStore('memory', () => Promise.resolve(createMemoryDisk()));

const LIMITS = {
  directory: 'thumbs',
  segmentBytes: 20_000,
  batchBytes: 6000,
  maxBytes: 60_000,
};
const payload = (i: number) => new Uint8Array(500 + ((i * 37) % 2000)).fill(i % 251);
const isPayload = (bytes: Uint8Array, i: number) =>
  bytes.length === payload(i).length && bytes.every((byte) => byte === i % 251);

describe('PackStore on a failing disk', () => {
  it('at whatever operation the process dies or the power goes, it opens, and what it gives is right', async () => {
    for (let seed = 1; seed <= 60; seed++) {
      const random = createSeededRandom(seed);
      const disk = createMemoryDisk({ seed });
      disk.operations.crashAt(1 + random.below(90));
      await fill(disk).catch(() => undefined);
      for (const ending of ['crash', 'power-cut'] as const) {
        const survivor = disk.survive(ending, { seed });
        const store = await openPackStore({ disk: survivor, ...LIMITS });
        for (const key of [...store.keys()]) {
          const bytes = await store.get(key);
          const isRight = bytes === null || isPayload(bytes, Number(key));
          expect(isRight, `${key} after ${ending}, seed ${seed}`).toBe(true);
        }
        await store.put('7', [payload(7)]);
        await store.close();
      }
    }
  });

  it('a crash of the process loses no record of a batch that was written', async () => {
    const disk = createMemoryDisk();
    const store = await openPackStore({ disk, ...LIMITS });
    for (let i = 0; i < 12; i++) await store.put(String(i), [payload(i)]);
    await store.flush();
    const again = await openPackStore({ disk: disk.survive('crash'), ...LIMITS });
    for (let i = 0; i < 12; i++) expect(await again.get(String(i))).toEqual(payload(i));
  });

  it('a crash loses none of many, wherever their headers lie, nor one whose key is longer than a read', async () => {
    const disk = createMemoryDisk();
    const limits = { ...LIMITS, segmentBytes: 10_000_000, maxBytes: 10_000_000 };
    const store = await openPackStore({ disk, ...limits });
    const keyOf = (i: number) => (i % 97 === 96 ? `${i}`.padEnd(20_000, 'k') : `${i}`);
    const sizeOf = (i: number) => (i * 37) % (i % 10 === 9 ? 40_000 : 90);
    const count = 3000;
    for (let i = 0; i < count; i++) await store.put(keyOf(i), [new Uint8Array(sizeOf(i))]);
    await store.flush();
    const again = await openPackStore({ disk: disk.survive('crash'), ...limits });
    expect([...again.keys()]).toEqual(Array.from({ length: count }, (_, i) => keyOf(i)));
    for (const i of [0, 96, 1000, 2999])
      expect(await again.get(keyOf(i))).toEqual(new Uint8Array(sizeOf(i)));
  });

  it('a full disk rejects the put, forgets its batch, and what was there stays', async () => {
    const disk = createMemoryDisk({ quotaBytes: 10_000 });
    const store = await openPackStore({ disk, ...LIMITS, batchBytes: 3000 });
    await store.put('a', [new Uint8Array(5000).fill(1)]);
    await store.put('b', [new Uint8Array(2000).fill(2)]);
    expect(await failureOf(store.put('c', [new Uint8Array(5000)]))).toBe('quota-exceeded');
    expect([...store.keys()]).toEqual(['a']);
    expect(await store.get('a')).toEqual(new Uint8Array(5000).fill(1));
    await store.put('d', [new Uint8Array(3000).fill(4)]);
    await store.close();
    const again = await openPackStore({ disk, ...LIMITS });
    expect([...again.keys()]).toEqual(['a', 'd']);
  });

  it('a flush that fails is reported, and the store goes on', async () => {
    const disk = createMemoryDisk();
    const store = await openPackStore({ disk, ...LIMITS });
    await store.put('a', [payload(1)]);
    disk.operations.failAt(disk.operations.count() + 2, new HmError('io-failed', 'planned'));
    expect(await failureOf(store.flush())).toBe('io-failed');
    expect(store.has('a')).toBe(false);
    await store.put('a', [payload(2)]);
    await store.flush();
    expect(await store.get('a')).toEqual(payload(2));
  });
});

/** 150 records with overwriting, deleting and eviction among them; a key's number decides its bytes. */
const fill = async (disk: ReturnType<typeof createMemoryDisk>): Promise<void> => {
  const store = await openPackStore({ disk, ...LIMITS });
  for (let i = 0; i < 150; i++) {
    await store.put(String(i), [payload(i)]);
    if (i % 10 === 9) await store.put(String(i - 5), [payload(i - 5)]);
    if (i % 10 === 8) await store.delete(String(i - 3));
  }
  await store.close();
};

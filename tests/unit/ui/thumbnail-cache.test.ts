import { describe, expect, it } from 'vitest';
import type { MediaId } from '../../../src/core/base/ids.ts';
import { createThumbnailCache } from '../../../src/ui/media/thumbnail-cache.ts';

const idOf = (n: number): MediaId => `m${n}` as MediaId;

/** A cache whose loads end when the test says so. */
const createBench = (spare: number, concurrency: number) => {
  const asked: string[] = [];
  const waiting = new Map<
    string,
    { resolve(url: string): void; reject(error: unknown): void }
  >();
  const cache = createThumbnailCache({
    load: (id) =>
      new Promise((resolve, reject) => {
        asked.push(id);
        waiting.set(id, { resolve, reject });
      }),
    spare,
    concurrency,
  });
  const finish = async (id: MediaId): Promise<void> => {
    waiting.get(id)?.resolve(`data:,${id}`);
    // Two turns: the load's own, and the pump behind it.
    for (let turn = 0; turn < 6; turn++) await Promise.resolve();
  };
  return { cache, asked, waiting, finish };
};

describe('thumbnail cache', () => {
  it('asks once for what two cells show, and forgets it only after both are gone', async () => {
    const { cache, asked, finish } = createBench(0, 4);
    const seen: string[] = [];
    const releaseA = cache.lease(idOf(1), 256, (got) => seen.push(got.state));
    const releaseB = cache.lease(idOf(1), 256, (got) => seen.push(got.state));
    await finish(idOf(1));
    expect(asked).toEqual(['m1']);
    expect(seen).toEqual(['ready', 'ready']);
    releaseA();
    expect(cache.peek(idOf(1), 256)).toBe('data:,m1');
    releaseB();
    expect(cache.peek(idOf(1), 256)).toBeNull();
  });

  it('never asks for what left the screen before its turn', async () => {
    const { cache, asked, finish } = createBench(0, 1);
    cache.lease(idOf(1), 256, () => undefined);
    const release = cache.lease(idOf(2), 256, () => undefined);
    cache.lease(idOf(3), 256, () => undefined);
    release();
    await finish(idOf(1));
    await finish(idOf(3));
    expect(asked).toEqual(['m1', 'm3']);
  });

  it('asks for what was wanted last first', async () => {
    const { cache, asked, finish } = createBench(0, 1);
    for (const n of [1, 2, 3]) cache.lease(idOf(n), 256, () => undefined);
    await finish(idOf(1));
    expect(asked).toEqual(['m1', 'm3']);
  });

  it('keeps as many unused as it may, the latest used', async () => {
    const { cache, finish } = createBench(1, 4);
    for (const n of [1, 2]) {
      const release = cache.lease(idOf(n), 256, () => undefined);
      await finish(idOf(n));
      release();
    }
    expect(cache.peek(idOf(1), 256)).toBeNull();
    expect(cache.peek(idOf(2), 256)).not.toBeNull();
  });

  it('tells a failure, and asks again when it is wanted again', async () => {
    const { cache, asked, waiting } = createBench(1, 4);
    const failure = new Error('none');
    const told = new Promise((resolve) => {
      cache.lease(idOf(1), 256, resolve);
    });
    waiting.get('m1')?.reject(failure);
    expect(await told).toEqual({ state: 'failed', error: failure });
    cache.lease(idOf(1), 256, () => undefined);
    expect(asked).toEqual(['m1', 'm1']);
  });
});

import { describe, expect, it, vi } from 'vitest';
import type { BlobHash } from '../../../../src/core/base/ids.ts';
import { listInThread } from '../../../../src/platform/worker-pool/names-in-thread.ts';
import { serveNames } from '../../../../src/platform/worker-pool/serve-names.ts';
import { openHere, type Serve } from '../../../../src/platform/worker-pool/threads.ts';

const hashesUpTo = (count: number): readonly BlobHash[] =>
  Array.from({ length: count }, (_, i) => String(i).padStart(64, '0') as BlobHash);

async function* each(hashes: readonly BlobHash[]): AsyncIterable<BlobHash> {
  for (const hash of hashes) yield await Promise.resolve(hash);
}

async function* half(hashes: readonly BlobHash[]): AsyncIterable<BlobHash> {
  yield* each(hashes.slice(0, hashes.length / 2));
  throw new Error('the disk went away');
}

const gather = async (names: AsyncIterable<BlobHash>): Promise<readonly BlobHash[]> => {
  const all: BlobHash[] = [];
  for await (const name of names) all.push(name);
  return all;
};

/** What is listed by a thread that serves so, and here where that fails; how often each was, and was ended. */
const listBy = async (serve: Serve, hashes: readonly BlobHash[]) => {
  const ended = vi.fn();
  const here = vi.fn(() => each(hashes));
  const open = () => {
    const thread = openHere(serve);
    const end = thread.terminate;
    const terminate = (): void => {
      ended();
      end();
    };
    return Promise.resolve(Object.assign(thread, { terminate }));
  };
  const names = await gather(listInThread(open, here, 50)());
  return { names, ended, here };
};

const over =
  (list: () => AsyncIterable<BlobHash>): Serve =>
  (port) =>
    serveNames(port, list);

describe('a list of names in a thread of its own', () => {
  it.each([0, 1, 5_000, 12_345])('has all of %i names, and ends the thread', async (count) => {
    const hashes = hashesUpTo(count);
    const { names, ended, here } = await listBy(
      over(() => each(hashes)),
      hashes,
    );
    expect(names).toEqual(hashes);
    expect(here).not.toHaveBeenCalled();
    expect(ended).toHaveBeenCalledOnce();
  });

  it.each([
    ['fails', over(() => half(hashesUpTo(12_000)))],
    ['says nothing', () => undefined],
  ] as const)('is made here where the thread %s', async (_, serve) => {
    const hashes = hashesUpTo(12_000);
    const { names, ended, here } = await listBy(serve, hashes);
    expect(names).toEqual(hashes);
    expect(here).toHaveBeenCalledOnce();
    expect(ended).toHaveBeenCalledOnce();
  });

  it('is made here where none opens', async () => {
    const hashes = hashesUpTo(3);
    const refused = () => Promise.reject(new Error('no threads'));
    expect(await gather(listInThread(refused, () => each(hashes))())).toEqual(hashes);
  });
});

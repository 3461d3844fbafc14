import { describe, expect, it } from 'vitest';
import { hashStored } from '../../../../src/app/engines/hash-file.ts';
import { createContentHasher } from '../../../../src/platform/hashing/content-hasher.ts';
import { createRunningHash } from '../../../../src/platform/hashing/running-hash.ts';
import type { SharedReader } from '../../../../src/platform/opfs/shared-reading.ts';

const MIB = 1024 * 1024;

const hashOf = async (bytes: Uint8Array): Promise<string> => {
  const hash = await createRunningHash();
  hash.update(bytes);
  return hash.digest();
};

/** A file of which the reader has other bytes than the browser's slices, so that it shows who was read. */
const createWorld = (sizeBytes: number, read: SharedReader['read']) => {
  const slices = new Uint8Array(sizeBytes).fill(1);
  const paths: string[] = [];
  let pieces = 0;
  const reader: SharedReader = {
    read: (path, take) => {
      paths.push(path);
      return read(path, take);
    },
  };
  const hash = () =>
    hashStored(
      { hasher: createContentHasher(), reader },
      { file: new File([slices], 'stored'), path: 'blobs/ab/stored' },
      () => {
        pieces++;
      },
    );
  return { slices, paths, hash, pieces: () => pieces };
};

describe('hashing a file of the drive', () => {
  it('reads a large one straight from the disk, with a sign of life for each piece', async () => {
    const shared = new Uint8Array(2 * MIB).fill(2);
    const world = createWorld(2 * MIB, async (_path, take) => {
      // The same buffer for every piece, as a handle fills it.
      const buffer = new Uint8Array(MIB);
      for (const at of [0, MIB]) {
        buffer.set(shared.subarray(at, at + MIB));
        await take(buffer);
        buffer.fill(0);
      }
      return true;
    });
    expect(await world.hash()).toBe(await hashOf(shared));
    expect(world.paths).toEqual(['blobs/ab/stored']);
    expect(world.pieces()).toBe(2);
  });

  it('reads a small one in a slice', async () => {
    const world = createWorld(MIB - 1, () => Promise.reject(new Error('not to be asked')));
    expect(await world.hash()).toBe(await hashOf(world.slices));
    expect(world.paths).toEqual([]);
  });

  it('reads slices where the disk lets nobody else in', async () => {
    const world = createWorld(3 * MIB, () => Promise.resolve(false));
    expect(await world.hash()).toBe(await hashOf(world.slices));
    expect(world.paths).toHaveLength(1);
  });

  it('says that a file which came to be written to cannot be read', async () => {
    const world = createWorld(2 * MIB, async (_path, take) => {
      await take(new Uint8Array(10));
      throw new DOMException('It is locked.', 'NoModificationAllowedError');
    });
    await expect(world.hash()).rejects.toMatchObject({
      type: 'read-failed',
      facts: { cause: 'NoModificationAllowedError' },
    });
  });
});

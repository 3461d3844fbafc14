import { describe, expect, it } from 'vitest';
import type { BlobHash, ChunkHash } from '../../../../src/core/base/ids.ts';
import { sliceHasher } from '../../../../src/core/media/sliced-hasher.ts';

const SLICE_BYTES = 256 * 1024;

/** A hasher that notes what it is fed, and a breath that is noted too. */
const createNotes = () => {
  const notes: (number | 'breath')[] = [];
  const hasher = sliceHasher(
    {
      startBlob: () =>
        Promise.resolve({
          update: (bytes) => void notes.push(bytes.length),
          digest: () => 'digest' as BlobHash,
        }),
      chunk: () => Promise.resolve('chunk' as ChunkHash),
    },
    () => {
      notes.push('breath');
      return Promise.resolve();
    },
  );
  return { notes, hasher };
};

describe('hashing in slices', () => {
  it('lets others work between two slices, and neither before nor after', async () => {
    const { notes, hasher } = createNotes();
    const blob = await hasher.startBlob();
    await blob.update(new Uint8Array(2 * SLICE_BYTES + 1));
    expect(notes).toEqual([SLICE_BYTES, 'breath', SLICE_BYTES, 'breath', 1]);
    expect(blob.digest()).toBe('digest');
  });

  it('does a short piece at once', async () => {
    const { notes, hasher } = createNotes();
    await (await hasher.startBlob()).update(new Uint8Array(10));
    expect(notes).toEqual([10]);
    expect(await hasher.chunk(new Uint8Array())).toBe('chunk');
  });
});

import type { Breathe } from '../base/stretches.ts';
import type { ContentHasher } from './ingest-ports.ts';

/** A slice takes a few milliseconds without WebAssembly, and less than one with it. */
const SLICE_BYTES = 256 * 1024;

/** The same hashes for a thread that has other things to do: it may do them between two slices. */
export const sliceHasher = (hasher: ContentHasher, breathe: Breathe): ContentHasher => ({
  startBlob: async () => {
    const blob = await hasher.startBlob();
    return {
      update: async (bytes) => {
        for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
          if (at > 0) await breathe();
          await blob.update(bytes.subarray(at, at + SLICE_BYTES));
        }
      },
      digest: () => blob.digest(),
    };
  },
  chunk: (bytes) => hasher.chunk(bytes),
});

import type { DigestLike } from '../manifests/compare-file.ts';
import type { ManifestChunk } from '../manifests/manifest.ts';
import type { HostStretch } from './asset-host.ts';

/** Gets one chunk that is whole and right. */
export type TakeChunk = (chunk: ManifestChunk, bytes: Uint8Array<ArrayBuffer>) => Promise<void>;

/** How far a stretch went. */
export interface Taken {
  readonly chunks: number;
  /** Chunks that came whole, and are not what they should be. */
  readonly wrong: number;
}

/**
 * Cuts the bytes of a stretch into the chunks that are wanted, in the order of the file, and hands on those
 * that hash to what they should; one in memory at a time. No byte behind the last is read. Rejects as the
 * stretch and `take` do; what was taken before stays taken.
 */
export const takeChunks = async (
  { start, pieces }: HostStretch,
  wanted: readonly ManifestChunk[],
  digest: DigestLike,
  take: TakeChunk,
): Promise<Taken> => {
  // A host that sends another stretch than was asked for sends nothing of what stands before it.
  const queue = wanted.filter(({ offset }) => offset >= start);
  const taken = { chunks: 0, wrong: 0 };
  let bytes = new Uint8Array(queue[0]?.size ?? 0);
  let filled = 0;
  let at = start;
  const [next] = queue;
  if (next === undefined) return taken;

  /** Whether more is wanted. */
  const finish = async (chunk: ManifestChunk): Promise<boolean> => {
    if ((await digest(bytes, chunk.hash)) === chunk.hash) {
      await take(chunk, bytes);
      taken.chunks += 1;
    } else taken.wrong += 1;
    queue.shift();
    bytes = new Uint8Array(queue[0]?.size ?? 0);
    filled = 0;
    return queue.length > 0;
  };

  for await (const piece of pieces) {
    let from = 0;
    for (let [chunk] = queue; chunk !== undefined && from < piece.length; [chunk] = queue) {
      const skipped = Math.max(0, chunk.offset - at);
      const count = Math.min(piece.length - from - skipped, chunk.size - filled);
      if (count <= 0) break;
      bytes.set(piece.subarray(from + skipped, from + skipped + count), filled);
      filled += count;
      from += skipped + count;
      at += skipped + count;
      if (filled === chunk.size && !(await finish(chunk))) return taken;
    }
    at += piece.length - from;
  }
  return taken;
};

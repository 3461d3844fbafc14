import { utf8ToBytes } from '../../base/bytes.ts';
import type { ChunkHash } from '../../base/ids.ts';
import { CHUNK_BYTES } from '../../blobs/chunk-list.ts';
import type { Piece } from '../chunk-cutter.ts';
import type { ContentHasher } from '../ingest-ports.ts';
import { type DataPart, startOf } from './picture-data.ts';

const FORM = 'hm-essence-2';

/** Hashes the data of a picture as the bytes of its file come by. */
export interface DataCutter {
  /** Takes the next piece of the file; the one after it may be added when this resolves. */
  add(piece: Piece): Promise<void>;
  /** The essence, when all pieces were added: SHA-256 over labels, lengths and hashes of the parts, in their order. */
  essence(): Promise<string>;
}

interface Cut {
  readonly part: DataPart;
  readonly hashes: ChunkHash[];
  lengthBytes: number;
}

/** A cutter for parts that lie one behind the other (`findPictureData`); holds one chunk of bytes at most. */
export const createDataCutter = (
  hasher: ContentHasher,
  parts: readonly DataPart[],
): DataCutter => {
  const cuts = parts.map((part): Cut => ({ part, hashes: [], lengthBytes: 0 }));
  const runs = cuts
    .toSorted((a, b) => startOf(a.part) - startOf(b.part))
    .flatMap((cut) => cut.part.ranges.map((range) => ({ cut, range })));
  let next = 0;
  let open: Cut | null = null;
  let chunk = new Uint8Array(CHUNK_BYTES);
  let filled = 0;

  const flush = async (): Promise<void> => {
    if (open === null || filled === 0) return;
    const { hashes } = open;
    const full = chunk.subarray(0, filled);
    chunk = new Uint8Array(CHUNK_BYTES);
    filled = 0;
    hashes.push(await hasher.chunk(full));
  };

  const take = async (cut: Cut, bytes: Uint8Array): Promise<void> => {
    if (open !== cut) await flush();
    open = cut;
    cut.lengthBytes += bytes.length;
    for (let at = 0; at < bytes.length;) {
      const taken = bytes.subarray(at, at + CHUNK_BYTES - filled);
      chunk.set(taken, filled);
      filled += taken.length;
      at += taken.length;
      if (filled === CHUNK_BYTES) await flush();
    }
  };

  return {
    add: async ({ start, bytes }) => {
      const end = start + bytes.length;
      for (let run = runs[next]; run !== undefined && run.range.start < end; run = runs[next]) {
        const from = Math.max(run.range.start, start);
        const to = Math.min(run.range.end, end);
        if (from < to) await take(run.cut, bytes.subarray(from - start, to - start));
        if (run.range.end > end) return;
        next += 1;
      }
    },
    essence: async () => {
      await flush();
      const lines = cuts.flatMap(({ part, lengthBytes, hashes }) => [
        part.label,
        lengthBytes,
        ...hashes,
      ]);
      return hasher.chunk(utf8ToBytes([FORM, ...lines].join('\n')));
    },
  };
};

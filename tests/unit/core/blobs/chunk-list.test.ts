import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesToHex } from '../../../../src/core/base/bytes.ts';
import { decodeCbor, encodeCbor } from '../../../../src/core/base/cbor.ts';
import type { BlobHash, ChunkHash } from '../../../../src/core/base/ids.ts';
import type { PlainObject } from '../../../../src/core/base/plain.ts';
import {
  encodeChunkList,
  essenceInput,
  parseChunkList,
} from '../../../../src/core/blobs/chunk-list-codec.ts';
import {
  CHUNK_BYTES,
  MAX_HEAD_BYTES,
  chunkAt,
  chunkBounds,
  countChunks,
} from '../../../../src/core/blobs/chunk-list.ts';
import type { ChunkList } from '../../../../src/core/blobs/chunk-list.ts';

const SEED = 20_261_128;
const hash = (byte: number): string => byte.toString(16).padStart(2, '0').repeat(32);
const listOf = (sizeBytes: number, dataStart: number): ChunkList => ({
  blob: hash(255) as BlobHash,
  sizeBytes,
  dataStart,
  chunks: Array.from(
    { length: countChunks({ sizeBytes, dataStart }) },
    (_, i) => hash(i % 250) as ChunkHash,
  ),
});
const cut = fc
  .record({ sizeBytes: fc.nat(40 * CHUNK_BYTES), start: fc.nat(MAX_HEAD_BYTES) })
  .map(({ sizeBytes, start }) => ({ sizeBytes, dataStart: start < sizeBytes ? start : 0 }));

describe('chunks of a blob', () => {
  it('cover it without gap or overlap, none above 1 MiB but the head', () => {
    fc.assert(
      fc.property(cut, (blob) => {
        let end = 0;
        for (let index = 0; index < countChunks(blob); index++) {
          const bounds = chunkBounds(blob, index);
          expect(bounds.start).toBe(end);
          expect(bounds.end).toBeGreaterThan(bounds.start);
          if (bounds.start >= blob.dataStart) {
            expect(bounds.end - bounds.start).toBeLessThanOrEqual(CHUNK_BYTES);
          }
          expect(chunkAt(blob, bounds.start)).toBe(index);
          expect(chunkAt(blob, bounds.end - 1)).toBe(index);
          end = bounds.end;
        }
        expect(end).toBe(blob.sizeBytes);
      }),
      { seed: SEED },
    );
  });

  it('have no place outside it', () => {
    const blob = { sizeBytes: 10, dataStart: 0 };
    for (const index of [-1, 1, 0.5, NaN])
      expect(() => chunkBounds(blob, index)).toThrow(RangeError);
    for (const offset of [-1, 10, NaN]) expect(() => chunkAt(blob, offset)).toThrow(RangeError);
    expect(countChunks({ sizeBytes: 0, dataStart: 0 })).toBe(0);
  });
});

describe('a chunk list', () => {
  it('reads back as it was written', () => {
    fc.assert(
      fc.property(cut, ({ sizeBytes, dataStart }) => {
        const list = listOf(sizeBytes, dataStart);
        expect(parseChunkList(encodeChunkList(list))).toEqual({ ok: true, value: list });
      }),
      { seed: SEED },
    );
  });

  it('is refused where its numbers do not agree, or a byte of it is missing', () => {
    const good = encodeChunkList(listOf(3 * CHUNK_BYTES, 100));
    const decoded = decodeCbor(good);
    if (!decoded.ok) throw new Error(decoded.error.reason);
    const fields = decoded.value as PlainObject;
    const wrong: PlainObject[] = [
      { form: 2 },
      { blob: new Uint8Array(31) },
      { blob: 'x' },
      { sizeBytes: 2 * CHUNK_BYTES },
      { sizeBytes: 2 ** 45 },
      { sizeBytes: -1 },
      { dataStart: 3 * CHUNK_BYTES + 1 },
      { dataStart: MAX_HEAD_BYTES + 1, sizeBytes: 2 * MAX_HEAD_BYTES },
      { chunks: new Uint8Array(33) },
      { chunks: [] },
    ];
    for (const change of wrong) {
      expect(
        parseChunkList(encodeCbor({ ...fields, ...change })).ok,
        JSON.stringify(change),
      ).toBe(false);
    }
    for (let length = 0; length < good.length; length++) {
      expect(parseChunkList(good.subarray(0, length)).ok).toBe(false);
    }
  });
});

describe('essence', () => {
  it('is of the data alone: a head that changed in hash and size leaves it as it was', () => {
    const list = listOf(3 * CHUNK_BYTES, 100);
    const retagged = {
      ...list,
      sizeBytes: list.sizeBytes + 50,
      dataStart: 150,
      chunks: [hash(99) as ChunkHash, ...list.chunks.slice(1)],
    };
    expect(bytesToHex(essenceInput(retagged))).toBe(bytesToHex(essenceInput(list)));
    const edited = { ...list, chunks: [...list.chunks.slice(0, -1), hash(99) as ChunkHash] };
    expect(bytesToHex(essenceInput(edited))).not.toBe(bytesToHex(essenceInput(list)));
  });
});

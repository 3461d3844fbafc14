import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkDelta } from '../../../../src/core/manifests/chunk-delta.ts';
import { compareFile, type FileCopy } from '../../../../src/core/manifests/compare-file.ts';
import { digestLike, listFile } from './manifest-kit.ts';

const CHUNK = 64;
const SEED = Number(process.env['HM_SEED']);

const copyOf = (bytes: Uint8Array<ArrayBuffer>): FileCopy => ({
  size: bytes.length,
  read: (start, end) => Promise.resolve(bytes.slice(start, end)),
});
const someBytes = fc
  .uint8Array({ minLength: 1, maxLength: 1_000 })
  .map((bytes) => new Uint8Array(bytes));

describe('a copy', () => {
  it('M7 that is right has no wrong chunk, and is read once', async () => {
    await fc.assert(
      fc.asyncProperty(someBytes, async (bytes) => {
        const file = listFile('a', bytes, CHUNK);
        const compared = await compareFile(file, copyOf(bytes), digestLike);
        expect(compared).toEqual({
          bytesRead: bytes.length,
          wrongChunks: [],
          isOtherSize: false,
        });
      }),
      { seed: SEED },
    );
  });

  it('M7 with flipped bytes names their chunks, and no other', async () => {
    await fc.assert(
      fc.asyncProperty(
        someBytes,
        fc.array(fc.nat(), { minLength: 1 }),
        async (bytes, flips) => {
          const file = listFile('a', bytes, CHUNK);
          const at = new Set(flips.map((flip) => flip % bytes.length));
          const damaged = bytes.slice();
          for (const place of at) damaged[place] = (damaged[place] ?? 0) ^ 1;
          const { wrongChunks } = await compareFile(file, copyOf(damaged), digestLike);
          const expected = new Set([...at].map((place) => Math.floor(place / CHUNK)));
          expect(wrongChunks).toEqual([...expected].toSorted((a, b) => a - b));
        },
      ),
      { seed: SEED },
    );
  });

  it('M7 that was cut short, or goes on, is told', async () => {
    const bytes = Uint8Array.from({ length: 300 }, (_, i) => i);
    const file = listFile('a', bytes, CHUNK);
    expect(await compareFile(file, copyOf(bytes.slice(0, 130)), digestLike)).toEqual({
      bytesRead: 128,
      wrongChunks: [2, 3, 4],
      isOtherSize: true,
    });
    const longer = new Uint8Array([...bytes, 1]);
    expect(await compareFile(file, copyOf(longer), digestLike)).toMatchObject({
      wrongChunks: [],
      isOtherSize: true,
    });
  });
});

describe('a new version of a file', () => {
  it('M8 is put together from what is here and what changed, byte for byte', () => {
    fc.assert(
      fc.property(someBytes, someBytes, fc.nat(), (older, change, place) => {
        const newer = older.slice();
        const at = place % newer.length;
        newer.set(change.subarray(0, newer.length - at), at);
        const [oldFile, newFile] = [listFile('a', older, CHUNK), listFile('a', newer, CHUNK)];
        const { origins, fetchBytes } = chunkDelta(newFile, oldFile);
        let fetched = 0;
        const parts = origins.map(({ chunk, oldOffset }) => {
          if (oldOffset !== null) return older.subarray(oldOffset, oldOffset + chunk.size);
          fetched += chunk.size;
          return newer.subarray(chunk.offset, chunk.offset + chunk.size);
        });
        expect(Buffer.concat(parts).equals(newer)).toBe(true);
        expect(fetchBytes).toBe(fetched);
      }),
      { seed: SEED },
    );
  });

  it('M8 of which one chunk in a hundred changed asks for that one; all of it where none is here', () => {
    const older = Uint8Array.from({ length: 100 * CHUNK }, (_, i) => (i * 7919) >> 3);
    const newer = older.slice();
    newer[40 * CHUNK + 3] = (newer[40 * CHUNK + 3] ?? 0) ^ 255;
    const [oldFile, newFile] = [listFile('a', older, CHUNK), listFile('a', newer, CHUNK)];
    expect(chunkDelta(newFile, oldFile).fetchBytes).toBe(CHUNK);
    expect(chunkDelta(newFile, null).fetchBytes).toBe(newer.length);
  });
});

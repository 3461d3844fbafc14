import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChunkHash } from '../../../../src/core/base/ids.ts';
import { createDataCutter } from '../../../../src/core/media/picture-data/data-cutter.ts';
import { findPictureData } from '../../../../src/core/media/picture-data/picture-data.ts';
import {
  type Contents,
  cr3Of,
  heicOf,
  isoBox,
  mrwOf,
  pngOf,
  rafOf,
  tiffOf,
  webpOf,
} from '../../../fixtures/media/picture-containers.ts';

const seed = Number(process.env['HM_SEED'] ?? 20_261_121);
const sha256 = (bytes: Uint8Array): ChunkHash =>
  createHash('sha256').update(bytes).digest('hex') as ChunkHash;
const hasher = {
  startBlob: () => Promise.reject(new Error('unused')),
  chunk: (bytes: Uint8Array) => Promise.resolve(sha256(bytes)),
};

type File = Uint8Array<ArrayBuffer>;

/** The essence of a file that comes by in pieces of some length. */
const essenceOf = async (
  file: File,
  mime: string,
  pieceBytes = 1e9,
): Promise<string | null> => {
  const read = (at: number, length: number) => Promise.resolve(file.slice(at, at + length));
  const parts = await findPictureData(read, file.length, mime);
  if (parts === null) return null;
  const cutter = createDataCutter(hasher, parts);
  for (let start = 0; start < file.length; start += pieceBytes) {
    await cutter.add({ start, bytes: file.subarray(start, start + pieceBytes) });
  }
  return cutter.essence();
};

const samplesOf = (length: number, factor = 1): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (i * 31 * factor + (i >> 8)) % 251);

const KINDS: readonly (readonly [string, (contents: Contents) => File])[] = [
  ['image/png', pngOf],
  ['image/webp', webpOf],
  ['image/heic', heicOf],
  ['image/avif', heicOf],
  ['image/tiff', tiffOf],
  ['image/x-adobe-dng', (contents) => tiffOf(contents, { dataFirst: true })],
  ['image/x-olympus-orf', (contents) => tiffOf(contents, { magic: 0x4f52 })],
  ['image/x-canon-cr3', cr3Of],
  ['image/x-fuji-raf', rafOf],
  ['image/x-minolta-mrw', mrwOf],
];

describe('The essence', () => {
  it.each(KINDS)(
    'of %s stays when its words change, and goes with its samples',
    async (mime, of) => {
      for (const length of [10, 1024 * 1024 + 77]) {
        const samples = samplesOf(length);
        const known = await essenceOf(of({ words: 'one', samples }), mime);
        expect(known).toMatch(/^[0-9a-f]{64}$/);
        expect(await essenceOf(of({ words: 'others, and longer', samples }), mime)).toBe(known);
        expect(await essenceOf(of({ words: '', samples }), mime)).toBe(known);
        const other = { words: 'one', samples: samplesOf(length, 3) };
        expect(await essenceOf(of(other), mime)).not.toBe(known);
        const shorter = { words: 'one', samples: samplesOf(length - 2) };
        expect(await essenceOf(of(shorter), mime)).not.toBe(known);
      }
    },
  );

  it.each(KINDS)('of %s is the same however the file is read', async (mime, of) => {
    const file = of({ words: 'abc', samples: samplesOf(3_000) });
    const known = await essenceOf(file, mime);
    for (const pieceBytes of [1, 7, 512])
      expect(await essenceOf(file, mime, pieceBytes)).toBe(known);
  });

  it('of a TIFF does not depend on where its directories stand, but on how its samples are understood', async () => {
    const contents = { words: 'abc', samples: samplesOf(500) };
    const known = await essenceOf(tiffOf(contents), 'image/tiff');
    expect(await essenceOf(tiffOf(contents, { dataFirst: true }), 'image/tiff')).toBe(known);
    expect(await essenceOf(tiffOf(contents, { width: 16 }), 'image/tiff')).not.toBe(known);
  });

  it('of a HEIC counts what else the file holds, and is none for a sequence', async () => {
    const contents = { words: 'abc', samples: samplesOf(500) };
    const still = await essenceOf(heicOf(contents), 'image/heic');
    const film = (factor: number) => isoBox('mpvd', samplesOf(300, factor));
    const moving = await essenceOf(heicOf(contents, film(1)), 'image/heic');
    expect(moving).not.toBe(still);
    expect(await essenceOf(heicOf(contents, film(2)), 'image/heic')).not.toBe(moving);
    const words = isoBox('uuid', samplesOf(20));
    expect(await essenceOf(heicOf(contents, words), 'image/heic')).toBe(still);
    const sequence = isoBox('moov', samplesOf(20));
    expect(await essenceOf(heicOf(contents, sequence), 'image/heic')).toBeNull();
  });

  it('counts what follows a PNG or a WebP', async () => {
    for (const [mime, of] of KINDS.slice(0, 2)) {
      const file = of({ words: 'abc', samples: samplesOf(100) });
      const longer = Uint8Array.from([...file, 1, 2, 3]);
      expect(await essenceOf(longer, mime)).not.toBe(await essenceOf(file, mime));
      expect(await essenceOf(longer, mime)).not.toBeNull();
    }
  });

  it('is none of other formats', async () => {
    expect(
      await essenceOf(pngOf({ words: '', samples: samplesOf(9) }), 'image/gif'),
    ).toBeNull();
  });
});

/** More would not be bounded: a header's reads, each a few bytes or one list. */
const MAX_READS = 70_000;
const MAX_READ_BYTES = 4 * 1024 * 1024;

describe('Broken pictures', () => {
  const readAll = async (file: File, mime: string): Promise<void> => {
    let reads = 0;
    const read = (at: number, length: number) => {
      reads += 1;
      expect(Number.isSafeInteger(at) && at >= 0 && length >= 0).toBe(true);
      expect(length).toBeLessThanOrEqual(MAX_READ_BYTES);
      return Promise.resolve(file.slice(at, at + length));
    };
    const parts = await findPictureData(read, file.length, mime);
    expect(reads).toBeLessThan(MAX_READS);
    const ranges = (parts ?? []).flatMap((part) => part.ranges);
    for (const { start, end } of ranges) {
      expect(start >= 0 && start < end && end <= file.length).toBe(true);
    }
    const sum = ranges.reduce((total, { start, end }) => total + end - start, 0);
    expect(sum).toBeLessThanOrEqual(file.length);
  };

  const bigNumbers = [0, 1, 0x7f, 0x80, 0xff];
  it.each(KINDS)(`of %s never lead astray (seed ${String(seed)})`, async (mime, of) => {
    const whole = of({ words: 'abc', samples: samplesOf(64) });
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length),
        fc.array(fc.record({ at: fc.nat(whole.length - 1), value: fc.nat(255) }), {
          maxLength: 6,
        }),
        fc.nat(whole.length - 4),
        fc.constantFrom(...bigNumbers),
        async (cut, flips, hugeAt, huge) => {
          await readAll(whole.slice(0, cut), mime);
          const flipped = whole.slice();
          for (const { at, value } of flips) flipped[at] = value;
          await readAll(flipped, mime);
          await readAll(flipped.fill(huge, hugeAt, hugeAt + 4), mime);
        },
      ),
      { seed, numRuns: 400 },
    );
  });
});

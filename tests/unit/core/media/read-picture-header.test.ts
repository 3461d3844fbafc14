import fc from 'fast-check';
import type { Sharp } from 'sharp';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readPictureHeader } from '../../../../src/core/media/read-picture-header.ts';
import { tiffBytes } from '../../../fixtures/media/tiff-bytes.ts';

const seed = Number(process.env['HM_SEED'] ?? 20261121);

const picture = (): Sharp =>
  sharp({ create: { width: 321, height: 123, channels: 3, background: 'teal' } });

describe('a picture header', () => {
  it.each([
    ['jpeg', () => picture().jpeg()],
    ['png', () => picture().png()],
    ['gif', () => picture().gif()],
    ['webp', () => picture().webp()],
    ['webp', () => picture().webp({ lossless: true })],
    ['webp', () => picture().ensureAlpha(0.5).webp()],
    ['tiff', () => picture().tiff()],
    ['avif', () => picture().avif({ effort: 0 })],
  ] as const)('tells the size of a %s before it is decoded', async (format, make) => {
    const bytes = await make().toBuffer();
    expect(readPictureHeader(bytes)).toMatchObject({ format, width: 321, height: 123 });
  });

  it('tells the size of a JPEG XL from its first twelve bytes (18181-1, SizeHeader)', () => {
    const small = Uint8Array.from([0xff, 0x0a, 0b0_00111_1 | (0b01 << 6), 0, 0, 0]);
    expect(readPictureHeader(small)).toMatchObject({ format: 'jxl', height: 64 });
  });

  it('turns an EXIF orientation into the eight that exist', async () => {
    const jpeg = await picture().withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(readPictureHeader(jpeg)?.orientation).toBe(6);
  });

  it('ends on directories that form a circle', () => {
    const circle = tiffBytes({
      main: [
        { tag: 0x100, long: 7 },
        { tag: 0x101, long: 9 },
      ],
    });
    new DataView(circle.buffer).setUint32(8 + 2 + 24, 8, true);
    expect(readPictureHeader(circle)).toMatchObject({ format: 'tiff', width: 7, height: 9 });
  });

  it(`ends without a throw on any damage (seed ${seed.toString()})`, async () => {
    const wholes = await Promise.all([
      picture().withMetadata({ orientation: 3 }).jpeg().toBuffer(),
      picture().tiff().toBuffer(),
      picture().avif({ effort: 0 }).toBuffer(),
      picture().webp().toBuffer(),
    ]);
    const damage = fc.record({
      which: fc.nat(wholes.length - 1),
      cut: fc.nat(2_000),
      hits: fc.array(fc.tuple(fc.nat(600), fc.nat(255)), { maxLength: 20 }),
    });
    fc.assert(
      fc.property(damage, ({ which, cut, hits }) => {
        const bytes = Uint8Array.from(wholes[which] ?? []).slice(0, cut);
        for (const [at, value] of hits) if (at < bytes.length) bytes[at] = value;
        const header = readPictureHeader(bytes);
        expect(header === null || header.width >= 0).toBe(true);
      }),
      { seed, numRuns: 2_000 },
    );
  });
});

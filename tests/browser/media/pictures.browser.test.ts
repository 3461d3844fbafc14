import { afterAll, describe, expect, it } from 'vitest';
import { encodeCanvas, fourCorners, pngBomb, withExif } from '../../fixtures/media/pictures.ts';
import { ingest, jobFor, openLab, pixelsOf, stagedBytes } from './lab.ts';

const lab = openLab();
afterAll(() => lab.dispose());

/** What stands in each corner, clockwise from the upper left. */
const cornersOf = ({ data, width, height }: ImageData): readonly string[] =>
  [
    [0.25, 0.25],
    [0.75, 0.25],
    [0.75, 0.75],
    [0.25, 0.75],
  ].map(([x = 0, y = 0]) => {
    const at = (Math.floor(y * height) * width + Math.floor(x * width)) * 4;
    const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
    return { '100': 'red', '010': 'lime', '001': 'blue', '110': 'yellow' }[
      [red, green, blue].map((value) => (value > 128 ? '1' : '0')).join('')
    ] ?? `${red.toString()},${green.toString()},${blue.toString()}`;
  });

/** Where the stored corners land, by EXIF orientation (CIPA DC-008, figure 12). */
const UPRIGHT: Record<number, readonly string[]> = {
  1: ['red', 'lime', 'blue', 'yellow'],
  2: ['lime', 'red', 'yellow', 'blue'],
  3: ['blue', 'yellow', 'red', 'lime'],
  4: ['yellow', 'blue', 'lime', 'red'],
  5: ['red', 'yellow', 'blue', 'lime'],
  6: ['yellow', 'red', 'lime', 'blue'],
  7: ['blue', 'lime', 'red', 'yellow'],
  8: ['lime', 'blue', 'yellow', 'red'],
};

describe('thumbnails', () => {
  it.each(Object.keys(UPRIGHT).map(Number))('are upright for EXIF orientation %i', async (orientation) => {
    const jpeg = await encodeCanvas(fourCorners(1600, 1200), 'image/jpeg');
    const bytes = withExif(jpeg, { main: [{ tag: 0x112, short: orientation }] });
    const result = await ingest(lab, jobFor(bytes, 'turned.jpg'));
    const isSideways = orientation >= 5;
    expect([result.facts.width, result.facts.height]).toEqual(isSideways ? [1200, 1600] : [1600, 1200]);
    for (const size of [512, 256, 128]) {
      const pixels = await pixelsOf(result, size);
      expect(cornersOf(pixels)).toEqual(UPRIGHT[orientation]);
      const longer = isSideways ? pixels.height : pixels.width;
      expect([longer, Math.min(pixels.width, pixels.height)]).toEqual([size, size * 0.75]);
    }
  });

  it('never enlarge a small picture', async () => {
    const bytes = await encodeCanvas(fourCorners(200, 100), 'image/png');
    const result = await ingest(lab, jobFor(bytes, 'small.png'));
    const sizes = await Promise.all([512, 256, 128].map((size) => pixelsOf(result, size)));
    expect(sizes.map(({ width, height }) => [width, height])).toEqual([[200, 100], [200, 100], [128, 64]]);
  });

  it('keep what is transparent transparent', async () => {
    const bytes = await encodeCanvas(fourCorners(800, 800, ['red', 'transparent', 'blue', 'transparent']), 'image/png');
    const result = await ingest(lab, jobFor(bytes, 'clear.png'));
    const { data, width } = await pixelsOf(result, 256);
    expect(data[(64 * width + 192) * 4 + 3]).toBe(0);
    expect(data[(64 * width + 64) * 4 + 3]).toBe(255);
    expect(result.facts.thumbHash).toMatch(/^[A-Za-z0-9+/]{20,40}$/);
  });

  it('are refused to a picture of more pixels than the job allows, before it is decoded', async () => {
    const bytes = await pngBomb(16_000);
    const result = await ingest(lab, jobFor(bytes, 'bomb.png'));
    expect(result.facts).toMatchObject({ width: 16_000, height: 16_000, noThumbnail: 'too-many-pixels' });
    expect(result.thumbnails).toEqual([]);
  });
});

describe('bytes', () => {
  it('are copied, hashed and cut as they are', async () => {
    const bytes = await encodeCanvas(fourCorners(640, 480), 'image/jpeg');
    const job = jobFor(bytes, 'plain.jpg');
    const result = await ingest(lab, job);
    expect(result.sizeBytes).toBe(bytes.length);
    expect(await stagedBytes(job)).toEqual(bytes);
  });
});

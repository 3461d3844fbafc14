import { afterAll, describe, expect, it } from 'vitest';
import {
  encodeCanvas,
  fourCorners,
  pngBomb,
  withExif,
  withMultiPicture,
} from '../../fixtures/media/pictures.ts';
import type { InstantPicture } from '../../../src/core/media/instant-picture.ts';
import { ingest, jobFor, openLab, pixelsOf, pixelsOfBitmap, stagedBytes } from './lab.ts';

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
    return (
      { '100': 'red', '010': 'lime', '001': 'blue', '110': 'yellow' }[
        [red, green, blue].map((value) => (value > 128 ? '1' : '0')).join('')
      ] ?? `${red.toString()},${green.toString()},${blue.toString()}`
    );
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
  it.each(Object.keys(UPRIGHT).map(Number))(
    'are upright for EXIF orientation %i',
    async (orientation) => {
      const jpeg = await encodeCanvas(fourCorners(1600, 1200), 'image/jpeg');
      const bytes = withExif(jpeg, { main: [{ tag: 0x112, short: orientation }] });
      const result = await ingest(lab, jobFor(bytes, 'turned.jpg'));
      const isSideways = orientation >= 5;
      expect([result.facts.width, result.facts.height]).toEqual(
        isSideways ? [1200, 1600] : [1600, 1200],
      );
      for (const size of [512, 256, 128]) {
        const pixels = await pixelsOf(result, size);
        expect(cornersOf(pixels)).toEqual(UPRIGHT[orientation]);
        const longer = isSideways ? pixels.height : pixels.width;
        expect([longer, Math.min(pixels.width, pixels.height)]).toEqual([size, size * 0.75]);
      }
    },
  );

  it('never enlarge a small picture', async () => {
    const bytes = await encodeCanvas(fourCorners(200, 100), 'image/png');
    const result = await ingest(lab, jobFor(bytes, 'small.png'));
    const sizes = await Promise.all([512, 256, 128].map((size) => pixelsOf(result, size)));
    expect(sizes.map(({ width, height }) => [width, height])).toEqual([
      [200, 100],
      [200, 100],
      [128, 64],
    ]);
  });

  it('are JPEG of what can have no transparent pixel, else WebP', async () => {
    const mimes = async (type: string): Promise<readonly string[]> => {
      const bytes = await encodeCanvas(fourCorners(800, 600), type);
      const { thumbnails } = await ingest(lab, jobFor(bytes, 'kind'));
      return [...new Set(thumbnails.map(({ mime }) => mime))];
    };
    expect(await mimes('image/jpeg')).toEqual(['image/jpeg']);
    expect(await mimes('image/png')).toEqual(['image/webp']);
  });

  it('keep what is transparent transparent', async () => {
    const bytes = await encodeCanvas(
      fourCorners(800, 800, ['red', 'transparent', 'blue', 'transparent']),
      'image/png',
    );
    const result = await ingest(lab, jobFor(bytes, 'clear.png'));
    const { data, width } = await pixelsOf(result, 256);
    expect(data[(64 * width + 192) * 4 + 3]).toBe(0);
    expect(data[(64 * width + 64) * 4 + 3]).toBe(255);
    expect(result.facts.thumbHash).toMatch(/^[A-Za-z0-9+/]{20,40}$/);
  });

  it('are refused to a picture of more pixels than the job allows, before it is decoded', async () => {
    const bytes = await pngBomb(16_000);
    const result = await ingest(lab, jobFor(bytes, 'bomb.png'));
    expect(result.facts).toMatchObject({
      width: 16_000,
      height: 16_000,
      noThumbnail: 'too-many-pixels',
    });
    expect(result.thumbnails).toEqual([]);
  });
});

describe('an embedded preview', () => {
  const INSIDE_OUT = ['blue', 'yellow', 'red', 'lime'];

  it('that is large enough becomes the thumbnails, turned as the picture is', async () => {
    const picture = await encodeCanvas(fourCorners(1600, 1200), 'image/jpeg');
    const thumbnail = await encodeCanvas(fourCorners(640, 480, INSIDE_OUT), 'image/jpeg');
    const bytes = withExif(picture, { main: [{ tag: 0x112, short: 3 }], thumbnail });
    const result = await ingest(lab, jobFor(bytes, 'preview.jpg'));
    expect(result.facts).toMatchObject({ width: 1600, height: 1200 });
    expect(cornersOf(await pixelsOf(result, 512))).toEqual(['red', 'lime', 'blue', 'yellow']);
  });

  it.each([1, 6])(
    'is told long before the end, turned as orientation %i asks, and the smallest that shows something',
    async (orientation) => {
      const jpeg = await encodeCanvas(fourCorners(1600, 1200), 'image/jpeg');
      const large = await encodeCanvas(fourCorners(1280, 960), 'image/jpeg');
      const thumbnail = await encodeCanvas(fourCorners(160, 120, INSIDE_OUT), 'image/jpeg');
      const main = [{ tag: 0x112, short: orientation }];
      const bytes = withExif(withMultiPicture(jpeg, large, 0x010002), { main, thumbnail });
      const news: string[] = [];
      let told: InstantPicture | null = null;
      await lab
        .ingest(jobFor(bytes, 'early.jpg'), {
          signal: new AbortController().signal,
          onProgress: (phase) => void news.push(phase),
          onPicture: (picture) => {
            news.push('picture');
            told = picture;
          },
        })
        .then(() => news.push('end'));
      expect(news.filter((each) => each === 'picture')).toHaveLength(1);
      expect(news.indexOf('picture')).toBeLessThan(news.indexOf('end'));
      const { mime, bytes: encoded, width, height } = told as unknown as InstantPicture;
      expect([width, height]).toEqual(orientation === 1 ? [1600, 1200] : [1200, 1600]);
      const shown = await createImageBitmap(new Blob([encoded], { type: mime }));
      expect([shown.width, shown.height]).toEqual(orientation === 1 ? [160, 120] : [120, 160]);
      expect(cornersOf(pixelsOfBitmap(shown))).toEqual(
        orientation === 1 ? INSIDE_OUT : ['lime', 'blue', 'yellow', 'red'],
      );
    },
  );

  it('is passed over where it shows only a part', async () => {
    const picture = await encodeCanvas(fourCorners(1600, 1200), 'image/jpeg');
    const thumbnail = await encodeCanvas(fourCorners(640, 360, INSIDE_OUT), 'image/jpeg');
    const result = await ingest(lab, jobFor(withExif(picture, { thumbnail }), 'cropped.jpg'));
    expect(cornersOf(await pixelsOf(result, 512))).toEqual(['red', 'lime', 'blue', 'yellow']);
  });

  it('behind the picture counts where the index calls it a thumbnail, not where it is a gain map', async () => {
    const picture = await encodeCanvas(fourCorners(1600, 1200), 'image/jpeg');
    const preview = await encodeCanvas(fourCorners(1280, 960, INSIDE_OUT), 'image/jpeg');
    const looks = async (type: number): Promise<readonly string[]> => {
      const bytes = withMultiPicture(picture, preview, type);
      return cornersOf(await pixelsOf(await ingest(lab, jobFor(bytes, 'mpf.jpg')), 512));
    };
    expect(await looks(0x010002)).toEqual(INSIDE_OUT);
    expect(await looks(0)).toEqual(['red', 'lime', 'blue', 'yellow']);
  });

  it('stands in where the picture itself is cut off', async () => {
    const picture = await encodeCanvas(fourCorners(1600, 1200), 'image/jpeg');
    const thumbnail = await encodeCanvas(fourCorners(160, 120), 'image/jpeg');
    const whole = withExif(picture, { thumbnail });
    const result = await ingest(lab, jobFor(whole.slice(0, 3_000), 'cut.jpg'));
    expect(result.facts).toMatchObject({ width: 1600, height: 1200, noThumbnail: null });
    expect((await pixelsOf(result, 512)).width).toBe(160);
  });
});

describe('bad pictures', () => {
  it('get a placeholder and its reason, and are stored', async () => {
    const jpeg = await encodeCanvas(fourCorners(640, 480), 'image/jpeg');
    const cut = await ingest(lab, jobFor(jpeg.slice(0, 700), 'cut.jpg'));
    expect(cut.facts).toMatchObject({
      width: 640,
      height: 480,
      noThumbnail: 'picture-undecodable',
    });
    const text = await ingest(lab, jobFor('no picture at all', 'text.jpg'));
    expect(text.facts).toMatchObject({ kind: 'other', noThumbnail: 'not-visual' });
  });

  it('are known by their bytes, not by their name', async () => {
    const jpeg = await encodeCanvas(fourCorners(640, 480), 'image/jpeg');
    const result = await ingest(lab, jobFor(jpeg, 'wrong.nef'));
    expect(result.facts).toMatchObject({ mime: 'image/jpeg', noThumbnail: null });
  });
});

describe('EXIF', () => {
  it('gives time, place, camera', async () => {
    const jpeg = await encodeCanvas(fourCorners(64, 64), 'image/jpeg');
    const bytes = withExif(jpeg, {
      main: [
        { tag: 0x10f, text: 'Canon' },
        { tag: 0x110, text: 'Canon EOS 40D' },
      ],
      exif: [
        { tag: 0x9003, text: '2024:06:01 14:30:00' },
        { tag: 0x9011, text: '+02:00' },
      ],
      gps: [
        { tag: 1, text: 'N' },
        {
          tag: 2,
          rationals: [
            [52, 1],
            [30, 1],
            [0, 1],
          ],
        },
        { tag: 3, text: 'W' },
        {
          tag: 4,
          rationals: [
            [13, 1],
            [15, 1],
            [0, 1],
          ],
        },
      ],
    });
    const { facts } = await ingest(lab, jobFor(bytes, 'tagged.jpg'));
    expect(facts).toMatchObject({
      capturedAt: '2024-06-01T12:30:00.000Z',
      capturedOffsetMinutes: 120,
      camera: 'Canon EOS 40D',
      place: { latitude: 52.5, longitude: -13.25, altitude: null },
    });
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

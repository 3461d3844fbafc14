import { rgbaToThumbHash, thumbHashToRGBA } from 'thumbhash';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { IngestResult } from '../../src/core/media/media-lab.ts';
import { THUMBNAIL_SIZES } from '../../src/core/media/media-lab.ts';
import type { Pixels } from '../../src/core/media/perceptual-hash.ts';
import { hashPicture } from '../../src/core/media/perceptual-hash.ts';
import type { Orientation } from '../../src/core/media/thumbnail-plan.ts';
import { fitInside, planThumbnails, uprightSize } from '../../src/core/media/thumbnail-plan.ts';
import { meanDifference } from '../../src/platform/imaging/mean-difference.ts';
import { pixelsOf } from '../browser/media/lab.ts';
import { encodeCanvas, withExif } from '../fixtures/media/pictures.ts';
import { drawFading, drawScene } from '../fixtures/media/scenes.ts';
import { shrinkExactly } from '../fixtures/media/shrink-exactly.ts';
import { ssim } from '../fixtures/media/ssim.ts';

/** An engine that takes pictures in, and says of each that it was itself that drew it. */
export interface PaintingEngine {
  take(bytes: Blob, name: string): Promise<IngestResult>;
  close(): void;
}

/** Structural similarity of a thumbnail, as it is encoded, to the exact picture. */
const ALIKE = 0.95;
/** The same of photographs: JPEG takes more of what is finely grained, whoever drew it. */
const PHOTO_ALIKE = { each: 0.88, mean: 0.96 };
/** Of 64 bits of the perceptual hash. */
const BITS_APART = 4;
/** Mean difference of what two ThumbHashes show, of 255. */
const HASHES_APART = 8;

/** What thumbnails, ThumbHash and perceptual hash of every engine have to be. */
export const describePainting = (
  name: string,
  open: () => Promise<PaintingEngine> | PaintingEngine,
): void => {
  describe(`thumbnails by ${name}`, () => {
    let engine: PaintingEngine;
    beforeAll(async () => {
      engine = await open();
    });
    afterAll(() => engine.close());

    const expectAlike = async (bytes: Uint8Array<ArrayBuffer>, exactly: Golden) => {
      const result = await engine.take(new Blob([bytes]), 'picture');
      expect(result.facts.noThumbnail).toBeNull();
      for (const size of THUMBNAIL_SIZES) {
        const golden = exactly(size);
        const drawn = await pixelsOf(result, size);
        expect([drawn.width, drawn.height]).toEqual([golden.width, golden.height]);
        expect(ssim(overGrey(drawn), overGrey(golden))).toBeGreaterThan(ALIKE);
      }
      expectNear(result, exactly(LOOK));
      return result;
    };

    it.each([1, 2, 3, 4, 5, 6, 7, 8] as const)(
      'are upright, sized and alike for EXIF orientation %i',
      async (orientation) => {
        const scene = drawScene(1067, 800, orientation);
        const jpeg = await encodeCanvas(scene, 'image/jpeg', 0.95);
        const bytes = withExif(jpeg, { main: [{ tag: 0x112, short: orientation }] });
        await expectAlike(bytes, goldenOf(scene, orientation));
      },
    );

    it('keep what is transparent', async () => {
      const scene = drawFading(900, 700, 9);
      const bytes = await encodeCanvas(scene, 'image/png');
      const golden = goldenOf(scene);
      const result = await expectAlike(bytes, golden);
      for (const size of THUMBNAIL_SIZES) {
        const [drawn, exact] = [await pixelsOf(result, size), golden(size)];
        expect(alphaApart(drawn, exact)).toBeLessThan(2);
        expect(drawn.data.at(-1)).toBe(0);
      }
    });

    it('are no larger than a tiny picture', async () => {
      const scene = drawScene(16, 16, 16);
      await expectAlike(await encodeCanvas(scene, 'image/png'), goldenOf(scene));
    });

    it('are right of a very wide panorama', async () => {
      const scene = drawScene(6000, 150, 6);
      const bytes = await encodeCanvas(scene, 'image/jpeg', 0.95);
      await expectAlike(bytes, goldenOf(scene));
    });

    it('are right of plain grey, which has no perceptual hash', async () => {
      const scene = new OffscreenCanvas(640, 480);
      const context = scene.getContext('2d');
      if (context === null) throw new Error('no canvas');
      context.fillStyle = 'rgb(119 119 119)';
      context.fillRect(0, 0, 640, 480);
      const result = await expectAlike(await encodeCanvas(scene, 'image/png'), goldenOf(scene));
      expect(result.facts.perceptualHash).toBeNull();
      const { data } = await pixelsOf(result, 128);
      expect(Math.max(...data.map((value, at) => (at % 4 === 3 ? 0 : value)))).toBeLessThan(
        122,
      );
    });

    const photos = corpusPhotos();
    it.skipIf(photos.length === 0)(
      'are alike of photos (skipped where HM_CORPUS is absent)',
      { timeout: 240_000 },
      async () => {
        const likeness: number[] = [];
        for (const path of photos) {
          const result = await engine.take(await read(path), path);
          const golden = await goldenPhoto(path);
          for (const size of THUMBNAIL_SIZES) {
            const [drawn, exact] = [await pixelsOf(result, size), golden(size)];
            expect([path, drawn.width, drawn.height]).toEqual([
              path,
              exact.width,
              exact.height,
            ]);
            const alike = ssim(drawn, exact);
            likeness.push(alike);
            expect([path, alike > PHOTO_ALIKE.each]).toEqual([path, true]);
          }
          expectNear(result, golden(LOOK));
        }
        const mean = likeness.reduce((sum, one) => sum + one, 0) / likeness.length;
        expect(mean).toBeGreaterThan(PHOTO_ALIKE.mean);
      },
    );
  });
};

/** The exact picture at a length. */
type Golden = (longerSide: number) => ImageData;

/** What hashes are taken of. */
const LOOK = 100;

/** Each size from the one before, as engines draw them: the look at the smallest comes last. */
const goldenOf = (scene: OffscreenCanvas, orientation: Orientation = 1): Golden => {
  const context = scene.getContext('2d');
  if (context === null) throw new Error('no canvas');
  const stored = context.getImageData(0, 0, scene.width, scene.height);
  const [largest, ...smaller] = planThumbnails(uprightSize(stored, orientation));
  if (largest === undefined) throw new Error('Nothing is planned.');
  let last = shrinkExactly(stored, orientation, largest);
  const exact = new Map<number, ImageData>([[largest.size, last]]);
  for (const planned of smaller) {
    last = shrinkExactly(last, 1, planned);
    exact.set(planned.size, last);
  }
  exact.set(LOOK, shrinkExactly(last, 1, fitInside(last, LOOK)));
  return (longerSide) => {
    const picture = exact.get(longerSide);
    if (picture === undefined) throw new RangeError(`No ${longerSide} pixels.`);
    return picture;
  };
};

const read = async (path: string): Promise<Blob> => {
  const response = await fetch(`/corpus/${encodeURIComponent(path)}`);
  if (!response.ok) throw new Error(`${response.status} for ${path}`);
  return response.blob();
};

const goldenPhotos = new Map<string, Promise<Golden>>();

/** The exact photo, reckoned once for all engines. */
const goldenPhoto = (path: string): Promise<Golden> => {
  const known =
    goldenPhotos.get(path) ??
    read(path)
      .then(decodedFully)
      .then((photo) => goldenOf(photo));
  goldenPhotos.set(path, known);
  return known;
};

const decodedFully = async (photo: Blob): Promise<OffscreenCanvas> => {
  const bitmap = await createImageBitmap(photo);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext('2d', { willReadFrequently: true })?.drawImage(bitmap, 0, 0);
  bitmap.close();
  return canvas;
};

const PHOTOS = 20;

/** Whose colours an upload cuts off that does not map them first. */
const HIGH_DYNAMIC_RANGE = 'immich-test-assets/formats/avif/10bit-HDR-P3-nclx.avif';

/** Photographs of the corpus, spread over cameras and phones of many years. */
const corpusPhotos = (): readonly string[] => {
  if (inject('corpus') === null) return [];
  const all = (inject('corpus')?.files ?? []).filter((path) =>
    /(exif-samples\/jpg\/(exif-org|gps)|immich-test-assets\/albums\/nature)\/.*\.jpg$/.test(
      path,
    ),
  );
  const step = all.length / PHOTOS;
  const spread = all.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step));
  return [...spread, HIGH_DYNAMIC_RANGE];
};

const expectNear = ({ facts }: IngestResult, exact: ImageData): void => {
  expect(bitsApart(facts.perceptualHash, hashPicture(exact))).toBeLessThanOrEqual(BITS_APART);
  expect(shownApart(facts.thumbHash, exact)).toBeLessThan(HASHES_APART);
};

/** Bits in which two perceptual hashes differ; Infinity where only one picture has one. */
const bitsApart = (a: string | null, b: string | null): number => {
  if (a === null || b === null) return a === b ? 0 : Infinity;
  const differing = (BigInt(`0x${a}`) ^ BigInt(`0x${b}`)).toString(2);
  return differing.replaceAll('0', '').length;
};

/** How far what a ThumbHash shows is from what that of the exact picture does, on average, of 255. */
const shownApart = (thumbHash: string | null, exact: ImageData): number => {
  const bytes = Uint8Array.from(atob(thumbHash ?? ''), (letter) => letter.charCodeAt(0));
  const shown = thumbHashToRGBA(bytes);
  const wanted = thumbHashToRGBA(rgbaToThumbHash(exact.width, exact.height, exact.data));
  return meanDifference(
    { width: shown.w, height: shown.h, data: shown.rgba },
    { width: wanted.w, height: wanted.h, data: wanted.rgba },
  );
};

const alphaApart = (a: Pixels, b: Pixels): number => {
  let sum = 0;
  for (let at = 3; at < a.data.length; at += 4)
    sum += Math.abs((a.data[at] ?? 0) - (b.data[at] ?? 0));
  return (4 * sum) / a.data.length;
};

/** What a picture looks like on grey, where black and white both show. */
const overGrey = ({ width, height, data }: Pixels): Pixels => {
  const seen = data.slice();
  for (let at = 0; at < seen.length; at += 4) {
    const alpha = (data[at + 3] ?? 0) / 255;
    for (let channel = at; channel < at + 3; channel++)
      seen[channel] = Math.round((data[channel] ?? 0) * alpha + 128 * (1 - alpha));
  }
  return { width, height, data: seen };
};

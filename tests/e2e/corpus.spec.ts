import type { Media } from '../../src/core/media/media.ts';
import { findCorpus } from '../fixtures/media/corpus.ts';
import { importFromDisk, listAll, openDrive } from './drive-page.ts';
import { expect, test } from './drive-test.ts';

const corpus = findCorpus();

const EXIF = 'corpus/exif-samples';
const IMMICH = 'corpus/immich-test-assets';
const BUNNY = 'corpus/mediabunny/test/public';
const TOOL = 'corpus/exiftool/t/images';

/** What the drive has to know of some files, by where they stand in it. */
const EXPECTED: Readonly<Record<string, Partial<Media>>> = {
  [`${EXIF}/jpg/Canon_40D.jpg`]: {
    kind: 'photo',
    sizeBytes: 7958,
    width: 100,
    height: 68,
    camera: 'Canon EOS 40D',
  },
  [`${EXIF}/heic/IMG_5195.HEIC`]: {
    kind: 'photo',
    width: 2566,
    height: 3313,
    capturedAt: '2021-04-11T20:47:53.054Z',
    capturedOffsetMinutes: -300,
  },
  [`${EXIF}/jpg/orientation/portrait_6.jpg`]: { kind: 'photo', width: 450, height: 600 },
  [`${EXIF}/jpg/orientation/landscape_8.jpg`]: { kind: 'photo', width: 600, height: 450 },
  [`${EXIF}/tiff/Arbitro.tiff`]: { width: 174, height: 38, noThumbnail: null },
  [`${IMMICH}/metadata/gps-position/thompson-springs.jpg`]: {
    kind: 'photo',
    capturedAt: '2022-01-10T21:15:44.310Z',
    place: { latitude: 39.115, longitude: -108.40096833333334, altitude: 1483.9, name: null },
  },
  [`${IMMICH}/metadata/gps-position/empty_gps.jpg`]: { kind: 'photo', place: null },
  [`${IMMICH}/formats/avif/10bit-HDR-P3-nclx.avif`]: {
    mime: 'image/avif',
    width: 3681,
    height: 5594,
    noThumbnail: null,
  },
  [`${IMMICH}/formats/heic/IMG_2682.heic`]: { width: 4032, height: 3024, noThumbnail: null },
  [`${IMMICH}/formats/webp/denali.webp`]: { mime: 'image/webp', width: 600, height: 315 },
  [`${IMMICH}/metadata/rating/mongolels.jpg`]: { rating: 3 },
  [`${TOOL}/CanonRaw.cr3`]: { kind: 'photo', width: 6000, height: 4000 },
  [`${TOOL}/FLAC.flac`]: { kind: 'audio', noThumbnail: 'no-cover' },
  [`${BUNNY}/rotate-buck-bunny.mp4`]: {
    kind: 'video',
    width: 1080,
    height: 1920,
    codec: 'avc',
    noThumbnail: null,
  },
  [`${BUNNY}/sar_2x1.mp4`]: { width: 1280, height: 360, durationSeconds: 5 },
  [`${BUNNY}/sample.flac`]: { kind: 'audio', title: 'The Happy Meeting' },
  [`${BUNNY}/transparency.webm`]: { kind: 'video', codec: 'vp9', noThumbnail: null },
};

test.skip(corpus === null, 'no corpus is at hand: HM_CORPUS names none');
test.setTimeout(300_000);

test('Every file of the corpus is added or found again, with its facts and thumbnails', async ({
  host,
  openBrowser,
}) => {
  if (corpus === null) return;
  const { page } = await openBrowser();
  await openDrive(page, host.url);

  const report = await importFromDisk(page, '', corpus.root);
  expect(report.failed).toEqual([]);
  expect(report.added.length + report.duplicates.length).toBe(corpus.files.length);
  const { items, total } = await listAll(page);
  expect(total).toBe(report.added.length);
  expect(new Set(items.map(({ hash }) => hash)).size).toBe(total);

  const media = await page.evaluate(
    (ids) => Promise.all(ids.map((id) => window.hm.drive.getMedia(id))),
    report.added,
  );
  const byPlace = new Map(
    media.flatMap((item) => item.collections.map((path) => [`${path}/${item.name}`, item])),
  );
  for (const [place, facts] of Object.entries(EXPECTED)) {
    expect.soft(byPlace.get(place), place).toMatchObject(facts);
  }
  expect(await page.evaluate(findWrongThumbnails, report.added)).toEqual([]);
});

/** Runs in the page: what is wrong with the thumbnails of these items. */
const findWrongThumbnails = async (ids: readonly Media['id'][]): Promise<readonly string[]> => {
  const wrong: string[] = [];
  for (const id of ids) {
    const { name, width, height, noThumbnail, kind } = await window.hm.drive.getMedia(id);
    for (const size of [128, 256, 512] as const) {
      const blob = await window.hm.drive.thumbnail(id, size).catch(() => null);
      if ((blob === null) !== (noThumbnail !== null))
        wrong.push(
          `${name} at ${size}: ${blob === null ? 'none' : 'one'}, though ${noThumbnail}`,
        );
      if (blob === null) continue;
      const bitmap = await createImageBitmap(blob);
      if (Math.max(bitmap.width, bitmap.height) > size)
        wrong.push(`${name} at ${size}: ${bitmap.width}×${bitmap.height}`);
      if (kind === 'audio' || width === null || height === null) continue;
      // A pixel of rounding here, and one in the decoder.
      const off = Math.abs((width / height) * bitmap.height - bitmap.width);
      if (off > 2 * Math.max(1, width / height))
        wrong.push(
          `${name} at ${size}: ${bitmap.width}×${bitmap.height} of ${width}×${height}`,
        );
    }
  }
  return wrong;
};

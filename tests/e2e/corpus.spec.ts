import { join } from 'node:path';
import type { Media } from '../../src/core/media/media.ts';
import { findCorpus } from '../fixtures/media/corpus.ts';
import { importFromDisk, listAll, openDrive } from './drive-page.ts';
import { expect, test } from './drive-test.ts';

const corpus = findCorpus();
const MINUTES = 60_000;

const EXIF = 'exif-samples';
const IMMICH = 'immich-test-assets';
const BUNNY = 'mediabunny/test/public';
const TOOL = 'exiftool/t/images';

/** What the drive knows of some files, told by people who looked at them. */
const EXPECTED: readonly (readonly [string, Partial<Media>])[] = [
  [
    `${EXIF}/jpg/Canon_40D.jpg`,
    { kind: 'photo', sizeBytes: 7958, width: 100, height: 68, camera: 'Canon EOS 40D' },
  ],
  [
    `${EXIF}/heic/IMG_5195.HEIC`,
    {
      kind: 'photo',
      width: 2566,
      height: 3313,
      capturedAt: '2021-04-11T20:47:53.054Z',
      capturedOffsetMinutes: -300,
    },
  ],
  [`${EXIF}/jpg/orientation/portrait_6.jpg`, { kind: 'photo', width: 450, height: 600 }],
  [`${EXIF}/jpg/orientation/landscape_8.jpg`, { kind: 'photo', width: 600, height: 450 }],
  [`${EXIF}/tiff/Arbitro.tiff`, { kind: 'photo', width: 174, height: 38, noThumbnail: null }],
  [
    `${IMMICH}/metadata/gps-position/thompson-springs.jpg`,
    {
      kind: 'photo',
      capturedAt: '2022-01-10T21:15:44.310Z',
      place: { latitude: 39.115, longitude: -108.40096833333334, altitude: 1483.9, name: null },
    },
  ],
  [`${IMMICH}/metadata/gps-position/empty_gps.jpg`, { kind: 'photo', place: null }],
  [
    `${IMMICH}/formats/avif/10bit-HDR-P3-nclx.avif`,
    { kind: 'photo', mime: 'image/avif', width: 3681, height: 5594, noThumbnail: null },
  ],
  [`${IMMICH}/formats/heic/IMG_2682.heic`, { kind: 'photo', width: 4032, height: 3024 }],
  [`${IMMICH}/formats/webp/denali.webp`, { kind: 'photo', mime: 'image/webp', width: 600 }],
  [`${IMMICH}/metadata/rating/mongolels.jpg`, { kind: 'photo', rating: 3 }],
  [`${TOOL}/CanonRaw.cr3`, { kind: 'photo', width: 6000, height: 4000 }],
  [
    `${BUNNY}/rotate-buck-bunny.mp4`,
    { kind: 'video', width: 1080, height: 1920, codec: 'avc', noThumbnail: null },
  ],
  [`${BUNNY}/sample.flac`, { kind: 'audio', title: 'The Happy Meeting' }],
  [`${BUNNY}/transparency.webm`, { kind: 'video', codec: 'vp9', noThumbnail: null }],
];

test.skip(corpus === null, 'no corpus is at hand: HM_CORPUS names none');
test.setTimeout(5 * MINUTES);

test('Every file of the corpus ends as added, duplicate or failed, with its facts and thumbnails', async ({
  host,
  openBrowser,
}) => {
  if (corpus === null) return;
  const { page } = await openBrowser();
  await openDrive(page, host.url);

  const report = await importFromDisk(page, '', corpus.root);
  expect(report.failed, 'nothing in the corpus is beyond keeping').toEqual([]);
  expect(report.added.length + report.duplicates.length).toBe(corpus.files.length);
  const { items, total } = await listAll(page);
  expect(total).toBe(report.added.length);
  expect(new Set(items.map(({ hash }) => hash)).size).toBe(total);

  const found = await page.evaluate(async (ids) => {
    const media: Media[] = [];
    for (const id of ids) media.push(await window.hm.drive.getMedia(id));
    return media;
  }, report.added);
  for (const [path, facts] of EXPECTED) expect.soft(found, path).toContainEqual(containing(path, facts));

  const thumbnails = await page.evaluate(measureThumbnails, report.added);
  expect(thumbnails).toEqual([]);
});

const containing = (path: string, facts: Partial<Media>): unknown => {
  const { dir, base } = splitPath(join('corpus', path));
  return expect.objectContaining({
    name: base,
    collections: expect.arrayContaining([dir]) as unknown,
    ...facts,
  });
};

const splitPath = (path: string): { dir: string; base: string } => {
  const slash = path.lastIndexOf('/');
  return { dir: path.slice(0, slash), base: path.slice(slash + 1) };
};

/** Runs in the page: items whose thumbnails are not as their facts say, with what is wrong. */
const measureThumbnails = async (ids: readonly Media['id'][]): Promise<readonly string[]> => {
  const wrong: string[] = [];
  const longest = { 128: 128, 256: 256, 512: 512 } as const;
  for (const id of ids) {
    const { name, width, height, noThumbnail, kind } = await window.hm.drive.getMedia(id);
    for (const size of [128, 256, 512] as const) {
      const blob = await window.hm.drive.thumbnail(id, size).catch(() => null);
      if ((blob === null) !== (noThumbnail !== null)) wrong.push(`${name}: ${noThumbnail ?? 'none'}`);
      if (blob === null) continue;
      const bitmap = await createImageBitmap(blob);
      const long = Math.max(bitmap.width, bitmap.height);
      if (long > longest[size]) wrong.push(`${name} at ${size}: ${long}`);
      if (kind === 'audio' || width === null || height === null) continue;
      // Two pixels of rounding: one here, one in the decoder.
      const expected = (width / height) * bitmap.height;
      if (Math.abs(expected - bitmap.width) > 2 * Math.max(1, width / height))
        wrong.push(`${name} at ${size}: ${bitmap.width}×${bitmap.height} of ${width}×${height}`);
    }
  }
  return wrong;
};

import { afterAll, describe, expect, inject, it } from 'vitest';
import type { IngestResult } from '../../../src/core/media/media-lab.ts';
import type { MediaEdits, MediaFacts } from '../../../src/core/media/media.ts';
import { ingest, jobFor, openLab } from './lab.ts';

const corpus = inject('corpus');
const lab = openLab(2);
afterAll(() => lab.dispose());

/** Takes one file of the corpus in, with a sidecar beside it where one is named. */
const take = async (path: string, sidecar: string | null = null): Promise<IngestResult> => {
  const read = async (at: string): Promise<Blob> => {
    const response = await fetch(`/corpus/${encodeURIComponent(at)}`);
    if (!response.ok) throw new Error(`${response.status.toString()} for ${at}`);
    return response.blob();
  };
  const name = path.split('/').at(-1) ?? path;
  const sidecarXmp = sidecar === null ? null : await (await read(sidecar)).text();
  return ingest(lab, jobFor(await read(path), name, { sidecarXmp }));
};

/** Why a file may have no thumbnail: docs/media.md. */
const REASONS = [
  'audio-unread',
  'format-undecodable',
  'heic-undecodable',
  'no-cover',
  'not-visual',
  'part-missing',
  'picture-undecodable',
  'raw-without-preview',
  'svg-not-drawn',
  'tiff-undecodable',
  'too-many-pixels',
  'video-format-unread',
  'video-undecodable',
];

const IMMICH = 'immich-test-assets';
const EXIF = 'exif-samples';
const BUNNY = 'mediabunny/test/public';
const TOOL = 'exiftool/t/images';

const FACTS: readonly (readonly [string, Partial<MediaFacts>])[] = [
  [
    `${EXIF}/heic/IMG_5195.HEIC`,
    {
      width: 2566,
      height: 3313,
      capturedAt: '2021-04-11T20:47:53.054Z',
      capturedOffsetMinutes: -300,
      camera: 'Apple iPhone 11 Pro Max',
    },
  ],
  [`${EXIF}/heic/mobile/iphone_13_pro_max.HEIC`, { width: 3024, height: 4032 }],
  [`${EXIF}/jpg/Olympus_C8080WZ.jpg`, { camera: 'OLYMPUS C8080WZ' }],
  [`${EXIF}/jpg/Canon_40D.jpg`, { camera: 'Canon EOS 40D', width: 100, height: 68 }],
  [`${EXIF}/jpg/hdr/iphone_hdr_YES.jpg`, { capturedOffsetMinutes: 120 }],
  [`${EXIF}/tiff/Arbitro.tiff`, { width: 174, height: 38, noThumbnail: null }],
  [
    `${IMMICH}/formats/avif/10bit-HDR-P3-nclx.avif`,
    { width: 3681, height: 5594, noThumbnail: null },
  ],
  [`${IMMICH}/formats/heic/IMG_2682.heic`, { width: 4032, height: 3024, noThumbnail: null }],
  [`${IMMICH}/formats/jxl/16bit-HDR-P3-nclx.jxl`, { width: 5667, height: 3685 }],
  [`${IMMICH}/formats/webp/denali.webp`, { width: 600, height: 315, camera: 'Canon EOS 7D' }],
  [
    `${IMMICH}/metadata/dates/date-priority-test.jpg`,
    { capturedAt: '2023-02-02T02:00:00.000Z' },
  ],
  [
    `${IMMICH}/metadata/gps-position/thompson-springs.jpg`,
    {
      capturedAt: '2022-01-10T21:15:44.310Z',
      place: { latitude: 39.115, longitude: -108.40096833333334, altitude: 1483.9, name: null },
    },
  ],
  [`${IMMICH}/metadata/gps-position/empty_gps.jpg`, { place: null }],
  [`${TOOL}/CanonRaw.cr3`, { kind: 'photo', width: 6000, height: 4000 }],
  [`${TOOL}/FLAC.flac`, { kind: 'audio', noThumbnail: 'no-cover' }],
  [`${TOOL}/Jpeg2000.jp2`, { noThumbnail: 'format-undecodable' }],
  [`${TOOL}/QuickTime.heic`, { noThumbnail: 'heic-undecodable' }],
  [`${TOOL}/XMP.svg`, { noThumbnail: 'svg-not-drawn' }],
  [`${BUNNY}/ac3.ts`, { kind: 'audio', noThumbnail: 'no-cover', codec: 'ac3' }],
  [`${BUNNY}/glitch-hop-is-dead.wav`, { kind: 'audio', noThumbnail: null }],
  [`${BUNNY}/multiple-aac-tracks.mp4`, { kind: 'audio' }],
  [
    `${BUNNY}/rotate-buck-bunny.mp4`,
    { width: 1080, height: 1920, codec: 'avc', noThumbnail: null },
  ],
  [`${BUNNY}/sar_2x1.mp4`, { width: 1280, height: 360, durationSeconds: 5, noThumbnail: null }],
  [`${BUNNY}/transparency.webm`, { codec: 'vp9', noThumbnail: null }],
  [
    `${BUNNY}/video-h265.mp4`,
    { codec: 'hevc', width: 1920, height: 1080, durationSeconds: 10 },
  ],
];

const EDITS: readonly (readonly [string, Partial<MediaEdits>])[] = [
  [`${IMMICH}/metadata/rating/mongolels.jpg`, { rating: 3, title: 'Mongol Els' }],
  [`${IMMICH}/metadata/tags/picasa.jpg`, { tags: ['Frost', 'Yard'] }],
  [
    `${IMMICH}/metadata/faces/portrait.jpg`,
    { tags: ['People/Marie Curie', 'People/Pierre Curie'] },
  ],
  [`${IMMICH}/albums/nature/el_torcal_rocks.jpg`, { description: null, rating: null }],
  [
    `${EXIF}/jpg/xmp/BlueSquare.jpg`,
    {
      title: 'Blue Square Test File - .jpg',
      tags: ['XMP', 'Blue Square', 'test file', 'Photoshop', '.jpg'],
    },
  ],
  [
    `${TOOL}/IPTC.jpg`,
    {
      title: 'Test IPTC picture',
      description: 'A witty caption',
      tags: ['ExifTool', 'Test', 'IPTC'],
    },
  ],
  [
    `${TOOL}/MP3.mp3`,
    { title: 'ExifTool Test', description: 'My Comments', tags: ['Testing'] },
  ],
  [`${BUNNY}/sample.flac`, { title: 'The Happy Meeting', tags: ['Ambient'] }],
];

describe.skipIf(corpus === null)(
  'the development corpus (skipped where HM_CORPUS is absent)',
  () => {
    it.each(FACTS)('%s: its facts', async (path, facts) => {
      expect((await take(path)).facts).toMatchObject(facts);
    });

    it.each(EDITS)('%s: what people wrote into it', async (path, edits) => {
      expect((await take(path)).edits).toMatchObject(edits);
    });

    it('lets a sidecar have its say before the file', async () => {
      const { facts } = await take(
        `${IMMICH}/metadata/rating/mongolels.jpg`,
        `${IMMICH}/metadata/xmp/dates/2000.xmp`,
      );
      expect(facts.capturedAt?.slice(0, 4)).toBe('2000');
      expect(facts.camera).toBe('Canon EOS 500D');
    });

    it('turns every picture of the orientation set upright', { timeout: 120_000 }, async () => {
      const paths = corpus?.files.filter((path) => path.includes('jpg/orientation/')) ?? [];
      expect(paths.length).toBe(16);
      const results = await Promise.all(paths.map((path) => take(path)));
      const shapes = results.map(
        ({ facts }) => `${String(facts.width)}x${String(facts.height)}`,
      );
      const expected = paths.map((path) =>
        path.includes('landscape') ? '600x450' : '450x600',
      );
      expect(shapes).toEqual(expected);
    });

    it('ends with a result for every file', { timeout: 300_000 }, async () => {
      const files = corpus?.files ?? [];
      const results = await Promise.all(files.map((path) => take(path)));
      results.forEach(({ facts, thumbnails }, i) => {
        const reason = facts.noThumbnail;
        expect([files[i], reason === null || REASONS.includes(reason)]).toEqual([
          files[i],
          true,
        ]);
        expect([files[i], thumbnails.length]).toEqual([files[i], reason === null ? 3 : 0]);
        expect([files[i], facts.thumbHash === null]).toEqual([files[i], reason !== null]);
      });
    });
  },
);

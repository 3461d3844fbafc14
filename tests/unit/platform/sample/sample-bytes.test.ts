import ExifReader from 'exifreader';
import { parseBuffer } from 'music-metadata';
import { expect, test } from 'vitest';
import { exifBytes } from '../../../../src/platform/sample/exif-bytes.ts';
import { withJpegMetadata } from '../../../../src/platform/sample/picture-metadata.ts';
import { seededRandom } from '../../../../src/platform/sample/seeded-random.ts';
import { composeTune } from '../../../../src/platform/sample/tune.ts';
import { waveBytes } from '../../../../src/platform/sample/wave-bytes.ts';
import { xmpText } from '../../../../src/platform/sample/xmp-text.ts';

test('EXIF written into a picture is read with its date, camera and a place south and west', () => {
  const exif = exifBytes({
    taken: '2024:05:18 05:42:10',
    place: [-33.8568, -70.6483],
    make: 'HM Drive',
    model: 'Sample',
  });
  const xmp = xmpText({ title: 'A & B', tags: ['sea'], rating: 4 });
  const jpeg = withJpegMetadata(Uint8Array.of(0xff, 0xd8, 0xff, 0xd9), { exif, xmp });
  const read = ExifReader.load(jpeg.buffer, { expanded: true });
  expect(read.exif?.['DateTimeOriginal']?.description).toBe('2024:05:18 05:42:10');
  expect(read.exif?.['Model']?.description).toBe('Sample');
  expect(read.gps?.Latitude).toBeCloseTo(-33.8568, 4);
  expect(read.gps?.Longitude).toBeCloseTo(-70.6483, 4);
});

test('A WAV is read with its words, and the tune in it is quiet and ends in silence', async () => {
  const tune = composeTune();
  const facts = { title: 'Slow', artist: 'Us', album: 'Sample', date: '2024-12-24' };
  const { common, format } = await parseBuffer(waveBytes(tune, facts));
  expect(common).toMatchObject({ title: 'Slow', artist: 'Us', album: 'Sample' });
  expect(format.duration).toBeCloseTo(8, 3);
  expect(tune.left.reduce((peak, value) => Math.max(peak, Math.abs(value)), 0)).toBeLessThan(
    0.4,
  );
  expect(tune.left.at(-1)).toBeCloseTo(0, 6);
});

test('The same seed gives the same numbers, another seed others', () => {
  const row = (seed: number) => Array.from({ length: 3 }, seededRandom(seed));
  expect(row(7)).toEqual(row(7));
  expect(row(7)).not.toEqual(row(8));
});

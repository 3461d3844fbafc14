import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes } from '../../../../src/core/base/bytes.ts';
import { findDataStart } from '../../../../src/core/blobs/data-start.ts';

const SEED = 20_261_129;
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

/** The data start of `bytes`, and how many reads and bytes it took. */
const find = async (bytes: Uint8Array, mime: string, sizeBytes = bytes.length) => {
  let reads = 0;
  const read = (at: number, length: number): Promise<Uint8Array> => {
    reads++;
    return Promise.resolve(bytes.subarray(at, at + length));
  };
  return { start: await findDataStart(read, sizeBytes, mime), reads };
};

const box = (type: string, payload: number): Uint8Array => {
  const bytes = new Uint8Array(8 + payload);
  new DataView(bytes.buffer).setUint32(0, bytes.length);
  bytes.set(latin1(type), 4);
  return bytes;
};
const id3 = latin1('ID3\x04\0\0\0\0\x01\x00' + '-'.repeat(128));

const MADE: [string, string, Uint8Array, number][] = [
  [
    'JPEG after the scan header',
    'image/jpeg',
    latin1('\xff\xd8\xff\xe1\0\x04ab\xff\xff\xda\0\x03ccDATA'),
    14,
  ],
  ['JPEG without a scan', 'image/jpeg', latin1('\xff\xd8\xff\xe1\0\x04ab\xff\xd9'), 0],
  ['JPEG whose segment passes the end', 'image/jpeg', latin1('\xff\xd8\xff\xe1\xff\xff'), 0],
  [
    'MP4 with its index first',
    'video/mp4',
    concatBytes([box('ftyp', 8), box('moov', 20), box('mdat', 9)]),
    52,
  ],
  [
    'MP4 with 64-bit mdat',
    'video/quicktime',
    latin1('\0\0\0\x01mdat\0\0\0\0\0\0\0\x20' + 'x'.repeat(16)),
    16,
  ],
  [
    'MP4 whose mdat reaches to the end',
    'audio/mp4',
    concatBytes([box('ftyp', 8), latin1('\0\0\0\0mdatxyz')]),
    24,
  ],
  ['MP4 without mdat', 'video/mp4', concatBytes([box('ftyp', 8), box('moov', 20)]), 0],
  ['MP4 with a box of no size', 'video/mp4', latin1('\0\0\0\0moov' + 'x'.repeat(50)), 0],
  ['FLAC after its blocks', 'audio/flac', latin1('fLaC\0\0\0\x02ab\x84\0\0\x01cDATA'), 15],
  [
    'FLAC behind an ID3 tag',
    'audio/flac',
    concatBytes([id3, latin1('fLaC\x80\0\0\x02abDATA')]),
    148,
  ],
  [
    'FLAC that never ends its blocks',
    'audio/flac',
    latin1('fLaC' + '\0\0\0\0'.repeat(9_000)),
    0,
  ],
  ['MP3 behind two tags', 'audio/mpeg', concatBytes([id3, id3, latin1('\xff\xfbDATA')]), 276],
  ['MP3 without a tag', 'audio/mpeg', latin1('\xff\xfbDATA'), 0],
  [
    'a tag that is longer than its file',
    'audio/mpeg',
    latin1('ID3\x04\0\0\x7f\x7f\x7f\x7f'),
    0,
  ],
  ['an unknown type', 'image/png', latin1('\x89PNG\r\n\x1a\n'), 0],
];

describe('findDataStart', () => {
  it.each(MADE)('finds the data of %s', async (_, mime, bytes, expected) => {
    expect((await find(bytes, mime)).start).toBe(expected);
  });

  it('counts from 0 where the head would be longer than 16 MiB', async () => {
    const bytes = concatBytes([box('free', 17 * 1024 * 1024), box('mdat', 9)]);
    expect((await find(bytes, 'video/mp4')).start).toBe(0);
  });

  it('ends within the file after a bounded number of reads, whatever it is given', async () => {
    const mime = fc.constantFrom('image/jpeg', 'video/mp4', 'audio/flac', 'audio/mpeg');
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.constantFrom(
        latin1('\xff\xd8'),
        latin1('\xff\xe1\0\x02'),
        latin1('fLaC'),
        box('free', 0),
        id3,
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        mime,
        fc.array(piece, { maxLength: 40 }),
        fc.nat(),
        async (type, pieces, extra) => {
          const bytes = concatBytes(pieces);
          const { start, reads } = await find(bytes, type, bytes.length + extra);
          expect(start).toBeGreaterThanOrEqual(0);
          expect(start).toBeLessThanOrEqual(bytes.length + extra);
          expect(reads).toBeLessThan(4_200);
        },
      ),
      { seed: SEED, numRuns: 500 },
    );
    const zeros = new Uint8Array(1_000_000).fill(0xff);
    expect((await find(zeros, 'image/jpeg')).reads).toBeLessThan(4_200);
  });
});

const CORPUS =
  process.env['HM_CORPUS'] ?? path.resolve(import.meta.dirname, '../../../../../shared/corpus');

describe.skipIf(!existsSync(CORPUS))(
  'findDataStart over the corpus (skipped where HM_CORPUS is absent)',
  () => {
    const bytesOf = (name: string): Uint8Array => readFileSync(path.join(CORPUS, name));

    it('of a real photo lies right behind its last SOS header, within the first half', async () => {
      const bytes = bytesOf('exif-samples/jpg/Canon_40D.jpg');
      const { start } = await find(bytes, 'image/jpeg');
      const segmentStart = bytes.lastIndexOf(0xda, start);
      expect([bytes[segmentStart - 1], bytes[segmentStart]]).toEqual([0xff, 0xda]);
      expect(
        segmentStart +
          1 +
          (bytes[segmentStart + 1] ?? 0) * 256 +
          (bytes[segmentStart + 2] ?? 0),
      ).toBe(start);
    });

    it('of a real film lies right behind "mdat"', async () => {
      const bytes = bytesOf('mediabunny/test/public/video.mp4');
      const { start } = await find(bytes, 'video/mp4');
      expect(String.fromCharCode(...bytes.subarray(start - 4, start))).toBe('mdat');
    });

    it('of a real FLAC is the sync of its first frame', async () => {
      const bytes = bytesOf('mediabunny/test/public/sample.flac');
      const { start } = await find(bytes, 'audio/flac');
      expect([bytes[start], (bytes[start + 1] ?? 0) & 0xfc]).toEqual([0xff, 0xf8]);
    });

    it('of a real MP3 is a frame sync behind its tag', async () => {
      const bytes = bytesOf('mediabunny/test/public/Toothsome-Meme.VBRv2.mp3');
      const { start } = await find(bytes, 'audio/mpeg');
      expect(start).toBeGreaterThan(0);
      expect([bytes[start], (bytes[start + 1] ?? 0) & 0xe0]).toEqual([0xff, 0xe0]);
    });
  },
);

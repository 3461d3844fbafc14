import { existsSync, openSync, readSync, closeSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes, utf8ToBytes } from '../../../../src/core/base/bytes.ts';
import { SNIFF_BYTES, sniff } from '../../../../src/core/media/sniff.ts';

const SEED = 20_261_127;
const latin1 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(text, (c) => c.charCodeAt(0));
const ftyp = (...brands: string[]): Uint8Array =>
  latin1(
    `\0\0\0${String.fromCharCode(12 + brands.length * 4)}ftyp${brands[0] ?? ''}\0\0\0\0${brands.slice(1).join('')}`,
  );
const mp3Frame = concatBytes([new Uint8Array([0xff, 0xfb, 0x90, 0]), new Uint8Array(413)]);
const padded = (text: string): Uint8Array => concatBytes([latin1(text), new Uint8Array(64)]);

/** One TIFF directory with a maker, and further tags with a long of 1. */
const tiff = (make: string, ...tags: number[]): Uint8Array => {
  const view = new DataView(new ArrayBuffer(256));
  view.setUint32(0, 0x49492a00);
  view.setUint32(4, 8, true);
  view.setUint16(8, tags.length + 1, true);
  const entry = (at: number, tag: number, type: number, count: number, value: number): void => {
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, type, true);
    view.setUint32(at + 4, count, true);
    view.setUint32(at + 8, value, true);
  };
  entry(10, 0x10f, 2, make.length, 200);
  tags.forEach((tag, i) => entry(22 + i * 12, tag, 4, 1, 1));
  const bytes = new Uint8Array(view.buffer);
  bytes.set(latin1(make), 200);
  return bytes;
};

const MADE: [string, Uint8Array, string | null, string?][] = [
  ['text named .jpg', utf8ToBytes('not a picture'), null],
  ['HTML', utf8ToBytes('<!doctype html><svg></svg>'), null],
  ['an empty file', new Uint8Array(), null],
  [
    'SVG behind a declaration',
    utf8ToBytes(
      '\ufeff<?xml version="1.0"?>\n<!-- a > b --><!DOCTYPE svg PUBLIC "-" "x">\n<svg>',
    ),
    'image/svg+xml',
    'svg',
  ],
  ['XMP', utf8ToBytes('<?xpacket begin?><x:xmpmeta>'), null],
  ['MP4', ftyp('isom', 'mp41'), 'video/mp4', 'mp4'],
  ['M4V', ftyp('M4V '), 'video/mp4', 'm4v'],
  ['M4A', ftyp('M4A ', 'mp42'), 'audio/mp4', 'm4a'],
  ['3GP', ftyp('3gp4'), 'video/3gpp', '3gp'],
  ['HEIF of unsaid coding', ftyp('mif1'), 'image/heif', 'heif'],
  ['AVIF by a compatible brand', ftyp('mif1', 'avif'), 'image/avif', 'avif'],
  ['HEIC', ftyp('heic', 'mif1'), 'image/heic', 'heic'],
  ['QuickTime without ftyp', latin1('\0\0\0\x08wide\0\0\0\0mdat'), 'video/quicktime', 'mov'],
  ['Nikon RAW', tiff('NIKON CORPORATION', 0x14a), 'image/x-nikon-nef', 'nef'],
  ['a plain TIFF from a Nikon', tiff('NIKON CORPORATION'), 'image/tiff', 'tif'],
  ['Sony RAW', tiff('SONY\0', 0xfe), 'image/x-sony-arw', 'arw'],
  ['Pentax RAW', tiff('PENTAX Corporation', 0x201), 'image/x-pentax-pef', 'pef'],
  ['Samsung RAW', tiff('SAMSUNG', 0x14a), 'image/x-samsung-srw', 'srw'],
  ['DNG of any maker', tiff('SONY', 0xc612), 'image/x-adobe-dng', 'dng'],
  ['Olympus RAW', latin1('IIRO\x08\0\0\0'), 'image/x-olympus-orf', 'orf'],
  ['two MP3 frames', concatBytes([mp3Frame, mp3Frame]), 'audio/mpeg', 'mp3'],
  ['one MP3 frame and noise', concatBytes([mp3Frame, new Uint8Array(500)]), null],
  ['ID3 before FLAC', latin1('ID3\x04\0\0\0\0\0\x02--fLaC'), 'audio/flac', 'flac'],
  ['ID3 longer than the head', latin1('ID3\x03\0\0\x7f\x7f\x7f\x7f'), 'audio/mpeg', 'mp3'],
  ['MIDI', latin1('MThd\0\0\0\x06'), 'audio/midi', 'mid'],
  ['Theora beside Vorbis', padded('OggS\0 fishead \x80theora \x01vorbis'), 'video/ogg', 'ogv'],
  [
    'WMA',
    padded(
      '\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c\x40\x9e\x69\xf8\x4d\x5b\xcf\x11\xa8\xfd\x00\x80\x5f\x5c\x44\x2b',
    ),
    'audio/x-ms-wma',
    'wma',
  ],
  ['letters BM alone', padded('BMnot a bitmap'), null],
  ['RIFF of another form', padded('RIFF\0\0\0\0ACON'), null],
];

describe('sniff', () => {
  it.each(MADE)('knows %s', (_, bytes, mime, extension) => {
    const type = sniff(bytes);
    expect(type?.mime ?? null).toBe(mime);
    if (extension !== undefined) expect(type?.extension).toBe(extension);
  });

  it('survives any bytes, those behind a magic included', () => {
    const magics = fc.constantFrom(
      '',
      'II*\0',
      'MM\0*',
      '\0\0\0\x20ftyp',
      'ID3\x04',
      'OggS\0',
      '\xff\xfb',
      '<svg',
      '<!--',
    );
    fc.assert(
      fc.property(magics, fc.uint8Array({ maxLength: 300 }), (magic, rest) => {
        const type = sniff(concatBytes([latin1(magic), rest]));
        expect(type === null || type.mime.includes('/')).toBe(true);
      }),
      { seed: SEED, numRuns: 2_000 },
    );
  });

  it('stays quick on text that tries its patterns', () => {
    for (const text of [
      '<!--'.repeat(1_000),
      '<?'.repeat(2_000),
      ' '.repeat(4_096),
      '<!DOCTYPE svg ['.repeat(270),
    ]) {
      expect(sniff(utf8ToBytes(text))).toBeNull();
    }
  });
});

const CORPUS =
  process.env['HM_CORPUS'] ?? path.resolve(import.meta.dirname, '../../../../../shared/corpus');

const CORPUS_TYPES: [string, string | null][] = [
  ['exiftool/t/images/GIF.gif', 'image/gif'],
  ['exiftool/t/images/PNG.png', 'image/png'],
  ['exiftool/t/images/BMP.bmp', 'image/bmp'],
  ['exiftool/t/images/ICO.ico', 'image/x-icon'],
  ['exiftool/t/images/Photoshop.psd', 'image/vnd.adobe.photoshop'],
  ['exiftool/t/images/Jpeg2000.jp2', 'image/jp2'],
  ['exiftool/t/images/Jpeg2000.j2c', 'image/x-jp2-codestream'],
  ['exiftool/t/images/RIFF.webp', 'image/webp'],
  ['exiftool/t/images/ExifTool.tif', 'image/tiff'],
  ['exiftool/t/images/GeoTiff.tif', 'image/tiff'],
  ['exiftool/t/images/BigTIFF.btf', 'image/tiff'],
  ['exiftool/t/images/JXL.jxl', 'image/jxl'],
  ['exiftool/t/images/JXL2.jxl', 'image/jxl'],
  ['exiftool/t/images/QuickTime.heic', 'image/heic'],
  ['exiftool/t/images/XMP.svg', 'image/svg+xml'],
  ['exiftool/t/images/OpenEXR.exr', 'image/x-exr'],
  ['exiftool/t/images/Radiance.hdr', 'image/vnd.radiance'],
  ['exiftool/t/images/ExifTool.jps', 'image/jpeg'],
  ['exiftool/t/images/CanonRaw.cr2', 'image/x-canon-cr2'],
  ['exiftool/t/images/CanonRaw.cr3', 'image/x-canon-cr3'],
  ['exiftool/t/images/CanonRaw.crw', 'image/x-canon-crw'],
  ['exiftool/t/images/Nikon.nef', 'image/x-nikon-nef'],
  ['exiftool/t/images/FujiFilm.raf', 'image/x-fuji-raf'],
  ['exiftool/t/images/Panasonic.rw2', 'image/x-panasonic-rw2'],
  ['exiftool/t/images/Minolta.mrw', 'image/x-minolta-mrw'],
  ['exiftool/t/images/Sigma.x3f', 'image/x-sigma-x3f'],
  ['exiftool/t/images/SigmaDP2.x3f', 'image/x-sigma-x3f'],
  ['exiftool/t/images/DNG.dng', 'image/x-adobe-dng'],
  ['exiftool/t/images/PhaseOne.iiq', 'image/x-phaseone-iiq'],
  ['exiftool/t/images/KyoceraRaw.raw', 'image/x-kyocera-raw'],
  ['exiftool/t/images/QuickTime.mov', 'video/quicktime'],
  ['exiftool/t/images/QuickTime.m4a', 'audio/mp4'],
  ['exiftool/t/images/RIFF.avi', 'video/x-msvideo'],
  ['exiftool/t/images/Pentax.avi', 'video/x-msvideo'],
  ['exiftool/t/images/Matroska.mkv', 'video/x-matroska'],
  ['exiftool/t/images/M2TS.mts', 'video/mp2t'],
  ['exiftool/t/images/Flash.flv', 'video/x-flv'],
  ['exiftool/t/images/ASF.wmv', 'video/x-ms-wmv'],
  ['exiftool/t/images/MXF.mxf', 'application/mxf'],
  ['exiftool/t/images/DV.dv', 'video/dv'],
  ['exiftool/t/images/Real.rm', 'video/vnd.rn-realvideo'],
  ['exiftool/t/images/Real.ra', 'audio/x-pn-realaudio'],
  ['exiftool/t/images/MP3.mp3', 'audio/mpeg'],
  ['exiftool/t/images/AAC.aac', 'audio/aac'],
  ['exiftool/t/images/RIFF.wav', 'audio/wav'],
  ['exiftool/t/images/FLAC.flac', 'audio/flac'],
  ['exiftool/t/images/FLAC.ogg', 'audio/ogg'],
  ['exiftool/t/images/Vorbis.ogg', 'audio/ogg'],
  ['exiftool/t/images/Opus.opus', 'audio/ogg'],
  ['exiftool/t/images/AIFF.aif', 'audio/aiff'],
  ['exiftool/t/images/APE.ape', 'audio/x-ape'],
  ['exiftool/t/images/APE.mpc', 'audio/x-musepack'],
  ['exiftool/t/images/Geotag.gpx', null],
  ['exiftool/t/images/PLIST.aae', null],
  ['exiftool/t/images/XMP.xmp', null],
  ['exiftool/t/images/CaptureOne.eip', null],
  ['exif-samples/heic/mobile/HMD_Nokia_8.3_5G_hdr.heif', 'image/heic'],
  ['exif-samples/tiff/Arbitro.tiff', 'image/tiff'],
  ['immich-test-assets/formats/avif/8bit-sRGB.avif', 'image/avif'],
  ['immich-test-assets/formats/jxl/8bit-sRGB.jxl', 'image/jxl'],
  ['immich-test-assets/formats/webp/denali.webp', 'image/webp'],
  ['immich-test-assets/formats/motionphoto/samsung-one-ui-6.heic', 'image/heic'],
  ['mediabunny/test/public/video.mp4', 'video/mp4'],
  ['mediabunny/test/public/frames.webm', 'video/webm'],
  ['mediabunny/test/public/ac3.mkv', 'video/x-matroska'],
  ['mediabunny/test/public/ac3.ts', 'video/mp2t'],
  ['mediabunny/test/public/sample3.aac', 'audio/aac'],
  ['mediabunny/test/public/malformed-join.mp3', 'audio/mpeg'],
  ['mediabunny/test/public/Toothsome-Meme.VBRv2.mp3', 'audio/mpeg'],
  ['mediabunny/test/public/oversized-id3.wav', 'audio/wav'],
  ['mediabunny/test/public/vorbis-eos.ogg', 'audio/ogg'],
];

const headOf = (file: string): Uint8Array => {
  const buffer = new Uint8Array(SNIFF_BYTES);
  const handle = openSync(file, 'r');
  try {
    return buffer.subarray(0, readSync(handle, buffer, 0, SNIFF_BYTES, 0));
  } finally {
    closeSync(handle);
  }
};

describe.skipIf(!existsSync(CORPUS))(
  'sniff over the corpus (skipped where HM_CORPUS is absent)',
  () => {
    it.each(CORPUS_TYPES)('knows %s as %s', (name, mime) => {
      expect(sniff(headOf(path.join(CORPUS, name)))?.mime ?? null).toBe(mime);
    });
  },
);

import { audio, hasMark, latin1, matchMagic, video } from './magic.ts';
import type { Magic } from './magic.ts';
import type { SniffedType } from './sniffed-type.ts';

const VIDEOS: readonly Magic[] = [
  {
    marks: [
      [0, 'RIFF'],
      [8, 'AVI '],
    ],
    type: video('x-msvideo', 'avi'),
  },
  { marks: [[0, '\0\0\x01\xba']], type: video('mpeg', 'mpg') },
  { marks: [[0, '\0\0\x01\xb3']], type: video('mpeg', 'mpg') },
  { marks: [[0, 'FLV\x01']], type: video('x-flv', 'flv') },
  { marks: [[0, '\x1f\x07\0']], type: video('dv', 'dv') },
  { marks: [[0, '.RMF']], type: video('vnd.rn-realvideo', 'rm') },
];

const EBML = '\x1a\x45\xdf\xa3';
/** SMPTE 377-1, 5.4: the key of a header partition; a run-in may stand before it. */
const MXF_PARTITION = '\x06\x0e\x2b\x34\x02\x05\x01\x01\x0d\x01\x02';
/** ASF 1.2, 10: the header object, and the stream types of film and sound. */
const ASF_HEADER = '\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c';
const ASF_VIDEO = '\xc0\xef\x19\xbc\x4d\x5b\xcf\x11\xa8\xfd\x00\x80\x5f\x5c\x44\x2b';
const ASF_AUDIO = '\x40\x9e\x69\xf8\x4d\x5b\xcf\x11\xa8\xfd\x00\x80\x5f\x5c\x44\x2b';

/** A film by its magic (and the sounds that share a container with films); `null` where it is none. */
export const sniffVideo = (bytes: Uint8Array): SniffedType | null =>
  matchMagic(bytes, VIDEOS) ??
  sniffMatroska(bytes) ??
  sniffOgg(bytes) ??
  sniffAsf(bytes) ??
  (isTransportStream(bytes) ? video('mp2t', 'ts') : null) ??
  (latin1(bytes).includes(MXF_PARTITION)
    ? { ...video('mxf', 'mxf'), mime: 'application/mxf' }
    : null);

/** RFC 8794: the document type stands in the first element. */
const sniffMatroska = (bytes: Uint8Array): SniffedType | null => {
  if (!hasMark(bytes, [0, EBML])) return null;
  const header = latin1(bytes.subarray(0, 256));
  if (header.includes('webm')) return video('webm', 'webm');
  return header.includes('matroska') ? video('x-matroska', 'mkv') : null;
};

/** RFC 3533: each stream of a file begins with a page of its own; a film has a Theora page among them. */
const sniffOgg = (bytes: Uint8Array): SniffedType | null => {
  if (!hasMark(bytes, [0, 'OggS\0'])) return null;
  const pages = latin1(bytes);
  if (pages.includes('\x80theora')) return video('ogg', 'ogv');
  if (pages.includes('OpusHead')) return audio('ogg', 'opus');
  const isSound = ['\x01vorbis', '\x7fFLAC', 'Speex   '].some((mark) => pages.includes(mark));
  return isSound
    ? audio('ogg', 'ogg')
    : { mime: 'application/ogg', kind: 'other', extension: 'ogx' };
};

const sniffAsf = (bytes: Uint8Array): SniffedType | null => {
  if (!hasMark(bytes, [0, ASF_HEADER])) return null;
  const header = latin1(bytes);
  const isSound = header.includes(ASF_AUDIO) && !header.includes(ASF_VIDEO);
  return isSound ? audio('x-ms-wma', 'wma') : video('x-ms-wmv', 'wmv');
};

const SYNC = 0x47;
const MIN_PACKETS = 4;

/** ISO/IEC 13818-1: packets of 188 bytes that begin with 0x47; M2TS puts four bytes before each. */
const isTransportStream = (bytes: Uint8Array): boolean =>
  [
    [0, 188],
    [4, 192],
  ].some(([first = 0, packetBytes = 188]) => {
    let packets = 0;
    for (let at = first; at < bytes.length; at += packetBytes, packets++) {
      if (bytes[at] !== SYNC) return false;
    }
    return packets >= MIN_PACKETS;
  });

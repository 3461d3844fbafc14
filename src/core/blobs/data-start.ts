import { MAX_HEAD_BYTES } from './chunk-list.ts';

/** Bytes of a file from `at`, up to `length`, fewer only at its end. */
export type ReadAt = (at: number, length: number) => Promise<Uint8Array>;

/** Steps from segment to segment that a file may ask for; a real one has far fewer. */
const MAX_STEPS = 4_096;
const ID3_HEADER_BYTES = 10;

/**
 * Where picture or stream data begin, so that an edit of EXIF or tags changes no chunk behind it: JPEG
 * after its last header (the scan's), MP4 and its kin at the payload of `mdat`, FLAC after the metadata
 * blocks, MP3 after the ID3v2 tag. 0 where the type has no such place, where the headers do not lead to one, or where it
 * lies beyond 16 MiB. Reads a few bytes per header, at most 4,096 headers. Failures of `read` pass through.
 */
export const findDataStart = async (
  read: ReadAt,
  sizeBytes: number,
  mime: string,
): Promise<number> => {
  const start = (await finderFor(mime)?.(read, sizeBytes)) ?? 0;
  return start < sizeBytes && start <= MAX_HEAD_BYTES ? start : 0;
};

type Finder = (read: ReadAt, sizeBytes: number) => Promise<number | null>;

const finderFor = (mime: string): Finder | null => {
  switch (mime) {
    case 'image/jpeg':
      return findJpegScan;
    case 'video/mp4':
    case 'video/quicktime':
    case 'video/x-m4v':
    case 'video/3gpp':
    case 'video/3gpp2':
    case 'audio/mp4':
      return findMdat;
    case 'audio/flac':
      return findFlacFrames;
    case 'audio/mpeg':
    case 'audio/aac':
      return skipId3;
    default:
      return null;
  }
};

/** Follows `next` from place to place until it says `done`; `null` where it leads nowhere. */
const walk = async (
  from: number,
  sizeBytes: number,
  next: (at: number) => Promise<{ readonly at: number; readonly done: boolean } | null>,
): Promise<number | null> => {
  let at = from;
  for (let step = 0; step < MAX_STEPS && at < sizeBytes; step++) {
    const found = await next(at);
    if (found === null || found.at <= at) return null;
    if (found.done) return found.at;
    at = found.at;
  }
  return null;
};

/** ITU-T T.81, B.1.1: markers with two bytes of length, until SOS; fill bytes 0xFF may stand before each. */
const findJpegScan: Finder = async (read, sizeBytes) =>
  walk(2, sizeBytes, async (at) => {
    const bytes = await read(at, 4);
    const [mark, code = 0, high = 0, low = 0] = bytes;
    if (mark !== 0xff || bytes.length < 4) return null;
    if (code === 0xff) return { at: at + 1, done: false };
    const hasLength =
      code >= 0xc0 && code !== 0xd8 && code !== 0xd9 && !(code >= 0xd0 && code <= 0xd7);
    if (!hasLength) return null;
    return { at: at + 2 + high * 256 + low, done: code === 0xda };
  });

/** ISO/IEC 14496-12, 4.2: boxes of 32 or 64 bits of size; a size of 0 reaches to the end of the file. */
const findMdat: Finder = async (read, sizeBytes) =>
  walk(0, sizeBytes, async (at) => {
    const bytes = await read(at, 16);
    if (bytes.length < 8) return null;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const size32 = view.getUint32(0);
    const isLong = size32 === 1 && bytes.length === 16;
    const headerBytes = isLong ? 16 : 8;
    if (view.getUint32(4) === MDAT) return { at: at + headerBytes, done: true };
    const size = isLong ? Number(view.getBigUint64(8)) : size32;
    return size < headerBytes ? null : { at: at + size, done: false };
  });

const MDAT = 0x6d646174;

/** RFC 9639, section 8.1: after `fLaC` blocks of a flag, a type and 24 bits of length; the last one is flagged. */
const findFlacFrames: Finder = async (read, sizeBytes) => {
  const mark = await skipId3(read, sizeBytes);
  const [f, l, a, c] = await read(mark, 4);
  if (f !== 0x66 || l !== 0x4c || a !== 0x61 || c !== 0x43) return null;
  return walk(mark + 4, sizeBytes, async (at) => {
    const bytes = await read(at, 4);
    const [kind = 0, high = 0, middle = 0, low = 0] = bytes;
    if (bytes.length < 4) return null;
    return { at: at + 4 + high * 65_536 + middle * 256 + low, done: kind >= 0x80 };
  });
};

/** ID3v2.4, section 3.1: ten bytes with 4 × 7 bits of size, a footer where flagged; some files have several tags. */
const skipId3 = async (read: ReadAt, sizeBytes: number): Promise<number> => {
  let start = 0;
  for (let tag = 0; tag < 8 && start < sizeBytes; tag++) {
    const sizeOfTag = id3SizeBytes(await read(start, ID3_HEADER_BYTES));
    if (sizeOfTag === 0) break;
    start += sizeOfTag;
  }
  return start;
};

/** The size of the ID3v2 tag that `head` begins with, its header included; 0 where there is none. */
export const id3SizeBytes = (head: Uint8Array): number => {
  const [i, d, three, major = 0xff, , flags = 0, a = 0, b = 0, c = 0, e = 0] = head;
  if (i !== 0x49 || d !== 0x44 || three !== 0x33 || major === 0xff) return 0;
  if (head.length < ID3_HEADER_BYTES || (a | b | c | e) >= 0x80) return 0;
  const footerBytes = (flags & 0x10) !== 0 ? ID3_HEADER_BYTES : 0;
  return ID3_HEADER_BYTES + a * 2_097_152 + b * 16_384 + c * 128 + e + footerBytes;
};

import type { ReadAt } from './data-start.ts';

/** Boxes that may follow the data of a film and tell about it: an index, tags, padding. */
const TELLING_BOXES = new Set(['moov', 'free', 'skip', 'wide', 'udta', 'uuid', 'meta', 'mfra']);
/** Boxes after the data that are looked at. */
const MAX_BOXES = 64;
const ID3V1_BYTES = 128;
const APE_FOOTER_BYTES = 32;

/**
 * Where the media data end, so that what is written behind them (the index and the tags of a film, ID3v1
 * and APEv2 of a song) does not count as data. The file's end where the type keeps nothing there, where
 * data go on in further boxes, or where that cannot be told: a JPEG's trailer counts as data. Failures of
 * `read` pass through.
 */
export const findDataEnd = async (
  read: ReadAt,
  sizeBytes: number,
  dataStart: number,
  mime: string,
): Promise<number> => {
  switch (mime) {
    case 'video/mp4':
    case 'video/quicktime':
    case 'video/x-m4v':
    case 'video/3gpp':
    case 'video/3gpp2':
    case 'audio/mp4':
      return findMdatEnd(read, sizeBytes, dataStart);
    case 'audio/mpeg':
    case 'audio/aac':
    case 'audio/flac':
      return findSoundEnd(read, sizeBytes, dataStart);
    default:
      return sizeBytes;
  }
};

/** The end of the `mdat` whose payload begins at `dataStart`, where only telling boxes follow it. */
const findMdatEnd = async (
  read: ReadAt,
  sizeBytes: number,
  dataStart: number,
): Promise<number> => {
  if (dataStart < 8) return sizeBytes;
  const short = await readBox(read, dataStart - 8);
  const long = dataStart < 16 ? null : await readBox(read, dataStart - 16);
  const size = long?.type === 'mdat' && long.isLong ? long.size - 16 : (short?.size ?? 0) - 8;
  const end = dataStart + size;
  if (size <= 0 || end > sizeBytes) return sizeBytes;
  let at = end;
  for (let count = 0; at < sizeBytes; count++) {
    const box = count < MAX_BOXES ? await readBox(read, at) : null;
    if (box === null || !TELLING_BOXES.has(box.type) || box.size < 8) return sizeBytes;
    at += box.size;
  }
  return end;
};

interface Box {
  readonly type: string;
  readonly size: number;
  readonly isLong: boolean;
}

const readBox = async (read: ReadAt, at: number): Promise<Box | null> => {
  const bytes = await read(at, 16);
  if (bytes.length < 8) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLong = view.getUint32(0) === 1 && bytes.length === 16;
  return {
    type: String.fromCharCode(...bytes.subarray(4, 8)),
    size: isLong ? Number(view.getBigUint64(8)) : view.getUint32(0),
    isLong,
  };
};

/** Before ID3v1 (`TAG`, the last 128 bytes) and, before that, APEv2 (its footer has its size). */
const findSoundEnd = async (
  read: ReadAt,
  sizeBytes: number,
  dataStart: number,
): Promise<number> => {
  let end = sizeBytes;
  const tag = await read(Math.max(dataStart, end - ID3V1_BYTES), 3);
  if (String.fromCharCode(...tag) === 'TAG') end -= ID3V1_BYTES;
  const footer = await read(Math.max(dataStart, end - APE_FOOTER_BYTES), APE_FOOTER_BYTES);
  if (String.fromCharCode(...footer.subarray(0, 8)) !== 'APETAGEX') return end;
  const view = new DataView(footer.buffer, footer.byteOffset, footer.byteLength);
  const hasHeader = view.getUint32(20, true) >= 2 ** 31;
  const start = end - view.getUint32(12, true) - (hasHeader ? APE_FOOTER_BYTES : 0);
  return start > dataStart ? start : end;
};

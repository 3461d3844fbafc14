import { isBlobHash, isChunkHash } from '../base/ids.ts';
import { parseChunkList } from '../blobs/chunk-list-codec.ts';
import type { IngestResult, Thumbnail } from './media-lab.ts';
import { THUMBNAIL_SIZES } from './media-lab.ts';
import { readPictureHeader } from './read-picture-header.ts';

/**
 * What is wrong with what an engine says of a file of `sizeBytes`, in words; `null` where nothing is that
 * can be seen without reading the file again. Takes a few microseconds.
 */
export const findLie = (result: IngestResult, sizeBytes: number): string | null =>
  findSizeLie(result, sizeBytes) ?? findListLie(result) ?? findThumbnailLie(result);

const findSizeLie = ({ sizeBytes, hash, listHash }: IngestResult, size: number) => {
  if (sizeBytes !== size) return `It read ${sizeBytes} bytes of a file of ${size}.`;
  return isBlobHash(hash) && isChunkHash(listHash)
    ? null
    : `It gave “${String(hash).slice(0, 80)}” as a hash.`;
};

/** The chunk list names the blob that it cuts. */
const findListLie = ({ list, hash, sizeBytes }: IngestResult): string | null => {
  const parsed = parseChunkList(list);
  if (!parsed.ok) return 'Its chunk list cannot be read.';
  const { blob, sizeBytes: listed } = parsed.value;
  return blob === hash && listed === sizeBytes ? null : 'Its chunk list is of another file.';
};

const findThumbnailLie = ({ thumbnails, facts }: IngestResult): string | null => {
  if (thumbnails.length > 0 !== (facts.noThumbnail === null))
    return `It made ${thumbnails.length} thumbnails and says “${String(facts.noThumbnail)}”.`;
  const sizes = thumbnails.map(({ size }) => size).toSorted((a, b) => a - b);
  if (sizes.length > 0 && sizes.join() !== THUMBNAIL_SIZES.join())
    return `It made thumbnails of ${sizes.join(', ')}.`;
  const lengths = thumbnails.map(longerSide);
  const longest = Math.max(0, ...lengths);
  const wrong = thumbnails.findIndex(
    ({ size }, at) => longest === 0 || lengths[at] !== Math.min(size, longest),
  );
  return wrong < 0
    ? null
    : `Its thumbnail of ${String(thumbnails[wrong]?.size)} is ${String(lengths[wrong])} pixels long.`;
};

/** In pixels; 0 where the bytes are no picture. */
const longerSide = ({ bytes }: Thumbnail): number => {
  const header = readPictureHeader(bytes);
  return header === null ? 0 : Math.max(header.width, header.height);
};

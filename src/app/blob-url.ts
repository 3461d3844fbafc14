import { isBlobHash, isChunkHash, type BlobHash, type ChunkHash } from '../core/base/ids.ts';

/** What the service worker needs to know to answer for a blob. */
export interface BlobAddress {
  readonly hash: BlobHash;
  /**
   * The blob's chunk list, which makes any part of it checkable by itself. `null` costs a reading of the
   * whole blob before its first byte is shown.
   */
  readonly list: ChunkHash | null;
  /** What a download is called. */
  readonly name: string;
}

const PATH = '/hm/blob/';
const NAME_LENGTH_MAX = 255;

/** Where pages of this origin find a blob: `/hm/blob/<hash>?list=<hash>&name=<name>`. */
export const blobUrl = ({ hash, list, name }: BlobAddress): string => {
  const query = new URLSearchParams();
  if (list !== null) query.set('list', list);
  query.set('name', name);
  return `${PATH}${hash}?${query}`;
};

/** Reads `blobUrl` back, from anybody: a list that is none is left out; `null` where no blob is named. */
export const parseBlobUrl = ({ pathname, searchParams }: URL): BlobAddress | null => {
  const hash = pathname.startsWith(PATH) ? pathname.slice(PATH.length) : '';
  if (!isBlobHash(hash)) return null;
  const list = searchParams.get('list') ?? '';
  return {
    hash,
    list: isChunkHash(list) ? list : null,
    name: downloadName(searchParams.get('name') ?? ''),
  };
};

/** Without separators, controls and marks that turn the reading direction; never empty. */
const downloadName = (name: string): string =>
  name.replace(/[\p{Cc}\p{Cf}/\\]/gu, '_').slice(0, NAME_LENGTH_MAX) || 'media';

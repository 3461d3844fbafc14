import { HmError } from '../core/base/hm-error.ts';
import { isRandomId, type MediaId } from '../core/base/ids.ts';
import type { Collection } from '../core/collections/collection.ts';
import type { Drive } from '../core/drive/drive.ts';
import type { Media } from '../core/media/media.ts';
import { type ParsedUri, parseUri } from '../core/uri/hm-uri.ts';
import { blobUrl } from './blob-url.ts';

/** What an address leads to; `url` is relative to the app and `''` for a collection. */
export interface Resolved {
  readonly media: Media | null;
  readonly collection: Collection | null;
  readonly url: string;
  /** The side of the thumbnail that the address asks for, `null` for the original. */
  readonly thumbnail: number | null;
}

/** The fewest digits of a checksum that name an item. */
const SHORT_CHECKSUM = /^[0-9a-f]{6,64}$/;

/** Finds what an address names on this drive; 'bad-uri', 'not-found', 'unknown-instance'. */
export const resolveUri = async (drive: Drive, uri: string): Promise<Resolved> => {
  const parsed = parseUri(uri);
  if (!parsed.ok) throw new HmError('bad-uri', parsed.error.message, { uri });
  const address = parsed.value;
  if (address.instance !== 'local') {
    throw new HmError(
      'unknown-instance',
      `${JSON.stringify(address.instance)} is not this drive, and no other can be reached yet. Use hm://local/….`,
      { instance: address.instance },
    );
  }
  const media =
    address.mediaId === null ? null : await findMedia(drive, address, address.mediaId);
  if (media === null) return resolveCollection(drive, address);
  return {
    media,
    collection: drive.collections.get(address.collection),
    url: await mediaUrl(drive, media, address),
    thumbnail:
      address.params['thumbnail'] === undefined ? null : Number(address.params['thumbnail']),
  };
};

/** A last segment that names no item may name a collection. */
const resolveCollection = (drive: Drive, { collection, mediaId }: ParsedUri): Resolved => {
  const path = [collection, mediaId ?? ''].filter((part) => part !== '').join('/');
  return { media: null, collection: drive.collections.get(path), url: '', thumbnail: null };
};

/** By id, by the first digits of the checksum, or by name, in this order. */
const findMedia = async (
  drive: Drive,
  { collection, fragment }: ParsedUri,
  wanted: string,
): Promise<Media | null> => {
  const media =
    (await findById(drive, collection, wanted)) ??
    (await findListed(drive, collection, wanted));
  const component = fragment?.component;
  const part = component === undefined ? undefined : media?.components[component - 1];
  return part === undefined ? media : drive.media.get(part);
};

/** An id alone names its item wherever that stands; below a collection, the item that stands there. */
const findById = async (
  drive: Drive,
  collection: string,
  wanted: string,
): Promise<Media | null> => {
  if (!isRandomId(wanted)) return null;
  try {
    const media = await drive.media.get(wanted as MediaId);
    const isThere = collection === '' || media.collections.includes(collection);
    return isThere && media.trashedAt === null ? media : null;
  } catch (error) {
    if (error instanceof HmError && error.type === 'not-found') return null;
    throw error;
  }
};

const findListed = async (
  drive: Drive,
  collection: string,
  wanted: string,
): Promise<Media | null> => {
  const { items } = await listOrNothing(drive, collection);
  const row =
    items.find((item) => SHORT_CHECKSUM.test(wanted) && item.hash.startsWith(wanted)) ??
    items.find((item) => item.name === wanted);
  return row === undefined ? null : drive.media.get(row.id);
};

const listOrNothing = async (drive: Drive, collection: string) => {
  try {
    return await drive.listing.list(collection, {});
  } catch (error) {
    if (error instanceof HmError && error.type === 'not-found') return { items: [] };
    throw error;
  }
};

/** Media Fragments 1.0 go to the player as they are; browsers know `t` and `xywh`. */
const mediaUrl = async (
  drive: Drive,
  media: Media,
  { fragment }: ParsedUri,
): Promise<string> => {
  const list = await drive.originals.listOf(media.id);
  const url = blobUrl({ hash: media.hash, list, name: media.name });
  const parts: string[] = [];
  if (fragment?.t !== undefined) {
    const [start, end] = fragment.t;
    parts.push(`t=${start}${end === null ? '' : `,${end}`}`);
  }
  if (fragment?.xywh !== undefined) {
    const { unit, x, y, w, h } = fragment.xywh;
    parts.push(`xywh=${unit === 'percent' ? 'percent:' : ''}${x},${y},${w},${h}`);
  }
  return parts.length === 0 ? url : `${url}#${parts.join('&')}`;
};

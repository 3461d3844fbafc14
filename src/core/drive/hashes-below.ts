import type { BlobHash } from '../base/ids.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { ListingService } from './listing.ts';

/** Blobs of all items in and below a collection, and of what composed ones are made of. Rejects 'not-found'. */
export const hashesBelow = async (
  listing: Pick<ListingService, 'list'>,
  catalog: Pick<Catalog, 'media'>,
  collection: string,
): Promise<ReadonlySet<BlobHash>> => {
  const { items } = await listing.list(collection, { recursive: true });
  const media = await catalog.media(items.map(({ id }) => id));
  const members = media.flatMap((item) => item?.body.components ?? []);
  const further = await catalog.media(members);
  return new Set([...media, ...further].flatMap((item) => item?.body.hash ?? []));
};

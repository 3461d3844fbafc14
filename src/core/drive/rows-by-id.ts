import type { MediaId } from '../base/ids.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { availabilityOf } from '../catalog/row-projection.ts';
import { mediaToRow } from '../media/media-row.ts';
import type { MediaRow } from '../media/media.ts';

/** From so many on, the pages of all collections are read instead: an entity costs more than a row. */
const MANY = 500;

/** Rows in the order of `ids`; those of items that are gone or in the trash are left out. */
export const rowsById = async (
  catalog: Catalog,
  ids: readonly MediaId[],
): Promise<readonly MediaRow[]> => {
  const rows =
    ids.length < MANY ? await rowsOfFew(catalog, ids) : await rowsOfMany(catalog, ids);
  return ids.flatMap((id) => rows.get(id) ?? []);
};

const rowsOfFew = async (
  catalog: Catalog,
  ids: readonly MediaId[],
): Promise<ReadonlyMap<MediaId, MediaRow>> => {
  const items = (await catalog.media(ids)).flatMap((item) =>
    item === null || item.body.trashedAt !== null ? [] : [item],
  );
  const blobs = await catalog.blobs(items.map(({ body }) => body.hash));
  return new Map(
    items.map(({ id, body }, i) => [
      id,
      mediaToRow(id, body, availabilityOf(blobs[i] ?? null)),
    ]),
  );
};

const rowsOfMany = async (
  catalog: Catalog,
  ids: readonly MediaId[],
): Promise<ReadonlyMap<MediaId, MediaRow>> => {
  const wanted = new Set(ids);
  const found = new Map<MediaId, MediaRow>();
  const { counts } = catalog.state();
  for (const [collection, { mediaCount }] of counts) {
    if (mediaCount === 0 || collection.startsWith('~') || found.size === wanted.size) continue;
    for (const page of (await catalog.rows(collection)).pages) {
      for (const row of page) if (wanted.has(row.id)) found.set(row.id, row);
    }
  }
  // A part of a composite stands in no page.
  const parts = [...wanted].filter((id) => !found.has(id));
  for (let at = 0; at < parts.length; at += MANY)
    for (const [id, row] of await rowsOfFew(catalog, parts.slice(at, at + MANY)))
      found.set(id, row);
  return found;
};

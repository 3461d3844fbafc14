import type { MediaId } from '../core/base/ids.ts';
import type { Drive } from '../core/drive/drive.ts';
import type { ExportItem } from '../core/exports/export-plan.ts';
import type { Media } from '../core/media/media.ts';

/** Items asked for at a time. */
const BATCH = 200;

/**
 * Everything in and below a collection, in each of the folders that it stands in, parts of composites
 * beside what stands for them; or, where `ids` are given, these alone, all in one folder.
 */
export const exportItems = async (
  drive: Drive,
  path: string,
  ids: readonly MediaId[] | null,
): Promise<readonly ExportItem[]> => {
  if (ids !== null) return withParts(drive, await itemsOf(drive, '', ids));
  drive.collections.get(path);
  const below = drive.collections.list(path, true).map((collection) => collection.path);
  const items: ExportItem[] = [];
  for (const at of [path, ...below]) {
    const { items: rows } = await drive.listing.list(at, { sort: 'name', order: 'asc' });
    const folder = path === '' ? at : at.slice(path.length + 1);
    items.push(
      ...(await itemsOf(
        drive,
        folder,
        rows.map((row) => row.id),
      )),
    );
  }
  return withParts(drive, items);
};

const itemsOf = async (
  drive: Drive,
  folder: string,
  ids: readonly MediaId[],
): Promise<readonly ExportItem[]> => {
  const items: ExportItem[] = [];
  for (let at = 0; at < ids.length; at += BATCH) {
    const media = await Promise.all(ids.slice(at, at + BATCH).map((id) => drive.media.get(id)));
    items.push(...media.map((each: Media) => ({ folder, media: each })));
  }
  return items;
};

const withParts = async (
  drive: Drive,
  items: readonly ExportItem[],
): Promise<readonly ExportItem[]> => {
  const all: ExportItem[] = [];
  for (const item of items) {
    const parts = item.media.components.filter((id) => id !== item.media.id);
    all.push(item, ...(await itemsOf(drive, item.folder, parts)));
  }
  return all;
};

/** How the sample goes: for good, and nothing else with it. */
import type { Drive } from '../../app/api-types.ts';
import type { Collection } from '../../core/collections/collection.ts';
import type { SampleRecord } from './sample-record.ts';

/** What came of it: all gone, gone but for what the person added, or in the trash. */
export type SampleRemoval = 'removed' | 'kept-own' | 'trashed';

/**
 * Removes what the record names, wherever it stands by now, and its collections where nothing else is in
 * them. What was never finished goes to the trash: what of it is the person's own cannot be told.
 */
export const removeSample = async (
  drive: Drive,
  record: SampleRecord,
): Promise<SampleRemoval> => {
  if (record.media.length === 0) {
    const begun = await collectionOf(drive, record);
    if (begun !== null) await drive.removeCollection(begun.path);
    return 'trashed';
  }
  await removeItems(drive, record);
  const collection = await collectionOf(drive, record);
  if (collection === null) return 'removed';
  if (collection.deepMediaCount > 0) return 'kept-own';
  const isInTrash = (await drive.trash.list()).some(({ collections }) =>
    collections.some((path) => `${path}/`.startsWith(`${collection.path}/`)),
  );
  await drive.removeCollection(collection.path);
  // What the person removed from it themselves can still come back to it.
  if (isInTrash) return 'kept-own';
  await drive.trash.purge([collection.id]);
  return 'removed';
};

const removeItems = async (drive: Drive, { media }: SampleRecord): Promise<void> => {
  const rows = await drive.mediaRows(media);
  // A composite may bind items of the person: those stand on their own again.
  for (const { id, parts } of rows) if (parts > 1) await drive.ungroup(id);
  if (rows.length > 0) await drive.removeMedia(rows.map(({ id }) => id));
  const ours = new Set<string>(media);
  const trashed = (await drive.trash.list()).map(({ id }) => id).filter((id) => ours.has(id));
  if (trashed.length > 0) await drive.trash.purge(trashed);
};

const collectionOf = async (drive: Drive, record: SampleRecord): Promise<Collection | null> => {
  const all = await drive.listCollections('', { recursive: true });
  return all.find(({ id }) => id === record.collection) ?? null;
};

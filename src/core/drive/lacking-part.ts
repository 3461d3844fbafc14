import type { MediaId } from '../base/ids.ts';
import type { CatalogKey } from '../catalog/catalog-store.ts';
import type { MediaFacts } from '../media/media.ts';
import type { ActDraft } from './act.ts';
import type { DriveParts } from './drive-parts.ts';

/**
 * The item that was the last to lack a part of the app, written with that item: a part may have come while it
 * was taken in, and whoever looked again at all that lacked it has not seen this one (A11).
 */
const LACKING: CatalogKey = ['relearn', 'lacking'];

/** To be called by whoever writes what was found of an item. */
export const noteLacking = (
  draft: ActDraft,
  id: MediaId,
  { noThumbnail }: Pick<MediaFacts, 'noThumbnail'>,
): void => {
  if (noThumbnail === 'part-missing') draft.local(LACKING, id);
};

/** `null` where none ever lacked one. */
export const lastLacking = async ({
  catalog,
}: Pick<DriveParts, 'catalog'>): Promise<MediaId | null> =>
  ((await catalog.local(LACKING)) as MediaId | undefined) ?? null;

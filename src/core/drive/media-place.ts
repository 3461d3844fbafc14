import type { CollectionId } from '../base/ids.ts';
import { placementId } from '../catalog/records.ts';
import type { MediaState } from '../catalog/shown.ts';
import type { ActDraft } from './act.ts';

/** Puts an item into a collection unless it stands there. */
export const place = (
  draft: ActDraft,
  item: Pick<MediaState, 'id' | 'placedIn'>,
  target: CollectionId,
): void => {
  if (item.placedIn.includes(target)) return;
  draft.patch('placement', placementId(item.id, target), { addedAt: draft.at });
};

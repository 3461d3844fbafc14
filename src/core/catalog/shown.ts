import type { CollectionId, MediaId } from '../base/ids.ts';
import type { PlainObject } from '../base/plain.ts';
import { parseCollectionBody } from '../collections/collection-body.ts';
import { parseLinkBody } from '../collections/link-body.ts';
import type { LinkBody } from '../collections/link.ts';
import type { CollectionRecord } from '../collections/tree.ts';
import type { MediaBody } from '../media/media.ts';
import { parseMediaBody } from '../media/media-body.ts';
import { hlcToMs } from '../spaces/hlc.ts';
import { latestFields } from '../spaces/strategies.ts';
import { type EntityState, NO_ENTITY } from './records.ts';

/** An item as its heads say, with what is derived for it. */
export interface MediaState {
  readonly id: MediaId;
  readonly body: MediaBody;
  readonly updatedAt: string;
  readonly versions: number;
  readonly placedIn: readonly CollectionId[];
}

/** What was made of a state, as long as the state is held: a projection asks several times. */
const shownMedia = new WeakMap<EntityState, MediaState | null>();

/** An item as its heads show it; `null` for a tombstone, nothing, or a body that is none. */
export const entityToMedia = (id: MediaId, entity: EntityState): MediaState | null => {
  const known = shownMedia.get(entity);
  if (known !== undefined) return known;
  const shown = showMedia(id, entity);
  if (entity !== NO_ENTITY) shownMedia.set(entity, shown);
  return shown;
};

const showMedia = (id: MediaId, entity: EntityState): MediaState | null => {
  const fields = shownFields(entity);
  const body = fields === null ? null : parseMediaBody(fields);
  if (body?.ok !== true) return null;
  return {
    id,
    body: body.value,
    updatedAt: updatedAtOf(entity),
    versions: entity.versions,
    placedIn: entity.placedIn,
  };
};

/** When the newest head of an entity was written, ISO 8601. */
export const updatedAtOf = (entity: EntityState): string =>
  new Date(Math.max(0, ...entity.heads.map((head) => hlcToMs(head.hlc)))).toISOString();

/** A collection as its heads show it; `null` as for items. */
export const entityToCollection = (
  entity: EntityState,
): Omit<CollectionRecord, 'id'> | null => {
  const fields = shownFields(entity);
  const body = fields === null ? null : parseCollectionBody(fields);
  return body?.ok === true ? { body: body.value, updatedAt: updatedAtOf(entity) } : null;
};

/** A link as its heads show it; `null` as for items. */
export const entityToLink = (entity: EntityState): LinkBody | null => {
  const fields = shownFields(entity);
  const body = fields === null ? null : parseLinkBody(fields);
  return body?.ok === true ? body.value : null;
};

/** What an entity's fields say, `null` where it is gone or never was: the last write wins, and all heads stay. */
export const shownFields = ({ heads }: EntityState): PlainObject | null => latestFields(heads);

import { HmError } from '../base/hm-error.ts';
import type { CollectionId, MediaId } from '../base/ids.ts';
import type { PlainObject } from '../base/plain.ts';
import { mapInStretches } from '../base/stretches.ts';
import { placementId } from '../catalog/records.ts';
import { availabilityOf } from '../catalog/row-projection.ts';
import type { MediaState } from '../catalog/shown.ts';
import { pathOf } from '../collections/tree.ts';
import {
  type MediaEdit,
  editToFields,
  editedFields,
  parseMediaEdit,
} from '../media/media-edit.ts';
import type { BadMediaPatch } from '../media/media-patch.ts';
import { type MediaSummary, summarizeMedia } from '../media/media-summary.ts';
import type { Media, MediaRow } from '../media/media.ts';
import type { ActDraft, ActWriter } from './act.ts';
import { nodeAt, rootIdOf } from './collection-view.ts';
import type { CollectionsService } from './collections-service.ts';
import { detachParts, withParts } from './composites.ts';
import type { DriveParts } from './drive-parts.ts';
import { place } from './media-place.ts';
import { rowsById } from './rows-by-id.ts';

/** Items by id. A `request` id makes a call safe to repeat. */
export interface MediaService {
  /** The item, trashed or not; 'not-found'. */
  get(id: MediaId): Promise<Media>;
  /** Rows in the order of `ids`; those of items that are gone or in the trash are left out. */
  rows(ids: readonly MediaId[]): Promise<readonly MediaRow[]>;
  /** What items have in common; 'not-found'. */
  summarize(ids: readonly MediaId[]): Promise<MediaSummary>;
  /** Changes what a person may change of one item or of many, as one act; 'bad-patch' names the value. */
  update(ids: readonly MediaId[], edit: PlainObject, request: string | null): Promise<null>;
  /** Items leave the collections that they stand in (or `from` alone) and stand in `toPath`. */
  move(
    ids: readonly MediaId[],
    toPath: string,
    from: string | null,
    request: string | null,
  ): Promise<null>;
  /** Items stand in `toPath` as well; no byte is copied. */
  copy(ids: readonly MediaId[], toPath: string, request: string | null): Promise<null>;
  /**
   * Puts items into the trash; the collections that they stand in are remembered. A composite goes with
   * all its parts (as it is moved and copied); a part that is named alone leaves its composite.
   */
  remove(ids: readonly MediaId[], request: string | null): Promise<null>;
}

/** The service over the parts of one drive. */
export const createMediaService = (
  { catalog, identity, breathe }: DriveParts,
  writer: ActWriter,
  collections: CollectionsService,
): MediaService => {
  const known = async (ids: readonly MediaId[]): Promise<readonly MediaState[]> => {
    const found = await catalog.media(ids);
    return found.map((item, i) => item ?? refuseUnknown(ids[i] ?? ''));
  };

  const get: MediaService['get'] = async (id) => {
    const [item = refuseUnknown(id)] = await known([id]);
    const [blob = null] = await catalog.blobs([item.body.hash]);
    return {
      id,
      ...item.body,
      collections: collectionPaths(item.placedIn),
      availability: availabilityOf(blob),
      copies: (blob?.copies ?? []).map(({ place, state, verifiedAt }) => ({
        place,
        state,
        verifiedAt,
      })),
      updatedAt: item.updatedAt,
      versions: item.versions,
    };
  };

  const collectionPaths = (placedIn: readonly CollectionId[]): readonly string[] => {
    const { tree } = catalog.state();
    return placedIn
      .flatMap((id) => (id === rootIdOf(identity.space) ? [''] : (pathOf(tree, id) ?? [])))
      .sort();
  };

  const summarize: MediaService['summarize'] = async (ids) =>
    summarizeMedia(await known(ids), breathe);

  const update: MediaService['update'] = async (ids, edit, request) => {
    const parsed = parseMediaEdit(edit);
    if (!parsed.ok) return refuseEdit(parsed.error);
    const title = {
      verb: 'edit',
      facts: { count: ids.length, fields: editedFields(parsed.value) },
    };
    return writer.write(title, request, async (draft) => {
      const items = await known(ids);
      await mapInStretches(items, breathe, (item) => editItem(draft, item, parsed.value));
      return null;
    });
  };

  const move: MediaService['move'] = (ids, toPath, from, request) => {
    const title = { verb: 'move', facts: { count: ids.length, toPath } };
    return writer.write(title, request, async (draft) => {
      const items = await withParts(catalog, await known(ids));
      const target = collections.ensure(draft, new Map(), toPath);
      const left =
        from === null ? null : (nodeAt(catalog.state(), from)?.id ?? rootIdOf(identity.space));
      await mapInStretches(items, breathe, (item) => {
        const leaves = item.placedIn.filter((id) => id !== target && (left ?? id) === id);
        for (const id of leaves)
          draft.tombstone('placement', placementId(item.id, id), 'removed');
        place(draft, item, target);
      });
      return null;
    });
  };

  const copy: MediaService['copy'] = (ids, toPath, request) => {
    const title = { verb: 'copy', facts: { count: ids.length, toPath } };
    return writer.write(title, request, async (draft) => {
      const items = await withParts(catalog, await known(ids));
      const target = collections.ensure(draft, new Map(), toPath);
      for (const item of items) place(draft, item, target);
      return null;
    });
  };

  const remove: MediaService['remove'] = (ids, request) =>
    writer.write({ verb: 'remove', facts: { count: ids.length } }, request, async (draft) => {
      const items = await known(ids);
      const named = new Set(ids);
      const alone = items.filter(({ body }) => body.partOf !== null && !named.has(body.partOf));
      const apart = new Set(alone);
      const wholes = items.filter((item) => !apart.has(item));
      await leaveComposites(draft, alone);
      for (const item of [...(await withParts(catalog, wholes)), ...alone]) {
        if (item.body.trashedAt === null)
          draft.patch('media', item.id, { trashedAt: draft.at });
      }
      return null;
    });

  /** A part that is removed alone leaves its composite: in the trash it stands for itself. */
  const leaveComposites = async (
    draft: ActDraft,
    parts: readonly MediaState[],
  ): Promise<void> => {
    if (parts.length === 0) return;
    const wholes = await catalog.media([
      ...new Set(parts.flatMap(({ body }) => body.partOf ?? [])),
    ]);
    detachParts(
      draft,
      wholes.filter((whole) => whole !== null),
      new Set(parts.map(({ id }) => id)),
    );
  };

  return { get, rows: (ids) => rowsById(catalog, ids), summarize, update, move, copy, remove };
};

/** An item that all of an edit is true of already gets no version. */
const editItem = (draft: ActDraft, { id, body }: MediaState, edit: MediaEdit): void => {
  const fields = editToFields(body, edit);
  if (!fields.ok) refuseEdit(fields.error);
  else if (Object.keys(fields.value).length > 0) {
    draft.patch('media', id, fields.value as unknown as PlainObject);
  }
};

const refuseEdit = ({ type, message, field }: BadMediaPatch): never => {
  throw new HmError(type, message, { field });
};

const refuseUnknown = (id: string): never => {
  throw new HmError(
    'not-found',
    `There is no item ${JSON.stringify(id)}. It may have been purged from the trash.`,
    { id },
  );
};

import { HmError } from '../base/hm-error.ts';
import type { CollectionId, MediaId } from '../base/ids.ts';
import type { PlainObject } from '../base/plain.ts';
import { placementId } from '../catalog/records.ts';
import { availabilityOf } from '../catalog/row-projection.ts';
import type { MediaState } from '../catalog/shown.ts';
import { pathOf } from '../collections/tree.ts';
import { type MediaPatch, parseMediaPatch } from '../media/media-patch.ts';
import type { Media } from '../media/media.ts';
import type { ActDraft, ActWriter } from './act.ts';
import { nodeAt, rootIdOf } from './collection-view.ts';
import type { CollectionsService } from './collections-service.ts';
import type { DriveParts } from './drive-parts.ts';

/** Items by id. A `request` id makes a call safe to repeat. */
export interface MediaService {
  /** The item, trashed or not; 'not-found'. */
  get(id: MediaId): Promise<Media>;
  /** Changes what a person may change of one item or of many, as one act; 'bad-media' names the value. */
  update(ids: readonly MediaId[], patch: PlainObject, request: string | null): Promise<null>;
  /** Items leave the collections that they stand in (or `from` alone) and stand in `toPath`. */
  move(
    ids: readonly MediaId[],
    toPath: string,
    from: string | null,
    request: string | null,
  ): Promise<null>;
  /** Items stand in `toPath` as well; no byte is copied. */
  copy(ids: readonly MediaId[], toPath: string, request: string | null): Promise<null>;
  /** Puts items into the trash; the collections that they stand in are remembered. */
  remove(ids: readonly MediaId[], request: string | null): Promise<null>;
}

/** The service over the parts of one drive. */
export const createMediaService = (
  { catalog, identity }: DriveParts,
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

  const update: MediaService['update'] = async (ids, patch, request) => {
    const parsed = parseMediaPatch(patch);
    if (!parsed.ok) {
      throw new HmError(parsed.error.type, parsed.error.message, { field: parsed.error.field });
    }
    const title = {
      verb: 'edit',
      facts: { count: ids.length, fields: Object.keys(parsed.value) },
    };
    return writer.write(title, request, async (draft) => {
      await known(ids);
      for (const id of ids) draft.patch('media', id, patchToFields(parsed.value));
      return null;
    });
  };

  const move: MediaService['move'] = (ids, toPath, from, request) => {
    const title = { verb: 'move', facts: { count: ids.length, toPath } };
    return writer.write(title, request, async (draft) => {
      const items = await known(ids);
      const target = collections.ensure(draft, new Map(), toPath);
      const left =
        from === null ? null : (nodeAt(catalog.state(), from)?.id ?? rootIdOf(identity.space));
      for (const item of items) {
        const leaves = item.placedIn.filter((id) => id !== target && (left ?? id) === id);
        for (const id of leaves)
          draft.tombstone('placement', placementId(item.id, id), 'removed');
        place(draft, item, target);
      }
      return null;
    });
  };

  const copy: MediaService['copy'] = (ids, toPath, request) => {
    const title = { verb: 'copy', facts: { count: ids.length, toPath } };
    return writer.write(title, request, async (draft) => {
      const items = await known(ids);
      const target = collections.ensure(draft, new Map(), toPath);
      for (const item of items) place(draft, item, target);
      return null;
    });
  };

  const remove: MediaService['remove'] = (ids, request) =>
    writer.write({ verb: 'remove', facts: { count: ids.length } }, request, async (draft) => {
      for (const item of await known(ids)) {
        if (item.body.trashedAt === null)
          draft.patch('media', item.id, { trashedAt: draft.at });
      }
      return null;
    });

  return { get, update, move, copy, remove };
};

const patchToFields = (patch: MediaPatch): PlainObject => patch as unknown as PlainObject;

/** Puts an item into a collection unless it stands there. */
export const place = (draft: ActDraft, item: MediaState, target: CollectionId): void => {
  if (item.placedIn.includes(target)) return;
  draft.patch('placement', placementId(item.id, target), { addedAt: draft.at });
};

const refuseUnknown = (id: string): never => {
  throw new HmError(
    'not-found',
    `There is no item ${JSON.stringify(id)}. It may have been purged from the trash.`,
    { id },
  );
};

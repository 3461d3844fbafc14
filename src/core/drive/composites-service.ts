import { HmError } from '../base/hm-error.ts';
import type { MediaId } from '../base/ids.ts';
import type { MediaState } from '../catalog/shown.ts';
import { MEDIA_LIMITS } from '../media/media-body.ts';
import type { ActWriter } from './act.ts';
import { detachParts, joinParts, withParts } from './composites.ts';
import type { DriveParts } from './drive-parts.ts';

/** Composites by hand: live photos, RAW + JPEG and bursts are found at import. */
export interface CompositesService {
  /**
   * Makes one composite of two items or more, the first one shown; those that are composites bring their
   * parts. Resolves with the id that stands for all. 'bad-argument', 'not-found'.
   */
  group(ids: readonly MediaId[], request: string | null): Promise<MediaId>;
  /** Lets all parts of composites (each named by any of them) stand on their own again, in one act; 'not-found'. */
  ungroup(ids: readonly MediaId[], request: string | null): Promise<null>;
}

/** The service over the parts of one drive. */
export const createCompositesService = (
  { catalog }: DriveParts,
  writer: ActWriter,
): CompositesService => {
  const known = async (ids: readonly MediaId[]): Promise<readonly MediaState[]> => {
    const found = await catalog.media(ids);
    const items = found.map((item, i) => item ?? refuseUnknown(ids[i] ?? ''));
    const trashed = items.find(({ body }) => body.trashedAt !== null);
    if (trashed !== undefined) refuseTrashed(trashed);
    return withParts(catalog, items);
  };

  const group: CompositesService['group'] = (ids, request) => {
    const title = (id: MediaId) => ({ verb: 'group', facts: { count: ids.length, id } });
    return writer.write<MediaId>(title, request, async (draft) => {
      const members = await known(ids);
      const [first] = members;
      if (first === undefined || members.length < 2) throw tooFew(members.length);
      if (members.length > MEDIA_LIMITS.components) throw tooMany(members.length);
      joinParts(draft, members);
      return first.id;
    });
  };

  const ungroup: CompositesService['ungroup'] = (ids, request) =>
    writer.write({ verb: 'ungroup', facts: { count: ids.length } }, request, async (draft) => {
      const members = await known(ids);
      const wholes = members.filter(({ body }) => body.components.length > 0);
      const parts = members.filter(({ body }) => body.partOf !== null);
      detachParts(draft, wholes, new Set(parts.map(({ id }) => id)));
      return null;
    });

  return { group, ungroup };
};

const refuseUnknown = (id: string): never => {
  throw new HmError('not-found', `There is no item ${JSON.stringify(id)}.`, { id });
};

const refuseTrashed = ({ id, body }: MediaState): never => {
  throw new HmError(
    'not-found',
    `${JSON.stringify(body.name)} is in the trash. Restore it first.`,
    { id },
  );
};

const tooFew = (count: number): HmError =>
  new HmError('bad-argument', `A group has two items or more, not ${count}.`, { count });

const tooMany = (count: number): HmError =>
  new HmError(
    'bad-argument',
    `A group has at most ${MEDIA_LIMITS.components} files, not ${count}.`,
    { count },
  );

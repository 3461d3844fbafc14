import type { MediaId } from '../base/ids.ts';
import type { PlainObject } from '../base/plain.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { MediaState } from '../catalog/shown.ts';
import type { MediaEdits, MediaFacts } from '../media/media.ts';
import { MEDIA_LIMITS } from '../media/media-body.ts';
import type { ActDraft } from './act.ts';
import { place } from './media-place.ts';

/**
 * The items, each with its further parts behind it, each once: what is done to a composite is done to
 * all of it. A part that is named alone stands for its whole composite.
 */
export const withParts = async (
  catalog: Pick<Catalog, 'media'>,
  items: readonly MediaState[],
): Promise<readonly MediaState[]> => {
  const known = new Map(items.map((item) => [item.id, item]));
  await learn(
    catalog,
    known,
    items.flatMap(({ body }) => body.partOf ?? []),
  );
  const wholes = items.map((item) => wholeOf(known, item));
  await learn(
    catalog,
    known,
    wholes.flatMap(({ body }) => body.components),
  );
  return [...new Set(wholes.flatMap((whole) => [whole, ...partsOf(known, whole)]))];
};

/** The further parts of items, without what names no composite of theirs. */
export const furtherParts = async (
  catalog: Pick<Catalog, 'media'>,
  wholes: readonly MediaState[],
): Promise<readonly MediaState[]> => {
  const known = new Map<MediaId, MediaState>();
  await learn(
    catalog,
    known,
    wholes.flatMap(({ body }) => body.components),
  );
  return wholes.flatMap((whole) => partsOf(known, whole));
};

const learn = async (
  catalog: Pick<Catalog, 'media'>,
  known: Map<MediaId, MediaState>,
  ids: readonly MediaId[],
): Promise<void> => {
  const missing = [...new Set(ids)].filter((id) => !known.has(id));
  if (missing.length === 0) return;
  for (const item of await catalog.media(missing)) if (item !== null) known.set(item.id, item);
};

/** Two devices may have said different things: a part counts where it and its whole say the same. */
const wholeOf = (known: ReadonlyMap<MediaId, MediaState>, item: MediaState): MediaState => {
  const whole = item.body.partOf === null ? undefined : known.get(item.body.partOf);
  return whole?.body.components.includes(item.id) === true ? whole : item;
};

const partsOf = (
  known: ReadonlyMap<MediaId, MediaState>,
  whole: MediaState,
): readonly MediaState[] =>
  whole.body.components.flatMap((id) => {
    const part = known.get(id);
    return part?.body.partOf === whole.id ? [part] : [];
  });

/** Makes one composite of items, the first one shown; all of them then stand wherever one did. */
export const joinParts = (draft: ActDraft, members: readonly MediaState[]): void => {
  const [first, ...rest] = members;
  if (first === undefined || rest.length === 0) return;
  draft.patch('media', first.id, { components: members.map(({ id }) => id), partOf: null });
  for (const { id } of rest) draft.patch('media', id, { components: [], partOf: first.id });
  const places = new Set(members.flatMap(({ placedIn }) => placedIn));
  for (const member of members) for (const id of places) place(draft, member, id);
};

/** Lets parts stand for themselves again, and the composites go on with what is left of them. */
export const detachParts = (
  draft: ActDraft,
  wholes: readonly MediaState[],
  leaving: ReadonlySet<MediaId>,
): void => {
  for (const { id, body } of wholes) {
    const left = body.components.filter((part) => part === id || !leaving.has(part));
    if (left.length === body.components.length) continue;
    draft.patch('media', id, { components: left.length > 1 ? left : [] });
  }
  for (const id of leaving) draft.patch('media', id, { partOf: null });
};

type TakenOver = Pick<
  MediaEdits & MediaFacts,
  'tags' | 'rating' | 'title' | 'description' | 'project' | 'capturedAt' | 'place'
>;

/**
 * What one item takes over from others that go behind it: the union of tags, the best rating, and title,
 * description, project, date and place where it has none. Only fields that change.
 */
export const takeOver = (keep: TakenOver, others: readonly TakenOver[]): PlainObject => {
  const tags = [...new Set([keep, ...others].flatMap((item) => item.tags))];
  const ratings = [keep, ...others].flatMap(({ rating }) => rating ?? []);
  const first = <F extends keyof TakenOver>(field: F): TakenOver[F] | null =>
    keep[field] ?? others.find((other) => other[field] !== null)?.[field] ?? null;
  const taken: TakenOver = {
    tags: tags.slice(0, MEDIA_LIMITS.tags),
    rating: ratings.length === 0 ? null : Math.max(...ratings),
    title: first('title'),
    description: first('description'),
    project: first('project'),
    capturedAt: first('capturedAt'),
    place: first('place'),
  };
  const changed = Object.entries(taken).filter(
    ([field, value]) =>
      JSON.stringify(value) !== JSON.stringify(keep[field as keyof TakenOver]),
  );
  return Object.fromEntries(changed) as PlainObject;
};

/** What a person has filled in to edit several items, and the edit that it is: pure. */
import type { MediaEdit } from '../../core/media/media-edit.ts';
import type { MediaSummary, Shared } from '../../core/media/media-summary.ts';
import type { Place } from '../../core/media/media.ts';
import { parsePlaceText, placeToText } from '../../core/media/place-text.ts';
import { type BadPlaceText } from '../../core/media/place-text.ts';
import { err, ok, type Result } from '../../core/base/result.ts';
import { FAVOURITE_TAG } from '../media/favourite.ts';
import { type DateChange, KEEP_DATE, dateToEdit } from './date-change.ts';

/** A place as it is typed; `null` where it is to be cleared. */
export interface PlaceDraft {
  readonly point: string;
  readonly name: string;
}

/** Fields that are `undefined` stay as they are in every item; `''` empties them. */
export interface BulkDraft {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly project?: string | undefined;
  readonly rating?: number | undefined;
  readonly addTags: readonly string[];
  readonly removeTags: readonly string[];
  readonly date: DateChange;
  readonly place?: PlaceDraft | null | undefined;
}

/** Nothing filled in. */
export const EMPTY_DRAFT: BulkDraft = { addTags: [], removeTags: [], date: KEEP_DATE };

/** What cannot be understood of a draft. */
export type DraftFault =
  { readonly field: 'date' } | { readonly field: 'place'; readonly type: BadPlaceText['type'] };

/** The edit of a draft: only what was touched; `{}` where nothing was. */
export const draftToEdit = (draft: BulkDraft): Result<MediaEdit, DraftFault> => {
  const date = dateToEdit(draft.date);
  if (date === null) return err({ field: 'date' });
  const place = draft.place === undefined ? ok(undefined) : readPlaceDraft(draft.place);
  if (!place.ok) return err({ field: 'place', type: place.error.type });
  return ok({
    ...textEdit('title', draft.title),
    ...textEdit('description', draft.description),
    ...textEdit('project', draft.project),
    ...(draft.rating === undefined ? {} : { rating: draft.rating }),
    ...(draft.addTags.length === 0 ? {} : { addTags: draft.addTags }),
    ...(draft.removeTags.length === 0 ? {} : { removeTags: draft.removeTags }),
    ...(place.value === undefined ? {} : { place: place.value }),
    ...date,
  });
};

const textEdit = (
  field: 'title' | 'description' | 'project',
  text: string | undefined,
): MediaEdit => {
  if (text === undefined) return {};
  return { [field]: text.trim() === '' ? null : text.trim() };
};

/** The place of a draft; `null` where it is cleared: no point means no place. */
export const readPlaceDraft = (
  draft: PlaceDraft | null,
): Result<Place | null, BadPlaceText> => {
  if (draft === null || draft.point.trim() === '') return ok(null);
  const point = parsePlaceText(draft.point);
  if (!point.ok) return point;
  const name = draft.name.trim();
  return ok({ ...point.value, altitude: null, name: name === '' ? null : name });
};

/** A place as a draft shows it. */
export const placeToDraft = (place: Place | null): PlaceDraft =>
  place === null
    ? { point: '', name: '' }
    : { point: placeToText(place), name: place.name ?? '' };

/** A tag as a chip: `isPartial` where only some items bear it. */
export interface TagChip {
  readonly name: string;
  readonly isPartial: boolean;
}

/** The chips of items with what was added and removed so far; the favourites' tag has a button of its own. */
export const chipsOf = (
  { tags, count }: Pick<MediaSummary, 'tags' | 'count'>,
  { addTags, removeTags }: Pick<BulkDraft, 'addTags' | 'removeTags'>,
): readonly TagChip[] => {
  const kept = tags
    .filter(({ name }) => name !== FAVOURITE_TAG && !removeTags.includes(name))
    .map((tag) => ({
      name: tag.name,
      isPartial: tag.count < count && !addTags.includes(tag.name),
    }));
  const known = new Set(tags.map(({ name }) => name));
  const added = addTags.filter((name) => !known.has(name));
  return [...kept, ...added.map((name) => ({ name, isPartial: false }))];
};

/** The draft with a tag that every item gets. */
export const withTag = (draft: BulkDraft, summary: MediaSummary, tag: string): BulkDraft => {
  const removeTags = draft.removeTags.filter((name) => name !== tag);
  const isOnAll = summary.tags.some(
    ({ name, count }) => name === tag && count === summary.count,
  );
  const others = draft.addTags.filter((name) => name !== tag);
  return { ...draft, removeTags, addTags: isOnAll ? others : [...others, tag] };
};

/** The draft with a tag that no item keeps. */
export const withoutTag = (draft: BulkDraft, summary: MediaSummary, tag: string): BulkDraft => {
  const addTags = draft.addTags.filter((name) => name !== tag);
  const isOnSome = summary.tags.some(({ name }) => name === tag);
  const others = draft.removeTags.filter((name) => name !== tag);
  return { ...draft, addTags, removeTags: isOnSome ? [...others, tag] : others };
};

/** The value that all items share, `null` where there is none or they differ. */
export const sharedValue = <T>(shared: Shared<T | null>): T | null =>
  shared.isMixed ? null : shared.value;

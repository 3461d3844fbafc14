import type { MediaId } from '../base/ids.ts';
import { type Breathe, mapInStretches } from '../base/stretches.ts';
import type { MediaBody, Place } from './media.ts';

/** What several items say of one thing: all the same, or not. */
export type Shared<T> =
  { readonly isMixed: false; readonly value: T } | { readonly isMixed: true };

/** A tag, and how many items bear it. */
export interface TagCount {
  readonly name: string;
  readonly count: number;
}

/** When one item was taken. */
export interface CapturedItem {
  readonly id: MediaId;
  readonly name: string;
  readonly capturedAt: string;
  readonly capturedOffsetMinutes: number | null;
}

/** What several items have in common, as a form that edits them together shows it. */
export interface MediaSummary {
  readonly count: number;
  readonly sizeBytes: number;
  readonly title: Shared<string | null>;
  readonly description: Shared<string | null>;
  readonly rating: Shared<number | null>;
  readonly project: Shared<string | null>;
  readonly place: Shared<Place | null>;
  readonly capturedAt: Shared<string | null>;
  readonly capturedOffsetMinutes: Shared<number | null>;
  /** The most frequent first, then by name. */
  readonly tags: readonly TagCount[];
  /** The items that were taken first and last, `null` where none has a date. */
  readonly first: CapturedItem | null;
  readonly last: CapturedItem | null;
  readonly undated: number;
}

/** An item, as far as a summary asks. */
type Summed = { readonly id: MediaId; readonly body: MediaBody };

/** What items have in common; of none, everything is shared and empty. Many are gone through in stretches. */
export const summarizeMedia = async (
  items: readonly Summed[],
  breathe: Breathe,
): Promise<MediaSummary> => {
  const draft = createSummary();
  await mapInStretches(items, breathe, draft.add);
  return draft.summary();
};

const createSummary = () => {
  let [count, sizeBytes, undated] = [0, 0, 0];
  const tags = new Map<string, number>();
  const title = createShared<string>();
  const description = createShared<string>();
  const rating = createShared<number>();
  const project = createShared<string>();
  const place = createShared<Place>();
  const capturedAt = createShared<string>();
  const capturedOffsetMinutes = createShared<number>();
  let first: Dated | null = null;
  let last: Dated | null = null;
  return {
    add: ({ id, body }: Summed): void => {
      count += 1;
      sizeBytes += body.sizeBytes;
      title.add(body.title);
      description.add(body.description);
      rating.add(body.rating);
      project.add(body.project);
      place.add(body.place);
      capturedAt.add(body.capturedAt);
      capturedOffsetMinutes.add(body.capturedOffsetMinutes);
      addTags(tags, body.tags);
      if (body.capturedAt === null) undated += 1;
      else {
        // Of equal times the first one is the first, and the last one the last.
        const dated = toDated(id, body, body.capturedAt);
        if (first === null || dated.ms < first.ms) first = dated;
        if (last === null || dated.ms >= last.ms) last = dated;
      }
    },
    summary: (): MediaSummary => ({
      count,
      sizeBytes,
      title: title.shared(),
      description: description.shared(),
      rating: rating.shared(),
      project: project.shared(),
      place: place.shared(),
      capturedAt: capturedAt.shared(),
      capturedOffsetMinutes: capturedOffsetMinutes.shared(),
      tags: inOrder(tags),
      first: first && first.item,
      last: last && last.item,
      undated,
    }),
  };
};

interface Dated {
  readonly ms: number;
  readonly item: CapturedItem;
}

const toDated = (
  id: MediaId,
  { name, capturedOffsetMinutes }: MediaBody,
  capturedAt: string,
): Dated => ({
  ms: Date.parse(capturedAt),
  item: { id, name, capturedAt, capturedOffsetMinutes },
});

/** Tags of items, the most frequent first, then by name. */
export const countTags = (
  items: Iterable<{ readonly tags: readonly string[] }>,
): readonly TagCount[] => {
  const counts = new Map<string, number>();
  for (const { tags } of items) addTags(counts, tags);
  return inOrder(counts);
};

const addTags = (counts: Map<string, number>, tags: readonly string[]): void => {
  for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
};

const inOrder = (counts: ReadonlyMap<string, number>): readonly TagCount[] =>
  [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));

/** Whether values that come one by one are all the same. */
const createShared = <T>() => {
  let [isFirst, isMixed] = [true, false];
  let value: T | null = null;
  let text = '';
  return {
    add: (next: T | null): void => {
      if (isMixed || (next === value && !isFirst)) return;
      if (!isFirst) isMixed = JSON.stringify(next) !== text;
      else [isFirst, value, text] = [false, next, JSON.stringify(next)];
    },
    shared: (): Shared<T | null> => (isMixed ? { isMixed: true } : { isMixed: false, value }),
  };
};

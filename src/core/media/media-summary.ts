import type { MediaId } from '../base/ids.ts';
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

/** What items have in common; of none, everything is shared and empty. */
export const summarizeMedia = (
  items: readonly { readonly id: MediaId; readonly body: MediaBody }[],
): MediaSummary => {
  const bodies = items.map(({ body }) => body);
  const dated = items.flatMap(({ id, body: { name, capturedAt, capturedOffsetMinutes } }) =>
    capturedAt === null ? [] : [{ id, name, capturedAt, capturedOffsetMinutes }],
  );
  const times = dated.map(({ capturedAt }) => Date.parse(capturedAt));
  const [first, last] = firstAndLast(times);
  return {
    count: items.length,
    sizeBytes: bodies.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    title: shared(bodies, ({ title }) => title),
    description: shared(bodies, ({ description }) => description),
    rating: shared(bodies, ({ rating }) => rating),
    project: shared(bodies, ({ project }) => project),
    place: shared(bodies, ({ place }) => place),
    capturedAt: shared(bodies, ({ capturedAt }) => capturedAt),
    capturedOffsetMinutes: shared(bodies, (body) => body.capturedOffsetMinutes),
    tags: countTags(bodies),
    first: dated[first] ?? null,
    last: dated[last] ?? null,
    undated: items.length - dated.length,
  };
};

/** Where the earliest of `times` stands, and the latest; of equal ones the first and the last. */
const firstAndLast = (times: readonly number[]): readonly [number, number] => {
  let [first, last] = [0, 0];
  times.forEach((time, at) => {
    if (time < (times[first] ?? time)) first = at;
    if (time >= (times[last] ?? time)) last = at;
  });
  return [first, last];
};

/** Tags of items, the most frequent first, then by name. */
export const countTags = (
  items: Iterable<{ readonly tags: readonly string[] }>,
): readonly TagCount[] => {
  const counts = new Map<string, number>();
  for (const { tags } of items) {
    for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
};

const shared = <T>(
  bodies: readonly MediaBody[],
  valueOf: (body: MediaBody) => T | null,
): Shared<T | null> => {
  const [first] = bodies;
  const value = first === undefined ? null : valueOf(first);
  const text = JSON.stringify(value);
  const isMixed = bodies.some((body) => {
    const other = valueOf(body);
    return other !== value && JSON.stringify(other) !== text;
  });
  return isMixed ? { isMixed } : { isMixed, value };
};

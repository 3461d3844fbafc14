/** What is to be played, one after another: pure steps from one queue to the next. */
import type { MediaId } from '../../core/base/ids.ts';
import type { MediaRow } from '../../core/media/media.ts';

/** A sound as the player knows it. */
export interface Track {
  readonly id: MediaId;
  readonly name: string;
  /** Where whoever plays it knows it. */
  readonly title?: string;
  readonly durationSeconds: number | null;
}

/** One place in the queue; a sound may stand in it twice. */
export interface QueueEntry extends Track {
  /** Grows with each entry that is added: entries in this order are as they were asked for. */
  readonly key: number;
}

/** Entries and which of them is on; -1 where there are none. */
export interface Queue {
  readonly entries: readonly QueueEntry[];
  readonly index: number;
}

/** What comes behind the last entry, or the one that is on. */
export type Repeat = 'off' | 'all' | 'one';

export const EMPTY_QUEUE: Queue = { entries: [], index: -1 };

/** The track of a listed sound. */
export const rowToTrack = ({ id, name, durationSeconds }: MediaRow): Track => ({
  id,
  name,
  durationSeconds,
});

/** Its title, or the name without its extension where that is not known. */
export const trackTitle = ({ name, title }: Pick<Track, 'name' | 'title'>): string =>
  title ?? name.replace(/(?<=.)\.[a-z0-9]{1,5}$/i, '');

const withKeys = (tracks: readonly Track[], firstKey: number): readonly QueueEntry[] =>
  tracks.map((track, at) => ({ ...track, key: firstKey + at }));

const nextKey = ({ entries }: Queue): number =>
  entries.reduce((most, { key }) => Math.max(most, key + 1), 0);

const clamp = (index: number, count: number): number =>
  Math.max(Math.min(0, count - 1), Math.min(index, count - 1));

/** A new queue, at one of its places. */
export const queueOf = (tracks: readonly Track[], at: number): Queue => ({
  entries: withKeys(tracks, 0),
  index: clamp(at, tracks.length),
});

/** At this sound: where it stands already, else put in behind the one that is on. */
export const queueAt = (queue: Queue, track: Track): Queue => {
  const { entries, index } = queue;
  const at =
    entries[index]?.id === track.id ? index : entries.findIndex(({ id }) => id === track.id);
  if (at >= 0) return { entries, index: at };
  const added = withKeys([track], nextKey(queue));
  return { entries: entries.toSpliced(index + 1, 0, ...added), index: index + 1 };
};

/** With more tracks at its end. */
export const enqueue = (queue: Queue, tracks: readonly Track[]): Queue => ({
  entries: [...queue.entries, ...withKeys(tracks, nextKey(queue))],
  index: queue.index < 0 && tracks.length > 0 ? 0 : queue.index,
});

/** Without one entry; the next one is on where it was that one. */
export const withoutEntry = ({ entries, index }: Queue, at: number): Queue => {
  if (entries[at] === undefined) return { entries, index };
  const left = entries.toSpliced(at, 1);
  return { entries: left, index: clamp(at < index ? index - 1 : index, left.length) };
};

/** With an entry at another place; what is on stays on. */
export const moveEntry = ({ entries, index }: Queue, from: number, to: number): Queue => {
  const moved = entries[from];
  const place = clamp(to, entries.length);
  if (moved === undefined || place === from) return { entries, index };
  const next = entries.toSpliced(from, 1).toSpliced(place, 0, moved);
  const current = entries[index]?.key;
  return { entries: next, index: next.findIndex(({ key }) => key === current) };
};

/** What is on first, all others in an order that `random` (from 0 to below 1) decides. */
export const shuffled = ({ entries, index }: Queue, random: () => number): Queue => {
  const current = entries[index];
  if (current === undefined) return { entries, index };
  const others = entries.toSpliced(index, 1);
  for (let last = others.length - 1; last > 0; last--) {
    const at = Math.floor(random() * (last + 1));
    const [a, b] = [others[at], others[last]];
    if (a !== undefined && b !== undefined) [others[at], others[last]] = [b, a];
  }
  return { entries: [current, ...others], index: 0 };
};

/** In the order in which it was asked for; what is on stays on. */
export const unshuffled = ({ entries, index }: Queue): Queue => {
  const current = entries[index]?.key;
  const sorted = entries.toSorted((a, b) => a.key - b.key);
  return { entries: sorted, index: sorted.findIndex(({ key }) => key === current) };
};

/** Where it goes on by itself at the end of an entry; `null` where it stops. */
export const placeAfter = ({ entries, index }: Queue, repeat: Repeat): number | null => {
  if (repeat === 'one') return index;
  if (index + 1 < entries.length) return index + 1;
  return repeat === 'all' && entries.length > 0 ? 0 : null;
};

/** Where a person's step leads; around the ends where everything is repeated, else `null` behind them. */
export const placeBeside = (
  { entries, index }: Queue,
  by: -1 | 1,
  repeat: Repeat,
): number | null => {
  const to = index + by;
  if (entries[to] !== undefined) return to;
  return repeat === 'all' && entries.length > 0 ? (by > 0 ? 0 : entries.length - 1) : null;
};

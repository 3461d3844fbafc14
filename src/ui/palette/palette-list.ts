/** What the palette lists, and in which order: pure. */
import type { MediaId } from '../../core/base/ids.ts';
import type { IconName } from '../base/icons.ts';
import type { Chord } from '../commands/chords.ts';
import { matchFuzzy } from './fuzzy.ts';

/** Something that can be chosen. `key` names it for as long as it exists: 'action:undo', 'collection:Trips'. */
export interface PaletteEntry {
  readonly key: string;
  readonly kind: 'action' | 'collection' | 'saved' | 'media';
  readonly label: string;
  readonly icon: IconName;
  readonly keys: readonly Chord[];
  /** What it shows instead of an icon; `null` for all but media. */
  readonly mediaId: MediaId | null;
  run(): void;
}

/** An entry as it is listed, with the places of the letters that matched. */
export interface PaletteLine {
  readonly entry: PaletteEntry;
  readonly at: readonly number[];
}

/** A part of the list under a heading. */
export interface PaletteGroup {
  readonly id: 'recent' | 'actions' | 'places' | 'found' | 'media';
  readonly lines: readonly PaletteLine[];
}

/** So many lines by name at most; whoever wants another types a letter more. */
const MOST_FOUND = 12;

/**
 * Without a text: what was chosen lately, then everything by kind. With one: the best matches by name,
 * those of lately before equals, then `media`, which the drive's own search found.
 */
export const listPalette = (
  entries: readonly PaletteEntry[],
  media: readonly PaletteEntry[],
  typed: string,
  recent: readonly string[],
): readonly PaletteGroup[] =>
  (typed.trim() === ''
    ? untyped(entries, recent)
    : found(entries, media, typed, recent)
  ).filter((group) => group.lines.length > 0);

const untyped = (
  entries: readonly PaletteEntry[],
  recent: readonly string[],
): readonly PaletteGroup[] => {
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  const lately = recent.flatMap((key) => byKey.get(key) ?? []);
  const others = entries.filter((entry) => !lately.includes(entry));
  return [
    { id: 'recent', lines: lately.map(plainLine) },
    { id: 'actions', lines: others.filter(isAction).map(plainLine) },
    { id: 'places', lines: others.filter((entry) => !isAction(entry)).map(plainLine) },
  ];
};

const found = (
  entries: readonly PaletteEntry[],
  media: readonly PaletteEntry[],
  typed: string,
  recent: readonly string[],
): readonly PaletteGroup[] => {
  const matches = entries.flatMap((entry, order) => {
    const match = matchFuzzy(typed, entry.label);
    return match === null ? [] : [{ entry, match, order }];
  });
  const lateness = (key: string): number => {
    const at = recent.indexOf(key);
    return at < 0 ? recent.length : at;
  };
  matches.sort(
    (a, b) =>
      b.match.score - a.match.score ||
      lateness(a.entry.key) - lateness(b.entry.key) ||
      a.order - b.order,
  );
  return [
    {
      id: 'found',
      lines: matches.slice(0, MOST_FOUND).map(({ entry, match }) => ({ entry, at: match.at })),
    },
    { id: 'media', lines: media.map(plainLine) },
  ];
};

const isAction = (entry: PaletteEntry): boolean => entry.kind === 'action';
const plainLine = (entry: PaletteEntry): PaletteLine => ({ entry, at: [] });

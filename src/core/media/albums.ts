import type { MediaId } from '../base/ids.ts';
import { naturalKey } from '../base/natural-key.ts';

/** What the grouping must know of a sound. */
export interface Sound {
  readonly id: MediaId;
  readonly name: string;
  readonly album: string | null;
  readonly artist: string | null;
  readonly durationSeconds: number | null;
  /** Whether a thumbnail can be drawn of it. */
  readonly hasCover: boolean;
}

/** Sounds that belong together. */
export interface Album {
  /** `null` for the one group of all sounds that name no album. */
  readonly album: string | null;
  readonly artist: string | null;
  /** The track whose thumbnail is the cover: the first that has one, else the first. */
  readonly cover: MediaId;
  /** By name in natural order: track numbers are no fact of an item. */
  readonly tracks: readonly MediaId[];
  /** Of all tracks whose length is known. */
  readonly durationSeconds: number;
}

/**
 * Albums by title and artist, without regard to case and accents: by artist, then by title; sounds without
 * an album are one group, the last.
 */
export const groupAlbums = (sounds: readonly Sound[]): readonly Album[] => {
  const groups = new Map<string, Sound[]>();
  for (const sound of sounds) {
    const key = keyOf(sound);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [sound]);
    else group.push(sound);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, group]) => toAlbum(group) ?? []);
};

/** Sorts as the albums are to stand: no album behind all others, no artist behind those with one. */
const keyOf = ({ album, artist }: Sound): string => {
  if (album === null) return '2';
  const by = artist === null ? '1' : `0${naturalKey(artist)}`;
  return `${by}\0${naturalKey(album)}`;
};

const toAlbum = (group: readonly Sound[]): Album | null => {
  const tracks = sortTracks(group);
  const [first] = tracks;
  if (first === undefined) return null;
  const cover = tracks.find(({ hasCover }) => hasCover) ?? first;
  return {
    album: first.album,
    artist: first.album === null ? null : first.artist,
    cover: cover.id,
    tracks: tracks.map(({ id }) => id),
    durationSeconds: tracks.reduce(
      (sum, { durationSeconds }) => sum + (durationSeconds ?? 0),
      0,
    ),
  };
};

const sortTracks = (group: readonly Sound[]): readonly Sound[] =>
  group
    .map((sound) => ({ sound, key: naturalKey(sound.name) }))
    .sort((a, b) => {
      if (a.key !== b.key) return a.key < b.key ? -1 : 1;
      return a.sound.id < b.sound.id ? -1 : 1;
    })
    .map(({ sound }) => sound);

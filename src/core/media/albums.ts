import type { MediaId } from '../base/ids.ts';
import { naturalKey } from '../base/natural-key.ts';

/** What the grouping must know of a sound. */
export interface Sound {
  readonly id: MediaId;
  readonly name: string;
  readonly album: string | null;
  readonly artist: string | null;
  readonly albumArtist: string | null;
  readonly trackNumber: number | null;
  readonly discNumber: number | null;
  readonly durationSeconds: number | null;
  /** Whether a thumbnail can be drawn of it. */
  readonly hasCover: boolean;
}

/** Where a track stands on its album, both from 1. */
export interface TrackPlace {
  readonly disc: number | null;
  readonly track: number | null;
}

/** Sounds that belong together. */
export interface Album {
  /** `null` for the one group of all sounds that name no album. */
  readonly album: string | null;
  /** Who the album is by: its own artist where the files name one, else that of its tracks. */
  readonly artist: string | null;
  /** The track whose thumbnail is the cover: the first that has one, else the first. */
  readonly cover: MediaId;
  /** By disc (none is the first), then by number, those without one behind; then by name in natural order. */
  readonly tracks: readonly MediaId[];
  /** What the files of `tracks` say of their place, in the same order; `null` where nothing. */
  readonly numbers: readonly TrackPlace[];
  /** Of all tracks whose length is known. */
  readonly durationSeconds: number;
}

/**
 * Albums by title and artist (the album's own before those of its tracks, so that a compilation is one), without regard to case and accents: by artist, then by title; sounds without
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
const keyOf = (sound: Sound): string => {
  const { album } = sound;
  const artist = artistOf(sound);
  if (album === null) return '2';
  const by = artist === null ? '1' : `0${naturalKey(artist)}`;
  return `${by}\0${naturalKey(album)}`;
};

const artistOf = ({ albumArtist, artist }: Sound): string | null => albumArtist ?? artist;

const toAlbum = (group: readonly Sound[]): Album | null => {
  const tracks = sortTracks(group);
  const [first] = tracks;
  if (first === undefined) return null;
  const cover = tracks.find(({ hasCover }) => hasCover) ?? first;
  return {
    album: first.album,
    artist: first.album === null ? null : artistOf(first),
    cover: cover.id,
    tracks: tracks.map(({ id }) => id),
    numbers: tracks.map(({ discNumber, trackNumber }) => ({
      disc: discNumber,
      track: trackNumber,
    })),
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
      const byPlace = comparePlaces(a.sound, b.sound);
      if (byPlace !== 0) return byPlace;
      if (a.key !== b.key) return a.key < b.key ? -1 : 1;
      return a.sound.id < b.sound.id ? -1 : 1;
    })
    .map(({ sound }) => sound);

/** Sounds without an album have no place among each other, whatever number they bear. */
const comparePlaces = (a: Sound, b: Sound): number => {
  if (a.album === null) return 0;
  const byDisc = (a.discNumber ?? 1) - (b.discNumber ?? 1);
  if (byDisc !== 0) return byDisc;
  const [ours, theirs] = [a.trackNumber ?? Infinity, b.trackNumber ?? Infinity];
  return ours === theirs ? 0 : ours - theirs;
};

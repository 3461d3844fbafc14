import { describe, expect, it } from 'vitest';
import type { MediaId } from '../../../../src/core/base/ids.ts';
import { groupAlbums, type Sound } from '../../../../src/core/media/albums.ts';

const sound = (name: string, given: Partial<Sound> = {}): Sound => ({
  id: name as MediaId,
  name,
  album: 'Sea',
  artist: 'Ann',
  albumArtist: null,
  trackNumber: null,
  discNumber: null,
  durationSeconds: 10,
  hasCover: false,
  ...given,
});

describe('Albums', () => {
  it('are sounds of one title and artist, whatever the case and accents', () => {
    const albums = groupAlbums([
      sound('1', { album: 'Été', artist: 'ZAZ' }),
      sound('2', { album: 'ete', artist: 'Zaz' }),
      sound('3', { album: 'Été', artist: 'Ann' }),
    ]);
    expect(albums.map(({ artist, tracks }) => [artist, tracks])).toEqual([
      ['Ann', ['3']],
      ['ZAZ', ['1', '2']],
    ]);
  });

  it('have their tracks by name in natural order, and last as long as those that are known', () => {
    const [album] = groupAlbums([
      sound('10 b', { durationSeconds: null }),
      sound('2 a'),
      sound('1 c', { durationSeconds: 2.5 }),
    ]);
    expect(album).toMatchObject({ tracks: ['1 c', '2 a', '10 b'], durationSeconds: 12.5 });
  });

  it('have their tracks by disc and number, those without a number behind', () => {
    const [album] = groupAlbums([
      sound('a', { discNumber: 2, trackNumber: 1 }),
      sound('b', { trackNumber: 10 }),
      sound('c', { discNumber: 1, trackNumber: 2 }),
      sound('d'),
      sound('e', { discNumber: 2, trackNumber: 2 }),
    ]);
    expect(album?.tracks).toEqual(['c', 'b', 'd', 'a', 'e']);
    expect(album?.numbers).toEqual([
      { disc: 1, track: 2 },
      { disc: null, track: 10 },
      { disc: null, track: null },
      { disc: 2, track: 1 },
      { disc: 2, track: 2 },
    ]);
    const loose = { album: null, trackNumber: 9 };
    const [rest] = groupAlbums([sound('1', loose), sound('2', { ...loose, trackNumber: 1 })]);
    expect(rest?.tracks).toEqual(['1', '2']);
  });

  it('are one where the album is by one and its tracks by many', () => {
    const various = { album: 'Hits', albumArtist: 'Various Artists' };
    const albums = groupAlbums([
      sound('1', { ...various, artist: 'Ann' }),
      sound('2', { ...various, artist: 'Ben' }),
    ]);
    expect(albums.map(({ artist, tracks }) => [artist, tracks])).toEqual([
      ['Various Artists', ['1', '2']],
    ]);
  });

  it('have the cover of the first track with one, else of the first', () => {
    const [sea] = groupAlbums([sound('1'), sound('2', { hasCover: true })]);
    expect(sea?.cover).toBe('2');
    expect(groupAlbums([sound('2'), sound('1')])[0]?.cover).toBe('1');
  });

  it('stand by artist, then by title, those without an artist behind, and what has no album last in one group', () => {
    const albums = groupAlbums([
      sound('x', { album: null, artist: 'Ann' }),
      sound('y', { album: null, artist: null }),
      sound('1', { artist: null, album: 'A' }),
      sound('2', { artist: 'Ben', album: 'Volume 10' }),
      sound('3', { artist: 'Ben', album: 'Volume 2' }),
      sound('4', { artist: 'ann', album: 'Z' }),
    ]);
    expect(albums.map(({ album, artist }) => [artist, album])).toEqual([
      ['ann', 'Z'],
      ['Ben', 'Volume 2'],
      ['Ben', 'Volume 10'],
      [null, 'A'],
      [null, null],
    ]);
    expect(albums.at(-1)?.tracks).toEqual(['x', 'y']);
  });
});

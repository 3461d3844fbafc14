import type { MediaId } from '../base/ids.ts';
import type { CatalogChange } from '../catalog/projection.ts';
import type { JournalPosition } from '../journal/journal.ts';
import { type Album, type Sound, groupAlbums } from '../media/albums.ts';
import type { MediaRow } from '../media/media.ts';
import type { DriveParts } from './drive-parts.ts';
import { collectionsListedAt } from './listed-collections.ts';
import { uniqueRows } from './sorted-rows.ts';

/** The music of the drive. */
export interface AlbumsService {
  /** All albums, those of the trash left out; the rules are in core/media/albums.ts. */
  list(): Promise<readonly Album[]>;
  /** Hears of every change of the catalogue; `null` where anything may have changed. */
  note(change: CatalogChange | null): void;
}

/** Items that are read in one go. */
const BATCH = 500;

/** What rows do not tell. */
type SoundFacts = Pick<
  Sound,
  'album' | 'artist' | 'albumArtist' | 'trackNumber' | 'discNumber' | 'hasCover'
>;

const NOTHING_KNOWN: SoundFacts = {
  album: null,
  artist: null,
  albumArtist: null,
  trackNumber: null,
  discNumber: null,
  hasCover: false,
};

/** The service over the parts of one drive; an answer is kept until something changes. */
export const createAlbumsService = ({
  catalog,
  identity,
}: Pick<DriveParts, 'catalog' | 'identity'>): AlbumsService => {
  const known = new Map<MediaId, SoundFacts>();
  let answered: { position: JournalPosition | null; albums: readonly Album[] } | null = null;

  const readRows = async (): Promise<readonly MediaRow[]> => {
    const collections = collectionsListedAt(catalog.state(), identity.space, '', true);
    const held = await Promise.all(collections.map((id) => catalog.rows(id)));
    return [...uniqueRows(held.flatMap(({ pages }) => pages))].filter(
      ({ kind }) => kind === 'audio',
    );
  };

  const learn = async (rows: readonly MediaRow[]): Promise<void> => {
    const unknown = rows.flatMap(({ id }) => (known.has(id) ? [] : [id]));
    for (let at = 0; at < unknown.length; at += BATCH) {
      for (const item of await catalog.media(unknown.slice(at, at + BATCH))) {
        if (item === null) continue;
        const { album, artist, albumArtist, trackNumber, discNumber, noThumbnail } = item.body;
        const places = { album, artist, albumArtist, trackNumber, discNumber };
        known.set(item.id, { ...places, hasCover: noThumbnail === null });
      }
    }
  };

  return {
    list: async () => {
      const { position } = catalog.state();
      if (answered !== null && answered.position === position) return answered.albums;
      const rows = await readRows();
      await learn(rows);
      const albums = groupAlbums(
        rows.map(({ id, name, durationSeconds }) => ({
          id,
          name,
          durationSeconds,
          ...(known.get(id) ?? NOTHING_KNOWN),
        })),
      );
      answered = { position, albums };
      return albums;
    },
    note: (change) => {
      if (change === null) known.clear();
      else for (const id of change.updated) known.delete(id);
    },
  };
};

import { shallowRef, watch } from 'vue';
import type { MediaId } from '../../core/base/ids.ts';
import { useActs } from '../base/useActs.ts';
import { useHm } from '../ports.ts';
import { trackTitle, type Track } from './queue.ts';
import { usePlaying } from './usePlaying.ts';

/** A track as the album's page shows it. */
export interface ShownTrack extends Track {
  readonly title: string;
}

/** Titles are asked for one by one: of more tracks than an album has, names must do. */
const TITLED_MAX = 100;

/** The tracks of an album, in its order. */
export const useAlbumTracks = (ids: () => readonly MediaId[]) => {
  const hm = useHm();
  const { attempt } = useActs();
  const { rowsOf } = usePlaying();
  const tracks = shallowRef<readonly ShownTrack[]>([]);

  const titlesOf = async (wanted: readonly MediaId[]): Promise<Map<MediaId, string | null>> => {
    const titled = wanted.slice(0, wanted.length > TITLED_MAX ? 0 : undefined);
    const items = await Promise.all(titled.map((id) => hm.drive.getMedia(id)));
    return new Map(items.map(({ id, title }) => [id, title]));
  };

  watch(
    ids,
    (wanted) =>
      attempt(async () => {
        const [rows, titles] = await Promise.all([rowsOf(wanted), titlesOf(wanted)]);
        if (ids() !== wanted) return;
        tracks.value = rows.map((row) => ({
          id: row.id,
          name: row.name,
          durationSeconds: row.durationSeconds,
          title: titles.get(row.id) ?? trackTitle(row),
        }));
      }),
    { immediate: true },
  );
  return { tracks };
};

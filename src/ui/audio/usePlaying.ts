import type { MediaId } from '../../core/base/ids.ts';
import type { MediaRow } from '../../core/media/media.ts';
import { useActs } from '../base/useActs.ts';
import { useHm } from '../ports.ts';
import { useAudioStore } from './audio-store.ts';
import { rowToTrack, type Track } from './queue.ts';

/** Rows of one request. */
const STRETCH = 1_000;
/** Titles are asked for one by one: of more tracks than an album has, names must do. */
const TITLED_MAX = 100;

/** How screens have sounds played that they know by id. */
export const usePlaying = () => {
  const hm = useHm();
  const audio = useAudioStore();
  const { attempt } = useActs();

  const rowsOf = async (ids: readonly MediaId[]): Promise<readonly MediaRow[]> => {
    const rows: MediaRow[] = [];
    for (let at = 0; at < ids.length; at += STRETCH)
      rows.push(...(await hm.drive.mediaRows(ids.slice(at, at + STRETCH))));
    return rows;
  };

  const titlesOf = async (ids: readonly MediaId[]): Promise<Map<MediaId, string>> => {
    const titled = ids.length > TITLED_MAX ? [] : ids;
    const items = await Promise.all(titled.map((id) => hm.drive.getMedia(id)));
    return new Map(
      items.flatMap(({ id, title }) => (title === null ? [] : [[id, title] as const])),
    );
  };

  /** Those that are there, in their order, with their titles where they are no more than an album has. */
  const tracksOf = async (ids: readonly MediaId[]): Promise<readonly Track[]> => {
    const rows = await rowsOf(ids);
    const titles = await titlesOf(rows.map(({ id }) => id));
    return rows.map((row) => {
      const title = titles.get(row.id);
      return { ...rowToTrack(row), ...(title !== undefined && { title }) };
    });
  };

  return {
    tracksOf,
    /** Plays sounds instead of what was in the queue, from one of them on. */
    play: (ids: readonly MediaId[], from: MediaId | null = null): Promise<void> =>
      attempt(async () => {
        const tracks = await tracksOf(ids);
        const at = tracks.findIndex(({ id }) => id === from);
        audio.play(tracks, Math.max(0, at));
      }),
  };
};

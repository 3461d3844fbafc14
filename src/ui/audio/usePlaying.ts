import type { MediaId } from '../../core/base/ids.ts';
import type { MediaRow } from '../../core/media/media.ts';
import { useActs } from '../base/useActs.ts';
import { useHm } from '../ports.ts';
import { useAudioStore } from './audio-store.ts';
import { rowToTrack } from './queue.ts';

/** Rows of one request. */
const STRETCH = 1_000;

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

  return {
    rowsOf,
    /** Plays sounds instead of what was in the queue, from one of them on. */
    play: (ids: readonly MediaId[], from: MediaId | null = null): Promise<void> =>
      attempt(async () => {
        const rows = await rowsOf(ids);
        const at = rows.findIndex(({ id }) => id === from);
        audio.play(rows.map(rowToTrack), Math.max(0, at));
      }),
  };
};

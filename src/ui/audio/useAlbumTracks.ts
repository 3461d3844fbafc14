import { shallowRef, watch } from 'vue';
import type { MediaId } from '../../core/base/ids.ts';
import { useActs } from '../base/useActs.ts';
import type { Track } from './queue.ts';
import { usePlaying } from './usePlaying.ts';

/** The tracks of an album, in its order. */
export const useAlbumTracks = (ids: () => readonly MediaId[]) => {
  const { attempt } = useActs();
  const { tracksOf } = usePlaying();
  const tracks = shallowRef<readonly Track[]>([]);

  watch(
    ids,
    (wanted) =>
      attempt(async () => {
        const found = await tracksOf(wanted);
        if (ids() === wanted) tracks.value = found;
      }),
    { immediate: true },
  );
  return { tracks };
};

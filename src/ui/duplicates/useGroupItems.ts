import { shallowRef, watch } from 'vue';
import { isHmError } from '../../core/base/hm-error.ts';
import type { MediaId } from '../../core/base/ids.ts';
import type { Media } from '../../core/media/media.ts';
import { useHm } from '../ports.ts';

/** The items of a group in their order; one that went meanwhile is left out, the group goes with the next look. */
export const useGroupItems = (ids: () => readonly MediaId[]) => {
  const hm = useHm();
  const items = shallowRef<readonly Media[]>([]);

  const read = async (id: MediaId): Promise<Media | null> => {
    try {
      return await hm.drive.getMedia(id);
    } catch (error) {
      if (isHmError(error)) return null;
      throw error;
    }
  };

  watch(
    ids,
    async (wanted) => {
      const found = await Promise.all(wanted.map(read));
      if (ids() === wanted) items.value = found.filter((item) => item !== null);
    },
    { immediate: true },
  );
  return items;
};

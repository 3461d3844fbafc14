import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import { isHmError } from '../../core/base/hm-error.ts';
import type { MediaRow } from '../../core/media/media.ts';
import { useThumbnail } from '../media/useThumbnails.ts';
import type { OpenedPicture } from './open-picture.ts';
import type { Size } from './picture-view.ts';
import { usePictureShelf } from './usePictureShelf.ts';

/** The shape of a picture that says nothing of its own. */
const USUAL_SIZE: Size = { width: 1500, height: 1000 };

/**
 * One photo on its way to the stage: the thumbnail at hand, the larger one, then the original, which is
 * decoded before it is shown. `onSettled` is called once there is nothing more to come.
 */
export const useStagePicture = (item: () => MediaRow, onSettled: () => void) => {
  const shelf = usePictureShelf();
  const id = () => item().id;
  const small = useThumbnail(id, () => 256);
  const large = useThumbnail(id, () => 512);
  const opened = shallowRef<OpenedPicture | null>(null);
  /** Why the original cannot be shown, a word of the locale's `reasons` or an error's type. */
  const failure = shallowRef<string | null>(null);
  let isGone = false;

  const load = async (row: MediaRow): Promise<void> => {
    opened.value = null;
    failure.value = row.availability === 'missing' ? 'missing' : null;
    if (failure.value === null) await open(row);
    if (!isGone && row.id === item().id) onSettled();
  };

  const open = async (row: MediaRow): Promise<void> => {
    try {
      const picture = await shelf.take(row);
      if (isGone || row.id !== item().id) return;
      opened.value = picture;
      failure.value = null;
    } catch (error) {
      if (!isHmError(error)) throw error;
      if (isGone || row.id !== item().id) return;
      const { reason } = error.facts;
      failure.value = typeof reason === 'string' ? reason : error.type;
    }
  };

  watch(id, () => void load(item()), { immediate: true });
  onScopeDispose(() => (isGone = true));

  return {
    opened,
    failure,
    thumbnail: computed(() => large.url.value ?? small.url.value),
    /** Why there is no thumbnail either. */
    reason: large.reason,
    /** Once more, where what the picture waited for has come; until it is open its failure stays. */
    retry: () => open(item()),
    /** In its own pixels, as far as it is known. */
    size: computed<Size>(() => {
      const { width, height } = item();
      if (width !== null && height !== null && width > 0 && height > 0)
        return { width, height };
      return opened.value ?? USUAL_SIZE;
    }),
  };
};

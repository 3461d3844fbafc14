import { onScopeDispose } from 'vue';
import { isHmError } from '../../core/base/hm-error.ts';
import type { MediaId } from '../../core/base/ids.ts';
import type { MediaRow } from '../../core/media/media.ts';
import { useHm } from '../ports.ts';

/** Up to here an original is verified before a hand has moved four pixels; larger ones are downloaded instead. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * The address that a drag may hand to the desktop. A browser fetches it by itself, past every service worker
 * (Chromium's `DragDownloadFile` asks its download manager), so that only an object URL reaches what is kept
 * in the browser's own store; and it must be there when the drag begins: it is made when the button goes down.
 */
export const useDragOut = () => {
  const hm = useHm();
  let wanted: MediaId | null = null;
  let url: string | null = null;

  const forget = (): void => {
    if (url !== null) URL.revokeObjectURL(url);
    wanted = url = null;
  };
  onScopeDispose(forget);

  /** The button is down on this item. */
  const prepare = async ({ id, sizeBytes, availability }: MediaRow): Promise<void> => {
    if (wanted === id) return;
    forget();
    if (sizeBytes > MOST_BYTES || availability !== 'local') return;
    wanted = id;
    try {
      const blob = await hm.drive.openMedia(id);
      if (wanted === id) url = URL.createObjectURL(blob);
    } catch (error) {
      // An original that cannot be opened can be dragged within the app all the same.
      if (!isHmError(error)) throw error;
    }
  };

  return {
    prepare,
    /** The address of this item, where it is ready. */
    urlOf: (id: MediaId): string | null => (wanted === id ? url : null),
  };
};

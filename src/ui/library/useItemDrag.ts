import { useEventListener } from '@vueuse/core';
import { computed, shallowRef, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { MediaId } from '../../core/base/ids.ts';
import type { MediaRow } from '../../core/media/media.ts';
import { idAt } from '../../core/media/row-shapes.ts';
import { useToastStore } from '../base/toast-store.ts';
import { MEDIA_DRAG_TYPE } from '../imports/useWindowDrop.ts';
import { downloadUrl } from './download-url.ts';
import { useListingStore } from './listing-store.ts';
import type { MediaListing } from './media-listing.ts';
import { useDragOut } from './useDragOut.ts';
import type { GridSelection } from './useGridSelection.ts';
import { useMediaActs } from './useMediaActs.ts';

/**
 * Dragging items: onto collections of the tree, and out to the desktop where the browser can. It takes one
 * file of a drag: of several that is the one under the pointer, and the rest are offered as an archive.
 */
export const useItemDrag = (listing: Ref<MediaListing>, selection: GridSelection) => {
  const { t } = useI18n();
  const out = useDragOut();
  const store = useListingStore();
  const toasts = useToastStore();
  const { download } = useMediaActs();
  /** A finger that rests selects; browsers would start a drag of their own. */
  const isTouch = shallowRef(false);
  /** What is dragged; `null` while nothing is, or once it fell onto something of this window. */
  let dragged: { readonly ids: readonly MediaId[]; readonly name: string } | null = null;
  useEventListener(
    window,
    'pointerdown',
    (event) => (isTouch.value = event.pointerType === 'touch'),
    { capture: true },
  );
  useEventListener(window, 'drop', () => (dragged = null), { capture: true });

  const onDown = (event: PointerEvent, row: MediaRow | null): void => {
    if (row !== null && event.pointerType === 'mouse' && event.button === 0)
      void out.prepare(row);
  };

  const onStart = (event: DragEvent, index: number, row: MediaRow | null): void => {
    const data = event.dataTransfer;
    if (data === null) return;
    const ids = selection.isSelected(index)
      ? selection.ids()
      : [idAt(listing.value.shapes, index)];
    data.setData(MEDIA_DRAG_TYPE, ids.join('\n'));
    data.effectAllowed = 'copyMove';
    const url = row === null ? null : out.urlOf(row.id);
    if (row === null || url === null) return;
    data.setData('DownloadURL', downloadUrl(row, url));
    dragged = { ids, name: row.name };
  };

  const onEnd = (event: DragEvent): void => {
    const left = dragged;
    dragged = null;
    if (left === null || left.ids.length < 2 || event.dataTransfer?.dropEffect === 'none')
      return;
    toasts.show('info', t('library.draggedOne', { name: left.name }), {
      label: t('library.downloadAll'),
      run: () => void store.rowsOf(left.ids).then(download),
    });
  };

  return { isPossible: computed(() => !isTouch.value), onDown, onStart, onEnd };
};

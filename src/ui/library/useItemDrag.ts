import { useEventListener } from '@vueuse/core';
import { computed, shallowRef, type Ref } from 'vue';
import type { MediaRow } from '../../core/media/media.ts';
import { idAt } from '../../core/media/row-shapes.ts';
import { downloadUrl } from './download-url.ts';
import { MEDIA_DRAG_TYPE } from '../imports/useWindowDrop.ts';
import { usePorts } from '../ports.ts';
import type { MediaListing } from './media-listing.ts';
import type { GridSelection } from './useGridSelection.ts';

/** Dragging items: onto collections of the tree, and one at a time out to the desktop where the browser can. */
export const useItemDrag = (listing: Ref<MediaListing>, selection: GridSelection) => {
  const ports = usePorts();
  /** A finger that rests selects; browsers would start a drag of their own. */
  const isTouch = shallowRef(false);
  useEventListener(
    window,
    'pointerdown',
    (event) => (isTouch.value = event.pointerType === 'touch'),
    { capture: true },
  );

  const onStart = (event: DragEvent, index: number, row: MediaRow | null): void => {
    const data = event.dataTransfer;
    if (data === null) return;
    const ids = selection.isSelected(index)
      ? selection.ids()
      : [idAt(listing.value.shapes, index)];
    data.setData(MEDIA_DRAG_TYPE, ids.join('\n'));
    data.effectAllowed = 'copyMove';
    if (row === null || ids.length > 1 || !ports.isServed()) return;
    data.setData('DownloadURL', downloadUrl(row, location.origin));
  };

  return { isPossible: computed(() => !isTouch.value), onStart };
};

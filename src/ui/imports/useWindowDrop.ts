import { useEventListener } from '@vueuse/core';
import { shallowRef } from 'vue';
import type { MediaId } from '../../core/base/ids.ts';
import { currentPath } from '../collections/current-path.ts';
import { useRoute } from 'vue-router';
import { isTextField } from '../base/keyboard.ts';
import {
  COLLECTION_DRAG_TYPE,
  draggedCollection,
  treePathAt,
} from '../collections/tree-drag.ts';
import { canMoveInto } from '../collections/tree.ts';
import { useCollectionActs } from '../collections/useCollectionActs.ts';
import { useImporter } from './useImporter.ts';
import { useMediaActs } from '../library/useMediaActs.ts';

/** The type under which dragged items of the drive travel: their ids, one a line. */
export const MEDIA_DRAG_TYPE = 'application/x-hm-media';

/** The nearest thing above what is pointed at that takes drops; `null` where there is none. */
const takerAt = (event: DragEvent): DOMStringMap | null => {
  const target = event.target instanceof Element ? event.target : null;
  return target?.closest<HTMLElement>('[data-drop-path]')?.dataset ?? null;
};

/** Where dropped items go: collections of the tree take them. Within a listing a drag is a slip of the hand. */
const itemsPathAt = (event: DragEvent): string | null => {
  const taker = takerAt(event);
  return taker?.['treePath'] === undefined ? null : (taker['dropPath'] ?? null);
};

/** The whole window takes files; collections in the tree take files, items of the drive and each other. */
export const useWindowDrop = () => {
  const route = useRoute();
  const importer = useImporter();
  const { moveTo, copyTo } = useMediaActs();
  const { moveInto } = useCollectionActs();
  /** Where a drop of files would go now; `null` while nothing is dragged over the window. */
  const filesInto = shallowRef<string | null>(null);

  const targetOf = (event: DragEvent): string =>
    takerAt(event)?.['dropPath'] ?? currentPath(route);

  useEventListener(window, 'dragover', (event: DragEvent) => {
    const types = event.dataTransfer?.types ?? [];
    if (types.includes(COLLECTION_DRAG_TYPE)) {
      allowMove(event);
      return;
    }
    const isItems = types.includes(MEDIA_DRAG_TYPE);
    const isFiles = types.includes('Files') && !isItems;
    filesInto.value = isFiles ? targetOf(event) : null;
    if (!isFiles && !(isItems && itemsPathAt(event) !== null)) return;
    event.preventDefault();
    if (event.dataTransfer !== null)
      event.dataTransfer.dropEffect = isItems && !event.ctrlKey ? 'move' : 'copy';
  });

  /** A collection goes where it can be, and nowhere outside the tree. */
  const allowMove = (event: DragEvent): void => {
    const into = treePathAt(event.target);
    const path = draggedCollection.value;
    if (path === null || into === null || !canMoveInto(path, into)) return;
    event.preventDefault();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'move';
  };

  useEventListener(window, 'dragleave', (event: DragEvent) => {
    if (event.relatedTarget === null) filesInto.value = null;
  });

  useEventListener(window, 'drop', (event: DragEvent) => {
    filesInto.value = null;
    const dropped = event.dataTransfer;
    if (dropped === null) return;
    // A file dropped on a page would otherwise be opened in its place.
    event.preventDefault();
    const moved = dropped.getData(COLLECTION_DRAG_TYPE);
    if (moved !== '') {
      const into = treePathAt(event.target);
      if (into !== null) void moveInto(moved, into);
      return;
    }
    const ids = dropped.getData(MEDIA_DRAG_TYPE).split('\n').filter(Boolean) as MediaId[];
    if (ids.length === 0) {
      void importer.takeDrop(targetOf(event), dropped);
      return;
    }
    const path = itemsPathAt(event);
    if (path !== null) void (event.ctrlKey ? copyTo : moveTo)(ids, path);
  });

  useEventListener(window, 'paste', (event: ClipboardEvent) => {
    if (!isTextField(event.target)) void importer.takePaste(currentPath(route), event);
  });

  return { filesInto };
};

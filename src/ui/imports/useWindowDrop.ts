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

/** The nearest `data-drop-path` above what is pointed at; `null` where there is none. */
const dropPathAt = (event: DragEvent): string | null => {
  const target = event.target instanceof Element ? event.target : null;
  return target?.closest<HTMLElement>('[data-drop-path]')?.dataset['dropPath'] ?? null;
};

/** The whole window takes files; collections in the tree take files, items of the drive and each other. */
export const useWindowDrop = () => {
  const route = useRoute();
  const importer = useImporter();
  const { moveTo, copyTo } = useMediaActs();
  const { moveInto } = useCollectionActs();
  /** Where a drop of files would go now; `null` while nothing is dragged over the window. */
  const filesInto = shallowRef<string | null>(null);

  const targetOf = (event: DragEvent): string => dropPathAt(event) ?? currentPath(route);

  useEventListener(window, 'dragover', (event: DragEvent) => {
    const types = event.dataTransfer?.types ?? [];
    if (types.includes(COLLECTION_DRAG_TYPE)) {
      allowMove(event);
      return;
    }
    const isItems = types.includes(MEDIA_DRAG_TYPE);
    const isFiles = types.includes('Files') && !isItems;
    filesInto.value = isFiles ? targetOf(event) : null;
    if (!isFiles && !(isItems && dropPathAt(event) !== null)) return;
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
    const path = targetOf(event);
    if (ids.length === 0) void importer.takeDrop(path, dropped);
    else if (dropPathAt(event) !== null) void (event.ctrlKey ? copyTo : moveTo)(ids, path);
  });

  useEventListener(window, 'paste', (event: ClipboardEvent) => {
    if (!isTextField(event.target)) void importer.takePaste(currentPath(route), event);
  });

  return { filesInto };
};

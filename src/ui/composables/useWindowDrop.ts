import { useEventListener } from '@vueuse/core';
import { shallowRef } from 'vue';
import type { MediaId } from '../../core/base/ids.ts';
import { currentPath } from '../current-path.ts';
import { useRoute } from 'vue-router';
import { isTextField } from '../keyboard.ts';
import { useImporter } from './useImporter.ts';
import { useMediaActs } from './useMediaActs.ts';

/** The type under which dragged items of the drive travel: their ids, one a line. */
export const MEDIA_DRAG_TYPE = 'application/x-hm-media';

/** The nearest `data-drop-path` above what is pointed at; `null` where there is none. */
const dropPathAt = (event: DragEvent): string | null => {
  const target = event.target instanceof Element ? event.target : null;
  return target?.closest<HTMLElement>('[data-drop-path]')?.dataset['dropPath'] ?? null;
};

/** The whole window takes files; collections in the tree take files and items of the drive. */
export const useWindowDrop = () => {
  const route = useRoute();
  const importer = useImporter();
  const { moveTo, copyTo } = useMediaActs();
  /** Where a drop of files would go now; `null` while nothing is dragged over the window. */
  const filesInto = shallowRef<string | null>(null);

  const targetOf = (event: DragEvent): string => dropPathAt(event) ?? currentPath(route);

  useEventListener(window, 'dragover', (event: DragEvent) => {
    const types = event.dataTransfer?.types ?? [];
    const isItems = types.includes(MEDIA_DRAG_TYPE);
    const isFiles = types.includes('Files') && !isItems;
    filesInto.value = isFiles ? targetOf(event) : null;
    if (!isFiles && !(isItems && dropPathAt(event) !== null)) return;
    event.preventDefault();
    if (event.dataTransfer !== null)
      event.dataTransfer.dropEffect = isItems && !event.ctrlKey ? 'move' : 'copy';
  });

  useEventListener(window, 'dragleave', (event: DragEvent) => {
    if (event.relatedTarget === null) filesInto.value = null;
  });

  useEventListener(window, 'drop', (event: DragEvent) => {
    filesInto.value = null;
    const dropped = event.dataTransfer;
    if (dropped === null) return;
    // A file dropped on a page would otherwise be opened in its place.
    event.preventDefault();
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

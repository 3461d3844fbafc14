import { shallowRef } from 'vue';

/** The type under which a dragged collection travels: its path. */
export const COLLECTION_DRAG_TYPE = 'application/x-hm-collection';

/** The path of the collection that is dragged now: until the drop a browser tells no page what it is. */
export const draggedCollection = shallowRef<string | null>(null);

/** The collection of the tree that is pointed at, `''` for the root; `null` outside the tree. */
export const treePathAt = (target: EventTarget | null): string | null => {
  const element = target instanceof Element ? target : null;
  return element?.closest<HTMLElement>('[data-tree-path]')?.dataset['treePath'] ?? null;
};

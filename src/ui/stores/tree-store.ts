import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { Collection } from '../../core/collections/collection.ts';
import { visibleTree } from '../tree.ts';
import { usePorts } from '../ports.ts';

/** The collections as the drive last listed them, and which of them are open. */
export const useTreeStore = defineStore('tree', () => {
  const { hm } = usePorts();
  const collections = shallowRef<readonly Collection[]>([]);
  const root = shallowRef<Collection | null>(null);
  const isLoaded = shallowRef(false);
  const expanded = shallowRef<ReadonlySet<string>>(new Set());
  const nodes = computed(() => visibleTree(collections.value, expanded.value));

  const load = async (): Promise<void> => {
    const [all, top] = await Promise.all([
      hm.drive.listCollections('', { recursive: true }),
      hm.drive.getCollection(''),
    ]);
    collections.value = all;
    root.value = top;
    isLoaded.value = true;
  };

  const setExpanded = (path: string, isExpanded: boolean): void => {
    const next = new Set(expanded.value);
    if (isExpanded) next.add(path);
    else next.delete(path);
    expanded.value = next;
  };

  /** Opens everything above `path`, so that its row shows. */
  const reveal = (path: string): void => {
    const names = path.split('/');
    for (let depth = 1; depth < names.length; depth++)
      setExpanded(names.slice(0, depth).join('/'), true);
  };

  return { collections, root, isLoaded, nodes, load, setExpanded, reveal };
});

import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { Collection } from '../../core/collections/collection.ts';
import type { Link } from '../../core/collections/link.ts';
import { visibleTree } from './tree.ts';
import { usePorts } from '../ports.ts';

/** The collections as the drive last listed them, and which of them are open. */
export const useTreeStore = defineStore('tree', () => {
  const { hm } = usePorts();
  const collections = shallowRef<readonly Collection[]>([]);
  const links = shallowRef<readonly Link[]>([]);
  const root = shallowRef<Collection | null>(null);
  const isLoaded = shallowRef(false);
  const expanded = shallowRef<ReadonlySet<string>>(new Set());
  /** Saved searches have a place of their own in the side bar. */
  const nodes = computed(() =>
    visibleTree(
      collections.value.filter((collection) => collection.search === null),
      expanded.value,
      links.value,
    ),
  );

  let latest = 0;
  let reading: Promise<void> = Promise.resolve();
  /** Resolves once what is shown is no older than this call. */
  const load = (): Promise<void> => (reading = read(++latest));
  const read = async (mine: number): Promise<void> => {
    const [all, top, joined] = await Promise.all([
      hm.drive.listCollections('', { recursive: true }),
      hm.drive.getCollection(''),
      hm.drive.listLinks('', { recursive: true }),
    ]);
    // An answer that was overtaken is of before.
    if (mine !== latest) return reading;
    collections.value = all;
    links.value = joined;
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

  /** Keeps what is open below a collection that has another path now. */
  const rebase = (path: string, newPath: string): void => {
    expanded.value = new Set(
      [...expanded.value].map((open) =>
        open === path || open.startsWith(`${path}/`) ? newPath + open.slice(path.length) : open,
      ),
    );
  };

  return { collections, links, root, isLoaded, nodes, load, setExpanded, reveal, rebase };
});

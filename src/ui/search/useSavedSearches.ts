import { computed } from 'vue';
import type { Collection } from '../../core/collections/collection.ts';
import { useTreeStore } from '../collections/tree-store.ts';
import { queryToRequest, type SearchRequest } from './search-request.ts';

/** A saved search as the screens list it. */
export interface ShownSavedSearch {
  readonly collection: Collection;
  readonly name: string;
  readonly path: string;
  readonly request: SearchRequest;
}

/** The saved searches by name: collections that ask instead of holding, so undo and the trash know them. */
export const useSavedSearches = () => {
  const tree = useTreeStore();
  const all = computed<readonly ShownSavedSearch[]>(() =>
    tree.collections
      .flatMap((collection) =>
        collection.search === null
          ? []
          : [
              {
                collection,
                name: collection.name,
                path: collection.path,
                request: queryToRequest(collection.search),
              },
            ],
      )
      .sort((a, b) => byName.compare(a.name, b.name)),
  );
  /** Those whose name holds `text`. */
  const named = (text: string): readonly ShownSavedSearch[] => {
    const wanted = text.trim().toLocaleLowerCase();
    return all.value.filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
  };
  /** The one with that id, under whatever name. */
  const at = (id: string | null): ShownSavedSearch | null =>
    all.value.find((one) => one.collection.id === id) ?? null;
  return { all, named, at };
};

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

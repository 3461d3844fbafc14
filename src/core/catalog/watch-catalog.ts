import type { Catalog } from './catalog.ts';
import type { CatalogChange } from './projection.ts';

/** Who hears what becomes of a catalogue, in the same turn in which it shows it. */
export interface CatalogWatcher {
  readonly onChange: (change: CatalogChange) => void;
  /** All is forgotten, to be made again. */
  readonly onClear: () => void;
}

/** The same catalogue, with someone who is told of every change of it. */
export const watchCatalog = (
  catalog: Catalog,
  { onChange, onClear }: CatalogWatcher,
): Catalog => {
  const told = async (changing: Promise<CatalogChange>): Promise<CatalogChange> => {
    const change = await changing;
    onChange(change);
    return change;
  };
  return {
    ...catalog,
    apply: (entries, position, onPart) => told(catalog.apply(entries, position, onPart)),
    noteBlobs: (seen) => told(catalog.noteBlobs(seen)),
    clear: async () => {
      onClear();
      await catalog.clear();
      onClear();
    },
  };
};

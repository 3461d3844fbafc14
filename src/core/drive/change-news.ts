import { pathOf } from '../collections/tree.ts';
import type { CatalogChange } from '../catalog/projection.ts';
import { rootIdOf } from './collection-view.ts';
import type { DriveEvent, DriveParts } from './drive-parts.ts';

type Parts = Pick<DriveParts, 'catalog' | 'identity' | 'clock'>;

/** So many ids in one event: whoever hears them does nothing else meanwhile. */
export const TOLD_AT_ONCE = 5_000;

/** What is told where the catalogue caught up with the journal: look at every collection again. */
export const anyChange = ({ catalog, identity }: Parts): CatalogChange => ({
  added: [],
  updated: [],
  removed: [],
  collections: [rootIdOf(identity.space), ...catalog.state().tree.nodes.keys()],
});

/** Several changes, one after another, as one. */
export const joinChanges = (changes: readonly CatalogChange[]): CatalogChange => ({
  added: changes.flatMap(({ added }) => added),
  updated: changes.flatMap(({ updated }) => updated),
  removed: changes.flatMap(({ removed }) => removed),
  collections: [...new Set(changes.flatMap(({ collections }) => collections))],
});

/** A change as 'change' events: ids as the catalogue has them, collections as the paths that people know, with the last. */
export const changeEvents = (parts: Parts, change: CatalogChange): readonly DriveEvent[] => {
  const { catalog, identity, clock } = parts;
  const { tree } = catalog.state();
  const paths = change.collections.flatMap((id) =>
    id === rootIdOf(identity.space) ? [''] : (pathOf(tree, id) ?? []),
  );
  const at = new Date(clock.nowMs()).toISOString();
  const { added, updated, removed } = change;
  const count = Math.max(added.length, updated.length, removed.length, 1);
  return Array.from({ length: Math.ceil(count / TOLD_AT_ONCE) }, (_, i): DriveEvent => {
    const [from, end] = [i * TOLD_AT_ONCE, (i + 1) * TOLD_AT_ONCE];
    return {
      event: 'change',
      payload: {
        at,
        added: added.slice(from, end),
        updated: updated.slice(from, end),
        removed: removed.slice(from, end),
        collections: end < count ? [] : [...new Set(paths)],
      },
    };
  });
};

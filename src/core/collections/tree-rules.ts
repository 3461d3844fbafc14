import type { CollectionId } from '../base/ids.ts';
import { naturalKey } from '../base/natural-key.ts';
import { MAX_DEPTH, suffixedName } from '../uri/segment.ts';
import type { CollectionBody } from './collection.ts';

/** A collection as the catalogue has it: trashed ones too. */
export interface CollectionRecord {
  readonly id: CollectionId;
  readonly body: CollectionBody;
  /** ISO 8601 in UTC; carried along, no rule looks at it. */
  readonly updatedAt: string;
}

/** A collection under the name that it is shown by. */
export interface PlacedCollection {
  readonly record: CollectionRecord;
  readonly name: string;
}

/** Live collections by the parent that shows them, `null` for the root; siblings in natural order. */
export type Places = ReadonlyMap<CollectionId | null, readonly PlacedCollection[]>;

type Records = ReadonlyMap<CollectionId, CollectionRecord>;
type Parents = Map<CollectionId, CollectionId | null>;

/**
 * Where every collection stands, by rules T1 to T5 of docs/spec/collections.md. Depends on the records
 * alone, not on their order. What hangs below the trash keeps its place there, out of the root's reach (T1).
 */
export const settlePlaces = (records: Records): Places => {
  const parents = liveParents(records);
  openCircles(records, parents);
  limitDepth(parents);
  const places = new Map<CollectionId | null, readonly PlacedCollection[]>();
  for (const [parentId, ids] of groupByParent(parents)) {
    places.set(parentId, nameSiblings(ids.flatMap((id) => records.get(id) ?? [])));
  }
  return places;
};

/** Which of two yields where only one can have its way: the one made later; ids decide a tie. */
const compareAge = (a: CollectionRecord, b: CollectionRecord): number => {
  const timeA = a.body.createdAt;
  const timeB = b.body.createdAt;
  // Times of one form compare as text, which costs a tenth of reading them.
  if (timeA.length === timeB.length && timeA !== timeB) return timeA < timeB ? -1 : 1;
  const difference = timeA === timeB ? 0 : Date.parse(timeA) - Date.parse(timeB);
  return difference !== 0 ? difference : a.id < b.id ? -1 : 1;
};

/** The parent of each collection that is not in the trash itself; a parent that is gone counts as the root (T2). */
const liveParents = (records: Records): Parents => {
  const parents: Parents = new Map();
  for (const { id, body } of records.values()) {
    if (body.trashedAt !== null) continue;
    parents.set(
      id,
      body.parentId !== null && records.has(body.parentId) ? body.parentId : null,
    );
  }
  return parents;
};

/** Puts the youngest member of each circle right below the root (T3). */
const openCircles = (records: Records, parents: Parents): void => {
  const settled = new Set<CollectionId>();
  for (const id of parents.keys()) {
    const circle = circleAbove(id, parents, settled).flatMap(
      (member) => records.get(member) ?? [],
    );
    const youngest = circle.sort(compareAge).at(-1);
    if (youngest !== undefined) parents.set(youngest.id, null);
  }
};

/** The circle that the way up from `id` runs into, empty where it ends; all that it passed is then settled. */
const circleAbove = (
  id: CollectionId,
  parents: Parents,
  settled: Set<CollectionId>,
): readonly CollectionId[] => {
  const way = new Set<CollectionId>();
  let at: CollectionId | null = id;
  while (at !== null && !settled.has(at) && !way.has(at)) {
    way.add(at);
    at = parents.get(at) ?? null;
  }
  const steps = [...way];
  for (const step of steps) settled.add(step);
  return at !== null && way.has(at) ? steps.slice(steps.indexOf(at)) : [];
};

/** Puts what would stand on the 65th level right below the root, with everything below it (T5). */
const limitDepth = (parents: Parents): void => {
  const children = groupByParent(parents);
  const waiting = (children.get(null) ?? []).map((id) => ({ id, depth: 1 }));
  for (const { id, depth } of waiting) {
    const isDeepest = depth === MAX_DEPTH;
    for (const child of children.get(id) ?? []) {
      if (isDeepest) parents.set(child, null);
      waiting.push({ id: child, depth: isDeepest ? 1 : depth + 1 });
    }
  }
};

const groupByParent = (parents: Parents): ReadonlyMap<CollectionId | null, CollectionId[]> => {
  const groups = new Map<CollectionId | null, CollectionId[]>();
  for (const [id, parentId] of parents) {
    const group = groups.get(parentId);
    if (group === undefined) groups.set(parentId, [id]);
    else group.push(id);
  }
  return groups;
};

/** Siblings under the names that they are shown by: the oldest keeps a name, others are numbered (T4). */
const nameSiblings = (siblings: CollectionRecord[]): readonly PlacedCollection[] => {
  const byAge = siblings.sort(compareAge);
  const keepers = new Map<string, CollectionRecord>();
  for (const record of byAge) {
    if (!keepers.has(record.body.name)) keepers.set(record.body.name, record);
  }
  const taken = new Set(keepers.keys());
  const numbers = new Map<string, number>();
  const placed = byAge.map((record) => {
    const { name } = record.body;
    if (keepers.get(name) === record) return { record, name };
    const free = firstFreeName(name, taken, numbers.get(name) ?? 2);
    numbers.set(name, free.number + 1);
    taken.add(free.name);
    return { record, name: free.name };
  });
  return sortNaturally(placed);
};

/** `name (n)` with the lowest number from `number` on that no sibling has. */
const firstFreeName = (
  name: string,
  taken: ReadonlySet<string>,
  number: number,
): { readonly name: string; readonly number: number } => {
  for (let n = number; ; n++) {
    const candidate = suffixedName(name, ` (${n})`);
    if (!taken.has(candidate)) return { name: candidate, number: n };
  }
};

const sortNaturally = (placed: readonly PlacedCollection[]): readonly PlacedCollection[] =>
  placed
    .map((entry) => ({ entry, key: naturalKey(entry.name) }))
    .sort((a, b) =>
      a.key < b.key ? -1 : a.key > b.key ? 1 : a.entry.name < b.entry.name ? -1 : 1,
    )
    .map(({ entry }) => entry);

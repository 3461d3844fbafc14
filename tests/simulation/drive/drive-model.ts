import type { MediaId } from '../../../src/core/base/ids.ts';

interface ModelItem {
  readonly name: string;
  readonly tags: readonly string[];
  readonly isTrashed: boolean;
  readonly places: readonly string[];
}

interface ModelState {
  readonly collections: readonly string[];
  readonly items: ReadonlyMap<MediaId, ModelItem>;
}

/** The drive as simply as it can be said: paths that never move, items with places, and whole states to go back to. */
export interface DriveModel {
  readonly state: () => ModelState;
  readonly act: (change: (state: ModelState) => ModelState) => void;
  readonly undo: () => boolean;
  readonly redo: () => boolean;
  /** What was purged is gone from every state, past ones too. */
  readonly purge: (id: MediaId) => void;
}

export const createDriveModel = (): DriveModel => {
  let now: ModelState = { collections: [], items: new Map() };
  const past: ModelState[] = [];
  let future: ModelState[] = [];
  const step = (from: ModelState[], to: ModelState[]): boolean => {
    const next = from.pop();
    if (next === undefined) return false;
    to.push(now);
    now = keepMade(now, next);
    return true;
  };
  return {
    state: () => now,
    act: (change) => {
      past.push(now);
      future = [];
      now = change(now);
    },
    undo: () => step(past, future),
    redo: () => step(future, past),
    purge: (id) => {
      const without = (state: ModelState): ModelState => ({
        ...state,
        items: new Map([...state.items].filter(([key]) => key !== id)),
      });
      now = without(now);
      past.forEach((state, i) => (past[i] = without(state)));
      future.forEach((state, i) => (future[i] = without(state)));
    },
  };
};

/** What a step back unmakes goes to the trash with its places: an item never merely vanishes. */
const keepMade = (from: ModelState, to: ModelState): ModelState => {
  const items = new Map(to.items);
  for (const [id, item] of from.items) {
    if (!items.has(id)) items.set(id, { ...item, isTrashed: true });
  }
  return { ...to, items };
};

/** The states as a person sees them: every collection with its items, its counts, and the trash. */
export const modelPortrait = ({ collections, items }: ModelState): readonly string[] => {
  const lines = ['', ...collections].flatMap((path) => {
    const here = [...items.values()].filter(
      (item) => !item.isTrashed && item.places.includes(path),
    );
    const rows = here.map(({ name, tags }) => `${path}/${name} [${tags.join()}]`);
    return [`${path}/ ${here.length} items, ${here.length * 9_000} bytes`, ...rows];
  });
  const trash = [...items.values()].filter((item) => item.isTrashed);
  return [...lines, ...trash.map(({ name }) => `trash: ${name}`)].sort();
};

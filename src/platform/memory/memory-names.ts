import type { Clock } from '../../core/base/clock.ts';
import type { MemoryBytes } from './memory-bytes.ts';
import type { SeededRandom } from './memory-random.ts';

/** Of the moves that a power cut tears, one in this many leaves neither the old name nor the new one. */
const NEITHER_NAME_ONE_IN = 16;

/** The names of a simulated disk: as the process sees them, and as the platter has them. */
export interface MemoryNames {
  get(path: string): MemoryBytes | undefined;
  /** All files, in the order in which their names came. */
  entries(): IterableIterator<[string, MemoryBytes]>;
  create(path: string, bytes: MemoryBytes): void;
  move(from: string, to: string): void;
  remove(path: string): void;
  /** The same names in both states, over copies of the files. */
  copy(): MemoryNames;
  /**
   * The names after the power went: those older than the settling time stand, each later change is kept
   * with `keepChance`, apart from the others. One line for each that was not.
   */
  afterPowerCut(random: SeededRandom, keepChance: number): PowerCutNames;
}

/** What a power cut left of the names, each with bytes of its own. */
export interface PowerCutNames {
  readonly files: ReadonlyMap<string, MemoryBytes>;
  readonly losses: readonly string[];
}

type NameMap = Map<string, MemoryBytes>;

/** A change of names that a power cut may still forget. */
type NameChange = { readonly atMs: number; readonly bytes: MemoryBytes } & (
  | { readonly kind: 'create' | 'remove'; readonly path: string }
  | { readonly kind: 'move'; readonly from: string; readonly to: string }
);

/** Names that become durable `settleMs` after their change; those in `shown` and `platter` to begin with. */
export const createMemoryNames = (
  clock: Clock,
  settleMs: number,
  shown: NameMap = new Map(),
  platter: NameMap = new Map(),
  unsettled: readonly NameChange[] = [],
): MemoryNames => {
  let changes = [...unsettled];

  const settle = (): void => {
    const youngest = clock.nowMs() - settleMs;
    for (const change of changes.filter(({ atMs }) => atMs <= youngest)) apply(platter, change);
    changes = changes.filter(({ atMs }) => atMs > youngest);
  };

  const record = (change: NameChange): void => {
    apply(shown, change);
    changes.push(change);
    settle();
  };

  const existing = (path: string): MemoryBytes => {
    const bytes = shown.get(path);
    if (bytes === undefined) throw new RangeError(`There is no ${path} to rename.`);
    return bytes;
  };

  return {
    get: (path) => shown.get(path),
    entries: () => shown.entries(),
    create: (path, bytes) => record({ kind: 'create', path, bytes, atMs: clock.nowMs() }),
    move: (from, to) =>
      record({ kind: 'move', from, to, bytes: existing(from), atMs: clock.nowMs() }),
    remove: (path) =>
      record({ kind: 'remove', path, bytes: existing(path), atMs: clock.nowMs() }),
    copy: () => {
      const twin = memoise((bytes: MemoryBytes) => bytes.copy());
      return createMemoryNames(
        clock,
        settleMs,
        mapBytes(shown, twin),
        mapBytes(platter, twin),
        changes.map((change) => ({ ...change, bytes: twin(change.bytes) })),
      );
    },
    afterPowerCut: (random, keepChance) => {
      settle();
      return cutPower(platter, changes, random, keepChance);
    },
  };
};

const apply = (names: NameMap, change: NameChange): void => {
  switch (change.kind) {
    case 'create':
      names.set(change.path, change.bytes);
      return;
    case 'remove':
      names.delete(change.path);
      return;
    case 'move':
      names.delete(change.from);
      names.set(change.to, change.bytes);
  }
};

/** Old moves forgotten and newer ones kept may leave one file under two names: each gets bytes of its own. */
const cutPower = (
  platter: ReadonlyMap<string, MemoryBytes>,
  changes: readonly NameChange[],
  random: SeededRandom,
  keepChance: number,
): PowerCutNames => {
  const names: NameMap = new Map(platter);
  const losses: string[] = [];
  for (const change of changes) {
    if (random.happens(keepChance)) {
      apply(names, change);
    } else if (change.kind === 'move' && random.below(NEITHER_NAME_ONE_IN) === 0) {
      names.delete(change.from);
      losses.push(`lost both names of ${describe(change)}`);
    } else {
      losses.push(`forgot ${describe(change)}`);
    }
  }
  return { files: mapBytes(names, (bytes) => bytes.copy()), losses };
};

const describe = (change: NameChange): string =>
  change.kind === 'move'
    ? `move ${change.from} -> ${change.to}`
    : `${change.kind} ${change.path}`;

const mapBytes = (
  names: ReadonlyMap<string, MemoryBytes>,
  twin: (bytes: MemoryBytes) => MemoryBytes,
): NameMap => new Map([...names].map(([path, bytes]) => [path, twin(bytes)]));

/** One answer for each argument, so that two names of one file stay names of one file. */
const memoise = <K extends object, V>(make: (key: K) => V): ((key: K) => V) => {
  const made = new Map<K, V>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const fresh = make(key);
    made.set(key, fresh);
    return fresh;
  };
};

import type { Clock } from '../../core/base/clock.ts';
import { HmError } from '../../core/base/hm-error.ts';
import type { Disk, DiskEntry, DiskFile } from '../../core/storage/disk.ts';
import { splitDiskPath, splitParent } from '../../core/storage/disk-path.ts';
import type { MemoryBytes } from './memory-bytes.ts';
import { createMemoryBytes } from './memory-bytes.ts';
import { createMemoryClock } from './memory-clock.ts';
import { busy, notADirectory, notFound, quotaExceeded } from './memory-disk-errors.ts';
import { createMemoryFile } from './memory-file.ts';
import type { MemoryNames } from './memory-names.ts';
import { createMemoryNames } from './memory-names.ts';
import { createSeededRandom } from './memory-random.ts';
import type { SimulatedOperations } from './simulated-operations.ts';
import { createSimulatedOperations } from './simulated-operations.ts';

/** How a process ends: 'crash' keeps the page cache (SIGKILL), 'power-cut' keeps what the platter has. */
export type Ending = 'crash' | 'power-cut';

/** What a simulated disk is made of; everything has a default. */
export interface MemoryDiskOptions {
  readonly seed?: number;
  readonly clock?: Clock;
  /** Writes that would hold more bytes in all reject 'quota-exceeded'. */
  readonly quotaBytes?: number;
  /** How long a power cut may forget a change of names, by `clock`. 60,000 unless told. */
  readonly namesSettleMs?: number;
  /** The counter of the process, where a catalogue shares it. */
  readonly operations?: SimulatedOperations;
}

/** A `Disk` in memory with a machine under it that can die and lose what a real one loses. */
export interface MemoryDisk extends Disk {
  readonly operations: SimulatedOperations;
  /** Bytes of all files together. */
  usedBytes(): number;
  /** Every path and its bytes as a reader sees them now; for comparing whole disks. */
  files(): ReadonlyMap<string, Uint8Array>;
  /** What the power cut that this disk came out of took: one line a loss, none without one. */
  readonly losses: readonly string[];
  /**
   * Ends the process and returns the disk that the next one finds. The same disk may be survived more
   * than once: each time another end of the same story, decided by `seed`.
   */
  survive(ending: Ending, options?: SurviveOptions): MemoryDisk;
}

/** What the next process brings. */
export interface SurviveOptions {
  /** Decides what a power cut takes. The disk's own seed unless told. */
  readonly seed?: number;
  readonly operations?: SimulatedOperations;
}

/** What is stored, apart from the process that stores it. */
interface Platter {
  readonly names: MemoryNames;
  readonly directories: Set<string>;
  readonly losses: readonly string[];
}

/** An empty disk in memory. */
export const createMemoryDisk = (options: MemoryDiskOptions = {}): MemoryDisk => {
  const clock = options.clock ?? createMemoryClock();
  const names = createMemoryNames(clock, options.namesSettleMs ?? 60_000);
  return mountDisk({ names, directories: new Set(), losses: [] }, { ...options, clock });
};

type MountOptions = MemoryDiskOptions & { readonly clock: Clock };

const mountDisk = (platter: Platter, options: MountOptions): MemoryDisk => {
  const { names, directories } = platter;
  const seed = options.seed ?? 1;
  const operations = options.operations ?? createOperations(seed);
  const openPaths = new Set<string>();

  const usedBytes = (): number => {
    let sum = 0;
    for (const [, bytes] of names.entries()) sum += bytes.size();
    return sum;
  };
  const admit = (path: string, growthBytes: number): void => {
    const { quotaBytes } = options;
    if (quotaBytes === undefined || growthBytes <= 0) return;
    if (usedBytes() + growthBytes > quotaBytes) throw quotaExceeded(path, growthBytes);
  };
  const existing = (path: string): MemoryBytes => names.get(path) ?? notFound(path);
  const assertClosed = (path: string): void => {
    if (openPaths.has(path)) throw busy(path);
  };

  const openFile = (path: string, create: boolean): DiskFile => {
    assertFilePath(path, directories);
    assertClosed(path);
    if (names.get(path) === undefined) {
      if (!create) notFound(path);
      operations.begin('create', path);
      makeParents(path, names, directories);
      names.create(path, createMemoryBytes());
    }
    openPaths.add(path);
    return createMemoryFile(path, existing(path), operations, admit, () => {
      openPaths.delete(path);
    });
  };

  const moveFile = (from: string, to: string): void => {
    existing(from);
    assertFilePath(to, directories);
    assertClosed(from);
    assertClosed(to);
    operations.begin('move', `${from} -> ${to}`);
    if (from === to) return;
    makeParents(to, names, directories);
    names.move(from, to);
  };

  const removePath = (path: string): void => {
    if (splitDiskPath(path).length === 0) throw new RangeError('The root stays.');
    const doomed = [...names.entries()].map(([name]) => name).filter(isAtOrBelow(path));
    for (const name of doomed) assertClosed(name);
    for (const name of doomed) {
      operations.begin('remove', name);
      names.remove(name);
    }
    for (const directory of [...directories].filter(isAtOrBelow(path))) {
      directories.delete(directory);
    }
  };

  // The bodies above run in one turn; `later` makes them answer, and fail, as a real disk does.
  const later = <T>(act: () => T): Promise<T> =>
    Promise.resolve().then(() => {
      operations.assertAlive();
      return act();
    });

  return {
    operations,
    losses: platter.losses,
    usedBytes,
    files: () => new Map([...names.entries()].map(([path, b]) => [path, b.read(0, b.size())])),
    open: (path, { create }) => later(() => openFile(path, create)),
    read: (path, start = 0, end = Infinity) =>
      later(() => existing(path).read(start, Math.max(0, end - start))),
    size: (path) => later(() => names.get(path)?.size() ?? null),
    move: (from, to) => later(() => moveFile(from, to)),
    remove: (path) => later(() => removePath(path)),
    list: (directory) => later(() => listDirectory(directory, names, directories)),
    survive: (ending, next = {}) => {
      operations.kill();
      const seedOfEnd = next.seed ?? seed;
      const survivor =
        ending === 'crash' ? crash(platter) : cutPower(platter, options, seedOfEnd);
      const nextOperations = next.operations ?? createOperations(seedOfEnd);
      return mountDisk(survivor, { ...options, seed: seedOfEnd, operations: nextOperations });
    },
  };
};

const createOperations = (seed: number): SimulatedOperations =>
  createSimulatedOperations(createSeededRandom(seed).fork('operations'));

/** SIGKILL: the page cache outlives the process, unflushed bytes still unflushed. */
const crash = ({ names, directories }: Platter): Platter => ({
  names: names.copy(),
  directories: new Set(directories),
  losses: [],
});

/** Each power cut draws how merciful it is, so that the extremes come as often as the middle. */
const cutPower = (
  platter: Platter,
  { clock, namesSettleMs = 60_000 }: MountOptions,
  seed: number,
): Platter => {
  const random = createSeededRandom(seed).fork('power-cut');
  const drawChance = () => [0, 0.5, 0.5, 1][random.below(4)] ?? 0.5;
  const left = platter.names.afterPowerCut(random, drawChance());
  const losses = [...left.losses];
  const files = new Map<string, MemoryBytes>();
  const keepBytesChance = drawChance();
  for (const [path, file] of left.files) {
    const { bytes, loss } = file.afterPowerCut(random, keepBytesChance);
    files.set(path, bytes);
    if (loss !== null) losses.push(`tore ${path}: ${loss}`);
  }
  const directories = new Set(platter.directories);
  const names = createMemoryNames(clock, namesSettleMs, files, new Map(files));
  for (const path of files.keys()) makeParents(path, names, directories);
  return { names, directories, losses };
};

const makeParents = (path: string, names: MemoryNames, directories: Set<string>): void => {
  const segments = splitDiskPath(path);
  for (let depth = 1; depth < segments.length; depth++) {
    const parent = segments.slice(0, depth).join('/');
    if (names.get(parent) !== undefined) throw notADirectory(parent);
    directories.add(parent);
  }
};

const listDirectory = (
  directory: string,
  names: MemoryNames,
  directories: ReadonlySet<string>,
): readonly DiskEntry[] => {
  splitDiskPath(directory);
  const prefix = directory === '' ? '' : `${directory}/`;
  const isChild = (path: string) =>
    path.startsWith(prefix) && !path.includes('/', prefix.length);
  const entry =
    (kind: DiskEntry['kind']) =>
    (path: string): DiskEntry => ({ name: path.slice(prefix.length), kind });
  const files = [...names.entries()].map(([path]) => path);
  return [
    ...files.filter(isChild).map(entry('file')),
    ...[...directories].filter(isChild).map(entry('directory')),
  ];
};

const isAtOrBelow =
  (path: string) =>
  (name: string): boolean =>
    name === path || name.startsWith(`${path}/`);

const assertFilePath = (path: string, directories: ReadonlySet<string>): void => {
  splitParent(path);
  if (!directories.has(path)) return;
  throw new HmError('io-failed', `${path} is a directory, a file was expected.`, { path });
};

import { describe, expect, it } from 'vitest';
import { encodeCbor } from '../../../src/core/base/cbor.ts';
import type { BlobHash } from '../../../src/core/base/ids.ts';
import type { PlainObject } from '../../../src/core/base/plain.ts';
import { framedBytes } from '../../../src/core/journal/frame.ts';
import type { Journal } from '../../../src/core/journal/journal.ts';
import type { Disk } from '../../../src/core/storage/disk.ts';
import type { Ending } from '../../../src/platform/memory/memory-disk.ts';
import { expectRecovery, SEED, tellUndisturbed } from './drive-checks.ts';
import type { DrivePorts, StartOptions } from './drive-world.ts';

/** Files below `directory` are never flushed. */
const withoutFlush =
  (directory: string) =>
  (disk: Disk): Disk => ({
    ...disk,
    open: async (path, options) => {
      const file = await disk.open(path, options);
      return path.startsWith(directory) ? { ...file, flush: () => Promise.resolve() } : file;
    },
  });

/** The journal with some of its methods replaced; it is a class, so it is not to be spread. */
const journalWith = (journal: Journal, changes: Partial<Journal>): Journal =>
  new Proxy(journal, {
    get: (target, name) => {
      const changed: unknown = Reflect.get(changes, name);
      const own: unknown = Reflect.get(target, name);
      return changed ?? (typeof own === 'function' ? (own.bind(target) as unknown) : own);
    },
  });

/** Answers at once and writes an act when the next one comes. */
const withLateAppend = (ports: DrivePorts): DrivePorts => {
  const { journal } = ports;
  let late: readonly PlainObject[] | null = null;
  const write = async (): Promise<void> => {
    if (late !== null) await journal.append(late);
    late = null;
  };
  return {
    ...ports,
    journal: journalWith(journal, {
      append: async (entries) => {
        await write();
        late = entries;
        const { segment, offset } = journal.end();
        return { segment, offset: offset + framedBytes(encodeCbor(entries).length) };
      },
      compact: async (snapshot) => {
        await write();
        return journal.compact(snapshot);
      },
    }),
  };
};

const withEarlyPurge = (ports: DrivePorts): DrivePorts => ({
  ...ports,
  journal: journalWith(ports.journal, {
    append: async (entries) => {
      for (const entry of entries) {
        if (entry['e'] === 'blob-gone') await ports.blobs.remove(entry['hash'] as BlobHash);
      }
      return ports.journal.append(entries);
    },
  }),
});

const withoutReplay = (ports: DrivePorts): DrivePorts => ({
  ...ports,
  journal: journalWith(ports.journal, {
    replay: async function* () {
      // Nothing, as if the journal were empty.
    },
  }),
});

const withoutKind =
  (kind: string) =>
  (ports: DrivePorts): DrivePorts => ({
    ...ports,
    journal: journalWith(ports.journal, {
      compact: (snapshot) => ports.journal.compact(entriesBut(kind, snapshot)),
    }),
  });

async function* entriesBut(
  kind: string,
  entries: AsyncIterable<PlainObject>,
): AsyncIterable<PlainObject> {
  for await (const entry of entries) if (entry['e'] !== kind) yield entry;
}

const withoutAdopting = (ports: DrivePorts): DrivePorts => ({
  ...ports,
  blobs: { ...ports.blobs, adopt: () => Promise.resolve('stored') },
});

interface Plant extends StartOptions {
  readonly bug: string;
  readonly ending: Ending;
  /** The share of the story that is over before the bug can do anything. */
  readonly after?: number;
}

const PLANTS: readonly Plant[] = [
  {
    bug: 'staging is not flushed',
    ending: 'power-cut',
    plantInDisk: withoutFlush('staging/'),
  },
  {
    bug: 'the journal is not flushed',
    ending: 'power-cut',
    plantInDisk: withoutFlush('journal/'),
  },
  {
    bug: 'an act is acknowledged before it is written',
    ending: 'power-cut',
    plant: withLateAppend,
  },
  { bug: 'a staged file is not adopted', ending: 'crash', plant: withoutAdopting },
  {
    bug: 'bytes are removed before the journal says so',
    ending: 'crash',
    plant: withEarlyPurge,
    after: 0.8,
  },
  { bug: 'a start does not replay the journal', ending: 'power-cut', plant: withoutReplay },
  { bug: 'a snapshot leaves out acts', ending: 'crash', plant: withoutKind('act'), after: 0.6 },
  {
    bug: 'a snapshot leaves out blobs',
    ending: 'crash',
    plant: withoutKind('blob'),
    after: 0.6,
  },
];

/** The first operation at which dying shows that something is wrong; `null` where nothing ever does. */
const findCatch = async ({ ending, after = 0, ...start }: Plant): Promise<string | null> => {
  const undisturbed = await tellUndisturbed(SEED);
  const first = Math.ceil(undisturbed.begins + 1 + after * undisturbed.operations);
  for (let at = first; at <= undisturbed.operations; at++) {
    try {
      await expectRecovery({ ending, crashAt: at, seed: SEED }, undisturbed, start);
    } catch (error) {
      return String(error);
    }
  }
  return null;
};

describe('the simulation notices when', () => {
  it.each(PLANTS)(
    '$bug ($ending)',
    async (plant) => {
      expect(await findCatch(plant)).not.toBeNull();
    },
    120_000,
  );
});

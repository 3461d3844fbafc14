import { describe, expect, it } from 'vitest';
import { areBytesEqual } from '../../../src/core/base/bytes.ts';
import { HmError } from '../../../src/core/base/hm-error.ts';
import type { Damage } from '../../../src/core/integrity/damage.ts';
import { createMemoryClock } from '../../../src/platform/memory/memory-clock.ts';
import {
  createMemoryDisk,
  type Ending,
  type MemoryDisk,
} from '../../../src/platform/memory/memory-disk.ts';
import { seeded } from '../../fixtures/seeded.ts';
import { flipBytes, seededBytes } from '../../fixtures/stored-blob.ts';
import { createRepairWorld, folderOf } from '../../unit/core/integrity/repair-world.ts';

const SEED = Number(import.meta.env['HM_SEED']);
const IS_LONG = process.env['HM_LONG'] === '1';
/** A head, and one chunk of data. */
const HEAD_BYTES = 40_000;
const BYTES = seededBytes(seeded(SEED), 90_000);
const OTHER = seededBytes(seeded(SEED + 1), 5_000);
const ENDINGS: readonly Ending[] = ['crash', 'power-cut'];

/** A way to be damaged, and how it is healed. */
interface Story {
  readonly what: string;
  /** Whether a copy can be reached beside parity. */
  readonly hasCopy: boolean;
  readonly damage: (disk: MemoryDisk, found: Damage, path: string) => Promise<Damage>;
}

const STORIES: readonly Story[] = [
  {
    what: 'flipped bytes, healed in place from parity',
    hasCopy: false,
    damage: async (disk, found, path) => {
      await flipBytes(disk, path, [HEAD_BYTES + 10, HEAD_BYTES + 20]);
      return found;
    },
  },
  {
    what: 'the end cut off, healed in place from parity',
    hasCopy: false,
    damage: async (disk, found, path) => {
      const file = await disk.open(path, { create: false });
      await file.truncate(BYTES.length - 4_000);
      await file.flush();
      await file.close();
      return { ...found, kind: 'wrong-size' };
    },
  },
  {
    what: 'flipped bytes and a lost list, assembled from parity',
    hasCopy: false,
    damage: async (disk, found, path) => {
      await flipBytes(disk, path, [10]);
      await disk.remove(`lists/${found.listHash}`);
      return found;
    },
  },
  {
    what: 'a lost blob, assembled from a copy',
    hasCopy: true,
    damage: async (disk, found, path) => {
      await disk.remove(path);
      return { ...found, kind: 'missing' };
    },
  },
];

/** A disk on which one blob is damaged and another is not, long enough ago that names are settled. */
const damagedDisk = async ({ damage }: Story, quotaBytes?: number) => {
  const clock = createMemoryClock();
  const quota = quotaBytes === undefined ? {} : { quotaBytes };
  const made = createMemoryDisk({ seed: SEED, clock, ...quota });
  const world = createRepairWorld(made);
  const other = await world.store(OTHER, 0);
  const { path, ...found } = await world.store(BYTES, 10, HEAD_BYTES);
  const damaged = await damage(made, found, path);
  clock.advance(120_000);
  return { disk: made.survive('crash', { seed: SEED }), damaged, path, otherPath: other.path };
};

const worldOn = (disk: MemoryDisk, { hasCopy }: Story) =>
  createRepairWorld(disk, { extra: hasCopy ? [folderOf([BYTES])] : [] });

/** What a start does: goes on with what was cut short, then heals what is still damaged. */
const recover = async (disk: MemoryDisk, story: Story, damaged: Damage): Promise<void> => {
  const { repairer } = worldOn(disk, story);
  await repairer.resume();
  await repairer.repair(damaged);
};

const expectHealed = async (
  disk: MemoryDisk,
  story: Story,
  { damaged, path, otherPath }: Awaited<ReturnType<typeof damagedDisk>>,
  what: string,
): Promise<void> => {
  const { repairer } = worldOn(disk, story);
  await repairer.resume();
  const outcome = await repairer.repair(damaged);
  expect(outcome.state, what).toBe('repaired');
  expect(areBytesEqual(await disk.read(path), BYTES), what).toBe(true);
  expect(areBytesEqual(await disk.read(otherPath), OTHER), what).toBe(true);
  expect(await disk.list('repair'), what).toEqual([]);
};

const operationsOf = async (story: Story): Promise<number> => {
  const { disk, damaged } = await damagedDisk(story);
  await recover(disk, story, damaged);
  return disk.operations.count();
};

describe.each(STORIES)(`P9: a repair that is cut short: $what (seed ${SEED})`, (story) => {
  it.each(ENDINGS)(
    'by %s at each storage operation is finished by the next start',
    async (ending) => {
      const operations = await operationsOf(story);
      expect(operations).toBeGreaterThan(6);
      for (let crashAt = 1; crashAt <= operations; crashAt++) {
        const world = await damagedDisk(story);
        world.disk.operations.crashAt(crashAt);
        await recover(world.disk, story, world.damaged).catch((error: unknown) => {
          if (!world.disk.operations.isDead()) throw error;
        });
        const survivor = world.disk.survive(ending, { seed: SEED + crashAt });
        await expectHealed(survivor, story, world, `${ending} at ${crashAt}`);
      }
    },
    300_000,
  );

  it.each(ENDINGS)(
    'by %s, and again while it recovers, too',
    async (ending) => {
      const operations = await operationsOf(story);
      const stride = IS_LONG ? 1 : 3;
      for (let crashAt = 1; crashAt <= operations; crashAt += stride) {
        for (let again = 1; again <= operations; again += IS_LONG ? 1 : 4) {
          const world = await damagedDisk(story);
          world.disk.operations.crashAt(crashAt);
          await recover(world.disk, story, world.damaged).catch(() => undefined);
          const second = world.disk.survive(ending, { seed: SEED + crashAt });
          second.operations.crashAt(again);
          await recover(second, story, world.damaged).catch(() => undefined);
          const third = second.survive(ending, { seed: SEED + crashAt + 1 });
          await expectHealed(third, story, world, `${ending} at ${crashAt}, then ${again}`);
        }
      }
    },
    600_000,
  );

  it('by a disk that fills up at each of them says so and loses nothing', async () => {
    const operations = await operationsOf(story);
    for (let failAt = 1; failAt <= operations; failAt++) {
      const world = await damagedDisk(story);
      const full = new HmError('quota-exceeded', 'The disk is full.');
      world.disk.operations.failAt(failAt, full, 'once');
      await recover(world.disk, story, world.damaged).catch((error: unknown) => {
        expect(error, `full at ${failAt}`).toBe(full);
      });
      await expectHealed(world.disk, story, world, `full at ${failAt}`);
    }
  }, 300_000);
});

import { createBLAKE2b } from 'hash-wasm';
import { describe, expect, it } from 'vitest';
import { isBlobHash } from '../../../src/core/base/ids.ts';
import type { Ending } from '../../../src/platform/memory/memory-disk.ts';
import {
  createSimulatedMachine,
  type SimulatedMachine,
} from '../../../src/platform/memory/simulated-machine.ts';
import { STORY, tellStory } from './drive-story.ts';
import { portrait, type RunningDrive, startDrive } from './drive-world.ts';
import { blobHashOf } from './simulated-lab.ts';

const SEED = Number(process.env['HM_SEED'] ?? 20_261_121);

/** A machine on which a drive was begun, long enough ago that its names are settled. */
const createMachineWithDrive = async (seed: number): Promise<SimulatedMachine> => {
  const machine = createSimulatedMachine({ seed });
  await startDrive(machine);
  machine.clock.advance(120_000);
  return machine.survive('crash', { seed });
};

/** What the drive looks like after each step of an undisturbed story, and how many operations it took. */
const tellUndisturbed = async () => {
  const machine = await createMachineWithDrive(SEED);
  const running = await startDrive(machine);
  const before = machine.operations.count();
  const portraits = [await portrait(running)];
  const ends = [before];
  await tellStory(running, machine, async () => {
    portraits.push(await portrait(running));
    ends.push(machine.operations.count());
  });
  return { portraits, ends, operations: machine.operations.count() };
};

const runningHash = async () => {
  const hasher = (await createBLAKE2b(256)).init();
  return {
    update: (bytes: Uint8Array) => void hasher.update(bytes),
    digest: () => hasher.digest(),
  };
};

/** Invariant 2: no bytes bear a hash that they do not have. */
const expectHonestNames = async ({ disk }: SimulatedMachine): Promise<void> => {
  for (const [path, bytes] of disk.files()) {
    const name = path.split('/').at(-1) ?? '';
    if (path.startsWith('blobs/') && isBlobHash(name))
      expect(await blobHashOf(bytes)).toBe(name);
  }
};

/** Invariant 2: every record's bytes are there and right, or the item is listed as missing. */
const expectHonestRecords = async ({ drive }: RunningDrive): Promise<number> => {
  await drive.checkPresence();
  let missing = 0;
  for (const path of ['', ...drive.collections.list('', true).map((c) => c.path)]) {
    for (const row of (await drive.listing.list(path, {})).items) {
      if (row.availability === 'missing') missing += 1;
      else await drive.originals.open(row.id);
    }
  }
  return missing;
};

/** Invariant 7: the catalogue made again from the journal equals the one that grew. */
const expectEqualRebuild = async ({ drive }: RunningDrive): Promise<void> => {
  const grown = await drive.exportHash(await runningHash());
  const { exportHash } = await drive.rebuildCatalog(await runningHash());
  expect(exportHash).toBe(grown);
};

interface Tale {
  readonly ending: Ending;
  readonly crashAt: number;
  readonly seed: number;
  /** Where recovery dies too, if it does. */
  readonly recoveryCrashAt?: number;
}

/** Tells the story until operation `crashAt`, ends the process, recovers, and holds the invariants. */
const expectRecovery = async (tale: Tale, portraits: readonly string[]): Promise<void> => {
  const { ending, crashAt, seed, recoveryCrashAt } = tale;
  const machine = await createMachineWithDrive(seed);
  const running = await startDrive(machine);
  machine.operations.crashAt(crashAt);
  const acknowledged = await tellStory(running, machine);
  let survivor = machine.survive(ending, { seed: seed + crashAt });
  if (recoveryCrashAt !== undefined) {
    survivor.operations.crashAt(recoveryCrashAt);
    await startDrive(survivor).catch((error: unknown) => {
      if (!survivor.operations.isDead()) throw error;
    });
    survivor = survivor.survive(ending, { seed: seed + crashAt + 1 });
  }
  const recovered = await startDrive(survivor);
  const allowed = [portraits[acknowledged], portraits[acknowledged + 1]];
  expect(allowed, JSON.stringify(tale)).toContain(await portrait(recovered));
  await expectHonestNames(survivor);
  const missing = await expectHonestRecords(recovered);
  if (ending === 'crash') expect(missing, 'a crash loses no bytes').toBe(0);
  await expectEqualRebuild(recovered);
};

describe(`a drive that dies at every storage operation of import, move, edit, delete and compaction (seed ${SEED})`, () => {
  it('the story takes each step', async () => {
    const { portraits, operations } = await tellUndisturbed();
    expect(portraits).toHaveLength(STORY.length + 1);
    expect(operations).toBeGreaterThan(80);
    expect(portraits.at(-1)).toMatchInlineSnapshot(`
      "/ 0 items, 0 bytes, -
      archive/ 0 items, 0 bytes, -
      best/ 2 items, 18000 bytes, -
      best/a.jpg cdf34d4a [beach,sea] 5
      best/c.jpg c0de6c96 [] -
      journeys/ 0 items, 0 bytes, -
      journeys/2024/ 1 items, 9000 bytes, sun
      journeys/2024/a.jpg cdf34d4a [beach,sea] 5"
    `);
  });

  it('invariants 1, 2, 5, 7: a crash between any two operations loses nothing acknowledged', async () => {
    const { portraits, ends, operations } = await tellUndisturbed();
    for (let crashAt = (ends[0] ?? 0) + 1; crashAt <= operations; crashAt++) {
      await expectRecovery({ ending: 'crash', crashAt, seed: SEED }, portraits);
    }
  }, 300_000);

  it('invariants 1, 2, 5, 7: a power cut loses no record; bytes that lost their name are listed', async () => {
    const { portraits, ends, operations } = await tellUndisturbed();
    for (let crashAt = (ends[0] ?? 0) + 1; crashAt <= operations; crashAt++) {
      await expectRecovery({ ending: 'power-cut', crashAt, seed: SEED }, portraits);
    }
  }, 300_000);
});

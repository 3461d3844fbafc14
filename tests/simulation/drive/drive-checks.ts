import { createBLAKE2b } from 'hash-wasm';
import { expect } from 'vitest';
import { isBlobHash } from '../../../src/core/base/ids.ts';
import type { RunningHash } from '../../../src/core/drive/export-hash.ts';
import type { Ending } from '../../../src/platform/memory/memory-disk.ts';
import {
  createSimulatedMachine,
  type SimulatedMachine,
} from '../../../src/platform/memory/simulated-machine.ts';
import { STORY, type Step, tellStory } from './drive-story.ts';
import { portrait, type RunningDrive, startDrive, type StartOptions } from './drive-world.ts';
import { blobHashOf } from './simulated-lab.ts';

/** Fixed in the gate, new in `npm run test:long`, which prints it. */
export const SEED = Number(import.meta.env['HM_SEED']);
/** Whether there is time for more seeds. */
export const IS_LONG = process.env['HM_LONG'] === '1';

/** A machine on which a drive was begun, long enough ago that its names are settled. */
export const createMachineWithDrive = async (
  seed: number,
  options: { readonly quotaBytes?: number } = {},
): Promise<SimulatedMachine> => {
  const machine = createSimulatedMachine({ seed, ...options });
  await startDrive(machine);
  machine.clock.advance(120_000);
  return machine.survive('crash', { seed });
};

/** A hash for `exportHash` and `rebuildCatalog`. */
export const runningHash = async (): Promise<RunningHash> => {
  const hasher = (await createBLAKE2b(256)).init();
  return {
    update: (bytes) => void hasher.update(bytes),
    digest: () => hasher.digest(),
  };
};

/** What the drive looks like after each step of an undisturbed story, and how many operations that took. */
export interface Undisturbed {
  readonly portraits: readonly string[];
  /** Operations before the first step. */
  readonly begins: number;
  readonly operations: number;
}

/** Tells a story to its end. */
export const tellUndisturbed = async (
  seed: number,
  story: readonly Step[] = STORY,
): Promise<Undisturbed> => {
  const machine = await createMachineWithDrive(seed);
  const running = await startDrive(machine);
  const begins = machine.operations.count();
  const portraits = [await portrait(running)];
  await tellStory(
    running,
    machine,
    async () => void portraits.push(await portrait(running)),
    story,
  );
  return { portraits, begins, operations: machine.operations.count() };
};

/** Invariant 2: no bytes bear a hash that they do not have. */
export const expectHonestNames = async ({ disk }: SimulatedMachine): Promise<void> => {
  for (const [path, bytes] of disk.files()) {
    const name = path.split('/').at(-1) ?? '';
    if (path.startsWith('blobs/') && isBlobHash(name)) {
      expect(await blobHashOf(bytes), path).toBe(name);
    }
  }
};

/** Invariant 2: every record's bytes are there and right, trashed ones too, or listed as missing; how many are. */
export const expectHonestRecords = async ({ drive }: RunningDrive): Promise<number> => {
  await drive.checkPresence();
  const rows = (await drive.trash.list()).flatMap(({ row }) => row ?? []);
  for (const path of ['', ...drive.collections.list('', true).map((c) => c.path)]) {
    rows.push(...(await drive.listing.list(path, {})).items);
  }
  let missing = 0;
  for (const row of rows) {
    if (row.availability === 'missing') missing += 1;
    else await drive.originals.open(row.id);
  }
  return missing;
};

/** Invariant 7: the catalogue made again from the journal equals the one that grew. */
export const expectEqualRebuild = async ({ drive }: RunningDrive): Promise<void> => {
  const grown = await drive.exportHash(await runningHash());
  const { exportHash } = await drive.rebuildCatalog(await runningHash());
  expect(exportHash, 'the export hash after a rebuild').toBe(grown);
};

/** One way to die. */
export interface Tale {
  readonly ending: Ending;
  readonly crashAt: number;
  readonly seed: number;
  /** Where recovery dies too, if it does. */
  readonly recoveryCrashAt?: number;
}

/** Tells a story until operation `crashAt`, ends the process, recovers, and holds the invariants 1, 2, 5 and 7. */
export const expectRecovery = async (
  tale: Tale,
  { portraits }: Undisturbed,
  { story = STORY, ...start }: StartOptions & { readonly story?: readonly Step[] } = {},
): Promise<void> => {
  const { ending, crashAt, seed, recoveryCrashAt } = tale;
  const machine = await createMachineWithDrive(seed);
  const running = await startDrive(machine, start);
  machine.operations.crashAt(crashAt);
  const acknowledged = await tellStory(running, machine, undefined, story);
  let survivor = machine.survive(ending, { seed: seed + crashAt });
  if (recoveryCrashAt !== undefined) {
    survivor.operations.crashAt(recoveryCrashAt);
    await startDrive(survivor, start).catch((error: unknown) => {
      if (!survivor.operations.isDead()) throw error;
    });
    survivor = survivor.survive(ending, { seed: seed + crashAt + 1 });
  }
  const recovered = await startDrive(survivor, start);
  const allowed = [portraits[acknowledged], portraits[acknowledged + 1]];
  expect(allowed, JSON.stringify(tale)).toContain(await portrait(recovered));
  await expectHonestNames(survivor);
  const missing = await expectHonestRecords(recovered);
  if (ending === 'crash') expect(missing, 'a crash loses no bytes').toBe(0);
  await recovered.drive.checkCatalog();
  expect(recovered.drive.startup.degraded, 'a sound catalogue').not.toContain('catalog-mended');
  await expectEqualRebuild(recovered);
};

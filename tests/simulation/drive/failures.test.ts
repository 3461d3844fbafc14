import { describe, expect, it } from 'vitest';
import { HmError, isHmError } from '../../../src/core/base/hm-error.ts';
import type { ImportReport } from '../../../src/core/imports/import-job.ts';
import type { SimulatedMachine } from '../../../src/platform/memory/simulated-machine.ts';
import {
  createMachineWithDrive,
  expectEqualRebuild,
  expectHonestNames,
  expectHonestRecords,
  IS_LONG,
  SEED,
  tellUndisturbed,
} from './drive-checks.ts';
import { STORY, type Step } from './drive-story.ts';
import { importFiles, portrait, type RunningDrive, startDrive } from './drive-world.ts';
import { memoryFile } from './simulated-lab.ts';

const failure = (type: 'io-failed' | 'quota-exceeded'): HmError =>
  new HmError(type, 'The simulated disk refused. Try again.', {});

/** Why a step did not do what it should: what it was refused with, or the reason of a file that failed. */
const failureOfStep = async (
  step: Step,
  running: RunningDrive,
  machine: SimulatedMachine,
): Promise<string | null> => {
  try {
    const done = await step.run(running, machine);
    const { failed = [] } = (done ?? {}) as Partial<ImportReport>;
    return failed[0]?.type ?? null;
  } catch (error) {
    if (!isHmError(error)) throw error;
    return error.type;
  }
};

/** Tells the story, one operation failing once; a step that is refused is asked for again. */
const tellWithFailureAt = async (
  failAt: number,
  type: 'io-failed' | 'quota-exceeded',
  end: string,
): Promise<void> => {
  const machine = await createMachineWithDrive(SEED);
  const running = await startDrive(machine);
  machine.operations.failAt(failAt, failure(type));
  const refused: string[] = [];
  for (const step of STORY) {
    const before = await portrait(running);
    const reason = await failureOfStep(step, running, machine);
    if (reason === null) continue;
    refused.push(step.name);
    expect(reason, step.name).toBe(type);
    expect(await portrait(running), `what is shown after ${step.name} failed`).toBe(before);
    // Any act takes in what the journal has already; where that is nothing, the step is asked for again.
    await running.drive.writeLocal(['probe'], {});
    if ((await portrait(running)) === before) await step.run(running, machine);
  }
  expect(refused.length, `${type} at ${failAt}: ${refused.join()}`).toBeLessThanOrEqual(1);
  expect(await portrait(running), `${type} at ${failAt}`).toBe(end);
  await running.drive.collections.create(`after/${failAt}`, {}, null);
  await expectHonestNames(machine);
  expect(await expectHonestRecords(running), `${type} at ${failAt}`).toBe(0);
  expect(running.defects).toEqual([]);
  const shown = await portrait(running);
  await expectEqualRebuild(running);
  const restarted = await startDrive(machine.survive('crash'));
  expect(await portrait(restarted)).toBe(shown);
};

/** The next act is written and flushed; its commit is refused and, once the reserve is removed, the second attempt. */
const refuseCommits = ({ operations }: SimulatedMachine): void => {
  operations.failAt(operations.count() + 3, failure('quota-exceeded'));
  operations.failAt(operations.count() + 5, failure('quota-exceeded'));
};

describe(`a disk and a database that refuse (seed ${SEED})`, () => {
  it.each(['io-failed', 'quota-exceeded'] as const)(
    'D5: one %s at any operation is told or made up for; nothing is lost, the drive goes on',
    async (type) => {
      const { begins, operations, portraits } = await tellUndisturbed(SEED);
      const end = portraits.at(-1) ?? '';
      for (let at = begins + 1; at <= operations; at += IS_LONG ? 1 : 2) {
        await tellWithFailureAt(at, type, end);
      }
    },
    300_000,
  );

  it('D6: an act that the journal has and the catalogue refused is shown with the next act, and done once', async () => {
    const machine = await createMachineWithDrive(SEED);
    const { drive, events } = await startDrive(machine);
    refuseCommits(machine);
    const create = () => drive.collections.create('once', {}, 'request-1');
    await expect(create()).rejects.toMatchObject({ type: 'quota-exceeded' });
    expect(machine.operations.trace().at(-1)).toContain('commit');
    expect(drive.collections.list('', true)).toEqual([]);
    await create();
    expect(drive.collections.list('', true).map(({ path }) => path)).toEqual(['once']);
    expect(events.at(-1)?.payload).toMatchObject({
      collections: expect.arrayContaining(['once']) as unknown,
    });
    expect(await drive.undo.undo(null)).toBe('Created once');
    expect(drive.collections.list('', true)).toEqual([]);
  });

  it('D6: a compaction after such an act keeps it', async () => {
    const machine = await createMachineWithDrive(SEED);
    const { drive } = await startDrive(machine);
    refuseCommits(machine);
    await expect(drive.collections.create('kept', {}, null)).rejects.toMatchObject({
      type: 'quota-exceeded',
    });
    machine.clock.advance(120_000);
    expect(await drive.compact({ force: true })).toBe(true);
    const restarted = await startDrive(machine.survive('crash'));
    expect(restarted.drive.collections.get('kept').name).toBe('kept');
  });

  it('D6: a rebuild that fails half way is finished by the next act', async () => {
    const machine = await createMachineWithDrive(SEED);
    const running = await startDrive(machine);
    for (const step of STORY.slice(0, 6)) await step.run(running, machine);
    const before = await portrait(running);
    const hash = { update: () => undefined, digest: () => '' };
    // The clear, the form, then the replay's commit.
    machine.operations.failAt(machine.operations.count() + 3, failure('io-failed'));
    await expect(running.drive.rebuildCatalog(hash)).rejects.toMatchObject({
      type: 'io-failed',
    });
    await running.drive.collections.remove('best', null);
    await running.drive.undo.undo(null);
    expect(await portrait(running)).toBe(before);
    await expectEqualRebuild(running);
  });

  it('D22: a full disk in mid-import pauses the job and says why; with space it goes on and ends', async () => {
    const files = Array.from({ length: 12 }, (_, i) => memoryFile(`f${i}`, 40_000));
    const machine = await createMachineWithDrive(SEED, { quotaBytes: 900_000 });
    const ballast = await machine.disk.open('ballast', { create: true });
    await ballast.write(0, new Uint8Array(600_000));
    await ballast.close();
    const running = await startDrive(machine);
    await expect(importFiles(running, 'full', files)).rejects.toMatchObject({
      type: 'quota-exceeded',
    });
    const [job] = running.imports.list();
    expect(job?.state).toBe('paused');
    expect(job?.pausedBecause?.type).toBe('quota-exceeded');
    const added = job?.report.added.length ?? 0;
    expect(added).toBeGreaterThan(0);
    expect(added).toBeLessThan(12);
    expect((await running.drive.listing.list('full', {})).total).toBe(added);
    expect(
      [...machine.disk.files().keys()].filter((path) => path.startsWith('staging/')),
    ).toEqual([]);

    await machine.disk.remove('ballast');
    await running.imports.resume(job?.id ?? ('' as never));
    await expect.poll(() => running.imports.list()[0]?.state).toBe('done');
    expect(running.imports.list()[0]?.report.failed).toEqual([]);
    expect((await running.drive.listing.list('full', {})).total).toBe(12);
    expect(await expectHonestRecords(running)).toBe(0);
    await expectEqualRebuild(running);
  });

  it('D44: on a full disk items are edited, thrown away and purged, and that makes room', async () => {
    const machine = await createMachineWithDrive(SEED, { quotaBytes: 900_000 });
    const running = await startDrive(machine);
    const { drive } = running;
    const files = Array.from({ length: 6 }, (_, i) => memoryFile(`f${i}`, 40_000));
    const { added } = await importFiles(running, 'full', files);
    const [kept, ...gone] = added;
    if (kept === undefined) throw new Error('nothing came');
    await fillDisk(machine, 900_000);

    await drive.media.update([kept], { title: 'Kept' }, null);
    await drive.media.remove(gone, null);
    const trash = await drive.trash.list();
    expect(trash).toHaveLength(5);
    await drive.trash.purge(
      trash.map(({ id }) => id),
      null,
    );
    expect(900_000 - machine.disk.usedBytes()).toBeGreaterThan(5 * 40_000);
    expect((await drive.media.get(kept)).title).toBe('Kept');
    await importFiles(running, 'full', [memoryFile('more', 40_000)]);
    expect((await drive.listing.list('full', {})).total).toBe(2);
    expect(await expectHonestRecords(running)).toBe(0);
    await expectEqualRebuild(running);
  });

  it('D44: what a full catalogue cannot take in gets the room that the journal has kept', async () => {
    const machine = await createMachineWithDrive(SEED, { quotaBytes: 900_000 });
    const running = await startDrive(machine);
    await running.drive.collections.create('before', {}, null);
    // Room for the act itself, so that the journal does not need its reserve.
    await fillDisk(machine, 895_000);
    const isReserved = async () => (await machine.disk.size('journal/reserve')) !== null;
    // The act's write and flush, then what the catalogue does.
    machine.operations.failAt(machine.operations.count() + 3, failure('quota-exceeded'));
    const ballast = machine.disk.usedBytes();
    expect(await isReserved()).toBe(true);
    await running.drive.collections.create('behind', {}, null);
    expect(await isReserved()).toBe(false);
    expect(machine.disk.usedBytes()).toBeLessThan(ballast);
    expect(running.drive.collections.get('behind').name).toBe('behind');
  });
});

/** Takes all of the room that is left. */
const fillDisk = async ({ disk }: SimulatedMachine, quotaBytes: number): Promise<void> => {
  const ballast = await disk.open('ballast', { create: true });
  await ballast.write(0, new Uint8Array(quotaBytes - disk.usedBytes()));
  await ballast.close();
};

import { describe, expect, it } from 'vitest';
import {
  createMemoryCatalog,
  type MemoryCatalog,
} from '../../../src/platform/memory/memory-catalog.ts';
import {
  createSimulatedMachine,
  type SimulatedMachine,
} from '../../../src/platform/memory/simulated-machine.ts';
import {
  createMachineWithDrive,
  expectEqualRebuild,
  expectHonestRecords,
  SEED,
} from './drive-checks.ts';
import { STORY } from './drive-story.ts';
import { portrait, type RunningDrive, startDrive } from './drive-world.ts';

const tellSteps = async (
  running: RunningDrive,
  machine: SimulatedMachine,
  from: number,
  to: number,
): Promise<void> => {
  for (const step of STORY.slice(from, to)) await step.run(running, machine);
};

/** A machine after some steps of the story, its process ended. */
const machineAfter = async (
  steps: number,
): Promise<{ machine: SimulatedMachine; shown: string }> => {
  const machine = await createMachineWithDrive(SEED);
  const running = await startDrive(machine);
  await tellSteps(running, machine, 0, steps);
  const shown = await portrait(running);
  machine.clock.advance(120_000);
  return { machine: machine.survive('crash', { seed: SEED + 1 }), shown };
};

const emptyCatalog = ({ clock, operations }: SimulatedMachine): MemoryCatalog =>
  createMemoryCatalog({ clock, operations });

const blobNames = ({ disk }: SimulatedMachine): readonly string[] =>
  [...disk.files().keys()].filter((path) => path.startsWith('blobs/')).sort();

const MOMENTS = [3, 6, 9, 11, 12, STORY.length];

describe('a browser that evicts a part of the drive', () => {
  it.each(MOMENTS)(
    'D8: without its catalogue the drive is made again from the journal (after %i steps)',
    async (steps) => {
      const { machine, shown } = await machineAfter(steps);
      const running = await startDrive({ ...machine, catalog: emptyCatalog(machine) });
      expect(await portrait(running)).toBe(shown);
      expect(await expectHonestRecords(running)).toBe(0);
      await expectEqualRebuild(running);
    },
  );

  it.each(MOMENTS)(
    'D9: without its journal the drive writes it again from the catalogue (after %i steps)',
    async (steps) => {
      const { machine, shown } = await machineAfter(steps);
      await machine.disk.remove('journal');
      const running = await startDrive(machine);
      expect(running.drive.startup.degraded).toEqual(['journal-restored']);
      expect(await portrait(running)).toBe(shown);
      await expectEqualRebuild(running);
      const survivor = machine.survive('crash', { seed: SEED + 4 });
      const again = await startDrive({ ...survivor, catalog: emptyCatalog(survivor) });
      expect(await portrait(again)).toBe(shown);
    },
  );

  it.each(MOMENTS)(
    'D9: an older journal that came back gets what the catalogue knows beyond it (after %i steps)',
    async (steps) => {
      const { machine } = await machineAfter(Math.min(steps, 6));
      const old = [...machine.disk.files()].filter(([path]) => path.startsWith('journal/'));
      const running = await startDrive(machine);
      await tellSteps(running, machine, Math.min(steps, 6), STORY.length);
      const shown = await portrait(running);
      const next = machine.survive('crash', { seed: SEED + 2 });
      await next.disk.remove('journal');
      for (const [path, bytes] of old) {
        const file = await next.disk.open(path, { create: true });
        await file.write(0, bytes);
        await file.close();
      }
      const blobs = blobNames(next);
      const restored = await startDrive(next);
      expect(restored.drive.startup.degraded).toContain('journal-restored');
      expect(await portrait(restored)).toBe(shown);
      expect(blobNames(next)).toEqual(blobs);
      await expectEqualRebuild(restored);
      expect(await portrait(restored)).toBe(shown);
    },
  );

  it('D9: cut off in the middle, that is done again at the next start', async () => {
    const { machine, shown } = await machineAfter(STORY.length);
    await machine.disk.remove('journal');
    for (let crashAt = 1; crashAt < 12; crashAt++) {
      const attempt = machine.survive('crash');
      attempt.operations.crashAt(crashAt);
      await startDrive(attempt).catch((error: unknown) => {
        if (!attempt.operations.isDead()) throw error;
      });
      const survivor = attempt.survive('crash');
      const running = await startDrive(survivor);
      expect(await portrait(running), `crash at ${crashAt}`).toBe(shown);
      await expectEqualRebuild(running);
    }
  });

  it('D8: a catalogue older than the journal, even than its last compaction, catches up', async () => {
    const { machine } = await machineAfter(3);
    const old = machine.catalog.survive('crash');
    const next = machine.survive('crash', { seed: SEED + 2 });
    const running = await startDrive(next);
    await tellSteps(running, next, 3, STORY.length);
    const shown = await portrait(running);
    const survivor = next.survive('crash', { seed: SEED + 3 });
    const recovered = await startDrive({
      ...survivor,
      catalog: old.survive('crash', { operations: survivor.operations }),
    });
    expect(await portrait(recovered)).toBe(shown);
    await expectEqualRebuild(recovered);
  });

  it('invariant 3: blobs that vanish keep their records; back again they are found; nothing is deleted', async () => {
    const { machine, shown } = await machineAfter(6);
    const away = [...machine.disk.files()].filter(([path]) => path.startsWith('blobs/'));
    await machine.disk.remove('blobs');
    const running = await startDrive(machine);
    expect(await expectHonestRecords(running)).toBeGreaterThan(0);
    expect(await portrait(running)).toBe(shown);
    const [row] = (await running.drive.listing.list('best', {})).items;
    expect(row?.availability).toBe('missing');
    await expect(running.drive.originals.open(row?.id ?? ('' as never))).rejects.toMatchObject({
      type: 'missing',
    });
    for (const [path, bytes] of away) {
      const file = await machine.disk.open(path, { create: true });
      await file.write(0, bytes);
      await file.close();
    }
    expect((await running.drive.checkPresence()).found).toBe(away.length);
    expect(await expectHonestRecords(running)).toBe(0);
  });

  it('invariant 3: with journal and catalogue gone a new drive begins and the blobs stay, as orphans', async () => {
    const { machine } = await machineAfter(6);
    const blobs = blobNames(machine);
    await machine.disk.remove('journal');
    const running = await startDrive({ ...machine, catalog: emptyCatalog(machine) });
    expect((await running.drive.checkPresence()).orphans).toBe(blobs.length);
    await running.drive.trash.purgeExpired();
    expect(blobNames(machine)).toEqual(blobs);
  });

  it('V14: a store that was evicted is told as that, each half by its own word, and no other start is', async () => {
    const { machine } = await machineAfter(6);
    const sound = await startDrive(machine.survive('crash'));
    expect(sound.drive.startup.degraded).toEqual([]);

    const noDatabase = machine.survive('crash');
    const rebuilt = await startDrive({ ...noDatabase, catalog: emptyCatalog(noDatabase) });
    expect(rebuilt.drive.startup.degraded).toEqual(['catalog-rebuilt']);

    const noFiles = machine.survive('crash');
    for (const { name } of await noFiles.disk.list('')) await noFiles.disk.remove(name);
    const gone = await startDrive(noFiles);
    expect(gone.drive.startup.degraded).toEqual(['files-gone', 'journal-restored']);
    const report = await gone.drive.integrity.verify();
    expect(report.missing).toBe(report.checked);
    expect(report.stillMissing.length).toBeGreaterThan(0);

    const begun = await startDrive({
      ...noFiles,
      disk: createSimulatedMachine({ seed: SEED }).disk,
      catalog: emptyCatalog(noFiles),
    });
    expect(begun.drive.startup.degraded).toEqual([]);
  });
});

describe('a journal whose segments are gone', () => {
  it.each(MOMENTS)(
    'D9: all of them but the empty one that was made ahead: the catalogue is not forgotten for it (after %i steps)',
    async (steps) => {
      const { machine, shown } = await machineAfter(steps);
      const logs = [...machine.disk.files()].filter(([path]) => path.endsWith('.log'));
      const written = logs.filter(([, bytes]) => bytes.length > 0);
      expect(written.length).toBeLessThan(logs.length);
      for (const [path] of written) await machine.disk.remove(path);
      const running = await startDrive(machine);
      expect(running.drive.startup.degraded).toContain('journal-restored');
      expect(await portrait(running)).toBe(shown);
      expect(await expectHonestRecords(running)).toBe(0);
      await expectEqualRebuild(running);
      const again = await startDrive(machine.survive('crash', { seed: SEED + 2 }));
      expect(await portrait(again)).toBe(shown);
      expect(again.drive.startup.degraded).not.toContain('journal-restored');
    },
  );
});

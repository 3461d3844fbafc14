import { expect } from 'vitest';
import type { SimulatedMachine } from '../../../src/platform/memory/simulated-machine.ts';
import {
  createMachineWithDrive,
  expectEqualRebuild,
  expectHonestNames,
  expectHonestRecords,
  SEED,
} from '../drive/drive-checks.ts';
import { STORY, tellStory } from '../drive/drive-story.ts';
import { portrait, type RunningDrive, startDrive } from '../drive/drive-world.ts';
import { copyBlobs, createCopyRepair, type GoodCopies } from './good-copy.ts';

/** Steps of the story after which there is something of everything: edits, a trash, a compaction and what came behind it. */
const STEPS = STORY.length - 1;
/** A drive of which everything is known: what it shows, its good bytes, and every file of it. */
export interface Told {
  readonly machine: SimulatedMachine;
  readonly shown: string;
  readonly copies: GoodCopies;
  /** Everything on the disk that is more than an empty file. */
  readonly paths: readonly string[];
}

/** Tells a story, and ends the machine of it. */
export const tell = async (): Promise<Told> => {
  const machine = await createMachineWithDrive(SEED);
  const running = await startDrive(machine);
  await tellStory(running, machine, undefined, STORY.slice(0, STEPS));
  const shown = await portrait(running);
  machine.clock.advance(120_000);
  const ended = machine.survive('crash', { seed: SEED });
  const files = [...ended.disk.files()].filter(([, bytes]) => bytes.length > 0);
  return {
    machine: ended,
    shown,
    copies: copyBlobs(ended),
    paths: files.map(([path]) => path).sort(),
  };
};

/** Reads every byte, and lets the journal be mended. */
export const verify = async (running: RunningDrive, machine: SimulatedMachine) => {
  const report = await running.drive.integrity.verify({ deep: true });
  // A journal that was just opened, or whose next segment was just made, may not be compacted yet.
  for (let tries = 0; tries < 2; tries++) {
    machine.clock.advance(120_000);
    await running.drive.mendJournal();
  }
  return report;
};

/** A drive with a good copy in reach is what it was before the damage, whatever it was. */
export const expectHealed = async (
  { shown, copies }: Told,
  machine: SimulatedMachine,
  what: string,
  checks = 1,
) => {
  const running = await startDrive(machine, { repairerOf: createCopyRepair(copies) });
  const report = await verify(running, machine);
  // A chunk list is made again of a blob that is right: where both were damaged, by the next check.
  for (let n = 1; n < checks; n++) await running.drive.integrity.verify({ deep: true });
  expect(await portrait(running), what).toBe(shown);
  expect(report.stillMissing, what).toEqual([]);
  await expectHonestNames(machine);
  expect(await expectHonestRecords(running), what).toBe(0);
  await expectEqualRebuild(running);
  const again = await running.drive.integrity.verify({ deep: true });
  expect(again, what).toMatchObject({ missing: 0, corrupt: 0, repaired: 0 });
  expect(running.defects, what).toEqual([]);
  return report;
};

/** The same machine once more, as it was before any damage. */
export const survivorOf = ({ machine }: Told, seed: number): SimulatedMachine =>
  machine.survive('crash', { seed: SEED + seed });

/** Where frames begin, from their headers (docs/spec/journal.md). */
export const frameBoundaries = (bytes: Uint8Array = new Uint8Array()): readonly number[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const cuts: number[] = [];
  for (let at = 0; at < bytes.length; at += 28 + view.getUint32(at + 16)) cuts.push(at);
  return cuts;
};

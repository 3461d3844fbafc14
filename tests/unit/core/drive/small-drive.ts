import type { MediaId } from '../../../../src/core/base/ids.ts';
import {
  createSimulatedMachine,
  type SimulatedMachine,
} from '../../../../src/platform/memory/simulated-machine.ts';
import {
  importFiles,
  type RunningDrive,
  startDrive,
} from '../../../simulation/drive/drive-world.ts';
import { memoryFile } from '../../../simulation/drive/simulated-lab.ts';

/** A drive on a machine in memory, with what a test of rules asks most. */
export interface SmallDrive extends RunningDrive {
  readonly machine: SimulatedMachine;
  /** Imports files by name; their ids. */
  add(path: string, ...names: string[]): Promise<readonly MediaId[]>;
  /** Names in a collection, sorted. */
  names(path: string): Promise<readonly string[]>;
  paths(): readonly string[];
  /** The same drive after its process ended and another began. */
  restart(): Promise<SmallDrive>;
}

let restarts = 0;

const wrap = (running: RunningDrive, machine: SimulatedMachine): SmallDrive => {
  const { drive } = running;
  return {
    ...running,
    machine,
    add: async (path, ...names) => {
      const report = await importFiles(
        running,
        path,
        names.map((name) => memoryFile(name)),
      );
      return [...report.added, ...report.duplicates.map(({ id }) => id)];
    },
    names: async (path) =>
      (await drive.listing.list(path, { sort: 'name', order: 'asc' })).items.map(
        ({ name }) => name,
      ),
    paths: () => drive.collections.list('', true).map(({ path }) => path),
    restart: () => {
      restarts += 1;
      return start(machine.survive('crash', { seed: 1_000 + restarts }));
    },
  };
};

const start = async (machine: SimulatedMachine): Promise<SmallDrive> =>
  wrap(await startDrive(machine), machine);

/** A new drive; everything that it draws is decided by its seed, 1. */
export const startSmallDrive = (): Promise<SmallDrive> =>
  start(createSimulatedMachine({ seed: 1 }));

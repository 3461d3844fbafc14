import type { MemoryCatalog } from './memory-catalog.ts';
import { createMemoryCatalog } from './memory-catalog.ts';
import type { MemoryClock } from './memory-clock.ts';
import { createMemoryClock } from './memory-clock.ts';
import type { Ending, MemoryDisk } from './memory-disk.ts';
import { createMemoryDisk } from './memory-disk.ts';
import type { SeededRandom } from './memory-random.ts';
import { createSeededRandom } from './memory-random.ts';
import type { SimulatedOperations } from './simulated-operations.ts';
import { createSimulatedOperations } from './simulated-operations.ts';

/** What a simulated machine is made of. The seed decides everything that it draws. */
export interface SimulatedMachineOptions {
  readonly seed: number;
  readonly clock?: MemoryClock;
  readonly quotaBytes?: number;
  readonly namesSettleMs?: number;
}

/** One browser on one machine: a disk and a catalogue that die together, one counter over both. */
export interface SimulatedMachine {
  readonly disk: MemoryDisk;
  readonly catalog: MemoryCatalog;
  readonly clock: MemoryClock;
  readonly random: SeededRandom;
  readonly operations: SimulatedOperations;
  /** Ends the process; the machine that the next one finds, its counter at 0, the clock going on. */
  survive(ending: Ending, options?: { readonly seed?: number }): SimulatedMachine;
}

/** A machine with nothing stored on it. */
export const createSimulatedMachine = (options: SimulatedMachineOptions): SimulatedMachine => {
  const clock = options.clock ?? createMemoryClock();
  const { seed } = options;
  const settings = { ...options, clock, operations: createOperations(seed) };
  const { namesSettleMs: settleMs = 60_000 } = options;
  return assemble(
    createMemoryDisk(settings),
    createMemoryCatalog({ ...settings, settleMs }),
    clock,
    seed,
  );
};

const assemble = (
  disk: MemoryDisk,
  catalog: MemoryCatalog,
  clock: MemoryClock,
  seed: number,
): SimulatedMachine => ({
  disk,
  catalog,
  clock,
  random: createSeededRandom(seed).fork('machine'),
  operations: disk.operations,
  survive: (ending, options = {}) => {
    const next = {
      seed: options.seed ?? seed,
      operations: createOperations(options.seed ?? seed),
    };
    return assemble(
      disk.survive(ending, next),
      catalog.survive(ending, next),
      clock,
      next.seed,
    );
  },
});

const createOperations = (seed: number): SimulatedOperations =>
  createSimulatedOperations(createSeededRandom(seed).fork('operations'));

import type { MediaId } from '../../../src/core/base/ids.ts';
import type { SimulatedMachine } from '../../../src/platform/memory/simulated-machine.ts';
import { importFiles, type RunningDrive } from './drive-world.ts';
import { memoryFile } from './simulated-lab.ts';

/** One thing that a person does; it is acknowledged when it resolves. */
export interface Step {
  readonly name: string;
  run(running: RunningDrive, machine: SimulatedMachine): Promise<unknown>;
}

const idOf = async ({ drive }: RunningDrive, path: string, name: string): Promise<MediaId> => {
  const { items } = await drive.listing.list(path, {});
  const row = items.find((item) => item.name === name);
  if (row === undefined) throw new Error(`There is no ${name} in ${path}.`);
  return row.id;
};

/** A day with the drive: every kind of write, each step on what the ones before it left. */
export const STORY: readonly Step[] = [
  {
    name: 'make a collection',
    run: ({ drive }) => drive.collections.create('trips/2024', { description: 'sun' }, null),
  },
  {
    name: 'import one file',
    run: (running) => importFiles(running, 'trips/2024', [memoryFile('a.jpg')]),
  },
  {
    name: 'import a large file, in several chunks',
    run: (running) => importFiles(running, 'trips/2024', [memoryFile('b.jpg', 2_200_000)]),
  },
  {
    name: 'import the same bytes elsewhere',
    run: (running) => importFiles(running, 'best', [memoryFile('a.jpg')]),
  },
  {
    name: 'edit',
    run: async (running) =>
      running.drive.media.update(
        [await idOf(running, 'trips/2024', 'a.jpg')],
        { tags: ['beach', 'sea'], rating: 5 },
        null,
      ),
  },
  {
    name: 'move',
    run: async (running) =>
      running.drive.media.move(
        [await idOf(running, 'trips/2024', 'b.jpg')],
        'archive',
        null,
        null,
      ),
  },
  {
    name: 'remove into the trash',
    run: async (running) =>
      running.drive.media.remove([await idOf(running, 'archive', 'b.jpg')], null),
  },
  { name: 'undo', run: ({ drive }) => drive.undo.undo(null) },
  { name: 'redo', run: ({ drive }) => drive.undo.redo(null) },
  {
    name: 'rename a collection',
    run: ({ drive }) => drive.collections.move('trips', 'journeys', null),
  },
  {
    name: 'compact',
    run: async ({ drive }, { clock }) => {
      clock.advance(120_000);
      await drive.compact({ force: true });
    },
  },
  {
    name: 'import after the compaction',
    run: (running) => importFiles(running, 'best', [memoryFile('c.jpg')]),
  },
  {
    name: 'purge',
    run: async ({ drive }) =>
      drive.trash.purge(
        (await drive.trash.list()).map(({ id }) => id),
        null,
      ),
  },
];

/** Does the steps in order; returns how many were acknowledged before the process died or all were done. */
export const tellStory = async (
  running: RunningDrive,
  machine: SimulatedMachine,
  onDone: (step: number) => Promise<void> | void = () => undefined,
  story: readonly Step[] = STORY,
): Promise<number> => {
  let done = 0;
  for (const step of story) {
    try {
      await step.run(running, machine);
    } catch (error) {
      if (machine.operations.isDead()) return done;
      throw error;
    }
    done += 1;
    await onDone(done);
  }
  return done;
};

import { beforeAll, describe, expect, it } from 'vitest';
import type { MediaId } from '../../../../src/core/base/ids.ts';
import { STRETCH } from '../../../../src/core/base/stretches.ts';
import { TOLD_FROM } from '../../../../src/core/drive/act-news.ts';
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

/** A drive of `count` items in 'a', on which `onBreath` hears of every stretch of an act. */
const startFull = async (count: number) => {
  const machine = createSimulatedMachine({ seed: 1 });
  let onBreath = (): Promise<void> => Promise.resolve();
  const running = await startDrive(machine, { breathe: () => onBreath() });
  const files = Array.from({ length: count }, (_, i) => memoryFile(`${i}.jpg`));
  const { added } = await importFiles(running, 'a', files);
  running.events.length = 0;
  return {
    machine,
    running,
    ids: added,
    hear: (listener: () => Promise<void>): void => {
      onBreath = listener;
    },
  };
};

const tagsOf = async ({ drive }: RunningDrive): Promise<readonly string[]> => {
  const { items } = await drive.listing.list('a', {});
  const rows = items.map(({ tags }) => tags.join());
  const bodies = await Promise.all(
    items.map(async ({ id }) => (await drive.media.get(id)).tags.join()),
  );
  return [...new Set([...rows, ...bodies])];
};

describe('D45: an act on many items', () => {
  const COUNT = 5 * STRETCH;

  it('lets others be answered between its stretches, with everything as it was', async () => {
    const { running, ids, hear } = await startFull(COUNT);
    const { drive, events } = running;
    const seen = new Set<string>();
    let isLooking = false;
    let looks = 0;
    hear(async () => {
      if (isLooking) return;
      isLooking = true;
      const { items, total } = await drive.listing.list('a', {});
      const first = await drive.media.get(ids[0] as MediaId);
      const last = await drive.media.get(ids.at(-1) as MediaId);
      seen.add(`${total} ${items[0]?.tags.join()}|${first.tags.join()}|${last.tags.join()}`);
      looks += 1;
      isLooking = false;
    });
    await drive.media.update(ids, { addTags: ['sea'] }, null);
    // Read, compose, sign, parse, project and write: each at least once between five stretches.
    expect(looks).toBeGreaterThan(6 * 4);
    expect([...seen]).toEqual([`${COUNT} ||`]);
    expect(events.filter(({ event }) => event === 'change')).toHaveLength(1);
    expect(await tagsOf(running)).toEqual(['sea']);
    expect((await drive.undo.history(10)).filter(({ verb }) => verb === 'edit')).toHaveLength(
      1,
    );
    await drive.undo.undo(null);
    expect(await tagsOf(running)).toEqual(['']);
  });

  it('is done whole or not at all, wherever a crash comes between', async () => {
    const outcomes: string[] = [];
    for (let at = 1; outcomes.at(-1) !== 'ended'; at += 7) {
      const { machine, running, ids, hear } = await startFull(2 * STRETCH + 1);
      let breaths = 0;
      const left: SimulatedMachine[] = [];
      hear(() => {
        breaths += 1;
        if (breaths === at) left.push(machine.survive('crash', { seed: at }));
        return Promise.resolve();
      });
      const ended = await running.drive.media
        .update(ids, { addTags: ['sea'] }, null)
        .then(() => true)
        .catch(() => false);
      const next = await startDrive(left[0] ?? machine.survive('crash', { seed: at }));
      const tags = await tagsOf(next);
      expect(tags).toHaveLength(1);
      const edits = (await next.drive.undo.history(10)).filter(({ verb }) => verb === 'edit');
      expect(edits).toHaveLength(tags[0] === 'sea' ? 1 : 0);
      outcomes.push(ended ? 'ended' : tags[0] === 'sea' ? 'whole' : 'nothing');
    }
    expect(new Set(outcomes)).toEqual(new Set(['nothing', 'whole', 'ended']));
  });
});

describe('D46: the progress of an act', () => {
  let full: Awaited<ReturnType<typeof startFull>>;
  beforeAll(async () => {
    full = await startFull(TOLD_FROM);
  }, 120_000);

  const told = () =>
    full.running.events
      .splice(0)
      .flatMap(({ event, payload }) => (event === 'progress' ? [payload] : []));

  it('is told from nothing to all, never backwards, for its undo as well', async () => {
    const { drive } = full.running;
    await drive.media.update(full.ids, { addTags: ['sea'] }, null);
    const edit = told();
    await drive.undo.undo(null);
    const undo = told();
    for (const news of [edit, undo]) {
      const done = news.map((each) => (each as { done: number }).done);
      expect(done.length).toBeGreaterThan(10);
      expect(done[0]).toBe(0);
      expect(done.at(-1)).toBe(TOLD_FROM);
      expect(done).toEqual([...done].sort((a, b) => a - b));
    }
    expect(edit[0]).toMatchObject({ phase: 'acting', verb: 'edit', fields: ['tags'] });
    expect(undo[0]).toMatchObject({ phase: 'acting', verb: 'undo', total: TOLD_FROM });
  });

  it('is not told of a few items', async () => {
    await full.running.drive.media.update(full.ids.slice(1), { rating: 3 }, null);
    expect(told()).toEqual([]);
  });
});

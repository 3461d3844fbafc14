import { describe, expect, it } from 'vitest';
import type { MediaId } from '../../../../src/core/base/ids.ts';
import { UNDO_DAYS } from '../../../../src/core/drive/snapshot.ts';
import { UNDO_DEPTH } from '../../../../src/core/drive/undo-service.ts';
import type { SourceFile } from '../../../../src/core/imports/import-job.ts';
import type { MediaLab } from '../../../../src/core/media/media-lab.ts';
import { createSimulatedMachine } from '../../../../src/platform/memory/simulated-machine.ts';
import {
  importFiles,
  type RunningDrive,
  startDrive,
} from '../../../simulation/drive/drive-world.ts';
import { expectEqualRebuild } from '../../../simulation/drive/drive-checks.ts';
import { memoryFile } from '../../../simulation/drive/simulated-lab.ts';
import { startSmallDrive } from './small-drive.ts';

/** A lab in which every picture is a shot of one burst. */
const inOneBurst = (lab: MediaLab<SourceFile>): MediaLab<SourceFile> => ({
  ...lab,
  ingest: async (job, options) => {
    const result = await lab.ingest(job, options);
    return { ...result, facts: { ...result.facts, burstId: 'burst' } };
  },
});

/** A lab that gives out each file once the drive has said of the one before that it is in: an act each. */
const oneByOne = (isSaid: (files: number) => boolean, lab: MediaLab<SourceFile>) => {
  let files = 0;
  const ingest: MediaLab<SourceFile>['ingest'] = async (job, options) => {
    const before = files++;
    while (!isSaid(before)) await new Promise((resolve) => setImmediate(resolve));
    return lab.ingest(job, options);
  };
  return { ...lab, ingest };
};
const countChanges = ({ events }: Pick<RunningDrive, 'events'>): number =>
  events.filter(({ event }) => event === 'change').length;

const one = (ids: readonly MediaId[]): MediaId => ids[0] as MediaId;

describe('undo and redo', () => {
  it('D10: acts are taken back in reverse and done again in order', async () => {
    const { drive, add } = await startSmallDrive();
    const id = one(await add('a', 'x.jpg'));
    await drive.media.update([id], { rating: 1 }, null);
    await drive.media.update([id], { rating: 2, tags: ['t'] }, null);
    const shown = async () => {
      const { rating, tags } = await drive.media.get(id);
      return [rating, ...tags];
    };
    expect(await drive.undo.undo(null)).toBe('Edited 1 item');
    expect(await shown()).toEqual([1]);
    await drive.undo.undo(null);
    expect(await shown()).toEqual([null]);
    await drive.undo.redo(null);
    await drive.undo.redo(null);
    expect(await shown()).toEqual([2, 't']);
    expect(await drive.undo.redo(null)).toBeNull();
  });

  it('D10: a new act ends what could be done again', async () => {
    const { drive, paths } = await startSmallDrive();
    await drive.collections.create('a', {}, null);
    await drive.undo.undo(null);
    await drive.collections.create('b', {}, null);
    expect(await drive.undo.redo(null)).toBeNull();
    expect(paths()).toEqual(['b']);
  });

  it('D11: an import is one step, however many acts it took; what it made goes to the trash', async () => {
    const { drive, add, names } = await startSmallDrive();
    await add('in', 'a.jpg', 'b.jpg', 'c.jpg', 'd.jpg', 'e.jpg');
    expect(await drive.undo.undo(null)).toMatch(/^Imported/);
    expect(drive.collections.list('', true)).toEqual([]);
    const trash = await drive.trash.list();
    expect(trash.filter(({ type }) => type === 'media')).toHaveLength(5);
    await drive.undo.redo(null);
    expect(await names('in')).toHaveLength(5);
    expect(await drive.undo.undo(null)).not.toBeNull();
    expect(await drive.undo.undo(null)).toBeNull();
  });

  it('D11: the acts of a step are taken back in reverse: what each changed is as it was before the first', async () => {
    const running: RunningDrive = await startDrive(createSimulatedMachine({ seed: 1 }), {
      plantInLab: (lab) => oneByOne((files) => countChanges(running) >= files, inOneBurst(lab)),
    });
    const { drive, events } = running;
    const first = one((await importFiles(running, 'a', [memoryFile('0.jpg')])).added);
    const componentsOf = async () => (await drive.media.get(first)).components.length;
    const before = events.length;
    await importFiles(
      running,
      'a',
      ['1.jpg', '2.jpg', '3.jpg', '4.jpg', '5.jpg'].map((name) => memoryFile(name)),
    );
    // Each act made the same composite longer.
    expect(countChanges({ events: events.slice(before) })).toBeGreaterThanOrEqual(5);
    expect(await componentsOf()).toBe(6);
    await drive.undo.undo(null);
    expect(await componentsOf()).toBe(0);
    await drive.undo.redo(null);
    expect(await componentsOf()).toBe(6);
  });

  it('D12: the stacks survive a restart', async () => {
    const before = await startSmallDrive();
    await before.drive.collections.create('a', {}, null);
    await before.drive.collections.create('b', {}, null);
    await before.drive.collections.create('c', {}, null);
    await before.drive.undo.undo(null);
    const { drive, paths } = await before.restart();
    expect(await drive.undo.redo(null)).toBe('Created c');
    expect(await drive.undo.undo(null)).toBe('Created c');
    expect(await drive.undo.undo(null)).toBe('Created b');
    expect(paths()).toEqual(['a']);
  });

  it('D12: an act on very many items is kept in small records, and taken back whole after a restart', async () => {
    const before = await startSmallDrive();
    const names = Array.from({ length: 450 }, (_, i) => `${i}.jpg`);
    const ids = await before.add('a', ...names);
    await before.drive.media.update(ids, { rating: 3 }, null);
    const { drive, machine } = await before.restart();
    const records = machine.catalog.snapshot();
    const acts = (['acts', 'befores'] as const).flatMap((table) => records.get(table) ?? []);
    expect(acts.length).toBeGreaterThan(3);
    for (const { value } of acts) expect((value as Uint8Array).length).toBeLessThan(20_000);
    expect((await drive.undo.history(1, ids.at(-1)))[0]).toMatchObject({
      verb: 'edit',
      changes: 450,
    });
    expect(await drive.undo.undo(null)).toBe('Edited 450 items');
    const { items } = await drive.listing.list('a', {});
    expect(items.filter(({ rating }) => rating !== null)).toEqual([]);
    await drive.undo.redo(null);
    const again = await drive.listing.list('a', {});
    expect(again.items.every(({ rating }) => rating === 3)).toBe(true);
  });

  it('D12: a long import is one step after a restart too', async () => {
    const machine = createSimulatedMachine({ seed: 1 });
    const before: RunningDrive = await startDrive(machine, {
      plantInLab: (lab) => oneByOne((files) => countChanges(before) >= files, lab),
    });
    const files = Array.from({ length: UNDO_DEPTH + 20 }, (_, i) => memoryFile(`f${i}`));
    await importFiles(before, 'big', files);
    expect(countChanges(before)).toBeGreaterThan(UNDO_DEPTH);
    const { drive } = await startDrive(machine.survive('crash', { seed: 2 }));
    expect(await drive.undo.undo(null)).toBe(`Imported ${files.length} items`);
    expect(drive.collections.get('').deepMediaCount).toBe(0);
    expect((await drive.trash.list()).filter(({ type }) => type === 'media')).toHaveLength(
      files.length,
    );
  }, 120_000);

  it('D12: what is older than 30 days is told after a compaction, and stepped over', async () => {
    const small = await startSmallDrive();
    const ids = await small.add('a', 'x.jpg', 'y.jpg');
    await small.drive.media.update(ids, { rating: 3 }, null);
    small.machine.clock.advance((UNDO_DAYS + 1) * 86_400_000);
    expect(await small.drive.compact({ force: true })).toBe(true);
    await expectEqualRebuild(small);
    const { drive } = await small.restart();
    expect(await drive.undo.history(1)).toMatchObject([{ verb: 'edit', changes: 2 }]);
    expect(await drive.undo.undo(null)).toBeNull();
  });

  it('D13: what was purged since stays gone, and the step is stepped over', async () => {
    const { drive, add } = await startSmallDrive();
    await drive.collections.create('kept', {}, null);
    const id = one(await add('', 'x.jpg'));
    await drive.media.remove([id], null);
    await drive.trash.purge([id], null);
    expect(await drive.undo.undo(null)).toBe('Removed 1 item');
    expect(await drive.undo.undo(null)).toMatch(/^Imported/);
    expect(await drive.undo.undo(null)).toBe('Created kept');
    expect(await drive.undo.undo(null)).toBeNull();
    await expect(drive.media.get(id)).rejects.toMatchObject({ type: 'not-found' });
    expect(await drive.trash.list()).toMatchObject([{ type: 'collection', name: 'kept' }]);
  });

  it('D13: an import of what stands there already is no step', async () => {
    const { drive, add } = await startSmallDrive();
    await drive.collections.create('first', {}, null);
    await add('', 'x.jpg');
    await add('', 'x.jpg');
    await drive.undo.undo(null);
    expect((await drive.listing.list('', {})).total).toBe(0);
    expect(await drive.undo.undo(null)).toBe('Created first');
  });

  it('D14: the audit trail tells what was done, the newest first, and what is taken back now', async () => {
    const { drive } = await startSmallDrive();
    await drive.collections.create('a', {}, null);
    for (const step of ['undo', 'redo', 'undo'] as const) await drive.undo[step](null);
    const history = await drive.undo.history(10);
    expect(history.map(({ label }) => label)).toEqual([
      'Took back: Created a',
      'Did again: Created a',
      'Took back: Created a',
      'Created a',
    ]);
    expect(history.at(-1)?.undone).toBe(true);
    await drive.undo.redo(null);
    expect((await drive.undo.history(10)).at(-1)?.undone).toBe(false);
    await expect(drive.undo.history(0)).rejects.toMatchObject({ type: 'bad-limit' });
  });

  it('D14: an import is one line with all its files, taken back as one, beside what was done meanwhile', async () => {
    const { drive, add } = await startSmallDrive();
    await drive.collections.create('kept', {}, null);
    await Promise.all([
      add('in', 'a.jpg', 'b.jpg', 'c.jpg', 'd.jpg', 'e.jpg'),
      drive.collections.create('meanwhile', {}, null),
    ]);
    const [one, ...others] = await drive.undo.history(1);
    expect(others).toEqual([]);
    const lines = await drive.undo.history(10);
    expect(lines[0]).toEqual(one);
    expect(lines.map(({ label }) => label).sort()).toEqual([
      'Created kept',
      'Created meanwhile',
      'Imported 5 items',
    ]);
    expect(await drive.undo.undo(null)).toBe('Imported 5 items');
    const [took, ...before] = await drive.undo.history(10);
    expect(took).toMatchObject({
      verb: 'undo',
      facts: { what: { verb: 'import', facts: { count: 5 } } },
    });
    expect(before.find(({ verb }) => verb === 'import')?.undone).toBe(true);
  });

  it('D10: moving back takes a link and a placement away and brings them again', async () => {
    const { drive, add, names } = await startSmallDrive();
    const [id] = await add('a', 'x.jpg');
    await drive.collections.create('b', {}, null);
    await drive.media.move([id as MediaId], 'b', null, null);
    await drive.links.create({ source: 'a', target: 'b', type: 'alias' }, null);
    expect(await names('a')).toEqual(['x.jpg']);
    await drive.undo.undo(null);
    expect(drive.links.list('a')).toEqual([]);
    await drive.undo.undo(null);
    expect([await names('a'), await names('b')]).toEqual([['x.jpg'], []]);
    await drive.undo.redo(null);
    await drive.undo.redo(null);
    expect(drive.links.list('a')).toHaveLength(1);
    expect(await names('b')).toEqual(['x.jpg']);
  });
});

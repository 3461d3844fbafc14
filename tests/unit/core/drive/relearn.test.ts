import { describe, expect, it } from 'vitest';
import type { MediaId } from '../../../../src/core/base/ids.ts';
import { HmError } from '../../../../src/core/base/hm-error.ts';
import type { SourceFile } from '../../../../src/core/imports/import-job.ts';
import type { MediaFacts } from '../../../../src/core/media/media.ts';
import type { Decoders } from '../../../../src/core/media/relearn-rules.ts';
import type { MediaLab } from '../../../../src/core/media/media-lab.ts';
import { createSimulatedMachine } from '../../../../src/platform/memory/simulated-machine.ts';
import {
  importFiles,
  type RunningDrive,
  startDrive,
} from '../../../simulation/drive/drive-world.ts';
import { memoryFile } from '../../../simulation/drive/simulated-lab.ts';

const HASH = '0123456789abcdef';

/** A lab whose findings are changed on their way; `looked` hears of each file that is read. */
const labFinding =
  (
    facts: Partial<MediaFacts>,
    looked: (name: string, signal: AbortSignal) => void = () => undefined,
  ) =>
  (lab: MediaLab<SourceFile>): MediaLab<SourceFile> => ({
    ...lab,
    ingest: async (job, options) => {
      looked(job.name, options.signal);
      if (options.signal.aborted) throw new HmError('cancelled', 'Stopped.');
      const result = await lab.ingest(job, options);
      return { ...result, facts: { ...result.facts, ...facts } };
    },
  });

const NAMES = ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg'];
const decoders = (engine: string, hasParts = true): Decoders => ({
  engine,
  hasPartFor: () => hasParts,
});
const ENGINE = decoders('Chromium 156');

/** An old drive of four photos: their hashes were not made, and one could not be decoded. */
const oldDrive = async () => {
  const machine = createSimulatedMachine({ seed: 1 });
  const first = await startDrive(machine);
  const known = await importFiles(
    first,
    '',
    NAMES.slice(0, 3).map((name) => memoryFile(name)),
  );
  const next = machine.survive('crash', { seed: 2 });
  const broken = await startDrive(next, {
    plantInLab: labFinding({
      noThumbnail: 'picture-undecodable',
      thumbHash: null,
      width: null,
    }),
  });
  const undecoded = await importFiles(broken, '', [memoryFile('d.jpg')]);
  const later = next.survive('crash', { seed: 3 });
  later.clock.advance(60_000);
  return { machine: later, ids: [...known.added, ...undecoded.added] };
};

const hashesOf = ({ drive }: RunningDrive, ids: readonly MediaId[]) =>
  Promise.all(ids.map(async (id) => (await drive.media.get(id)).perceptualHash));

const never = new AbortController().signal;

describe('What items lack', () => {
  it('is found again once, without a trace in the history, and stays after a restart', async () => {
    const { ids, machine } = await oldDrive();
    const looked: string[] = [];
    const plantInLab = labFinding(
      { perceptualHash: HASH, thumbHash: '1QcSHQRn', width: 9 },
      (name) => looked.push(name),
    );
    const running = await startDrive(machine, { plantInLab });
    const { drive, events } = running;
    await drive.media.update(ids.slice(0, 1), { title: 'Mine' }, null);
    const told = await drive.undo.history(10);
    expect(await drive.relearn(ENGINE, never)).toEqual({ looked: 4, learnt: 4, isDone: true });
    expect(looked.toSorted()).toEqual(NAMES);
    expect(await hashesOf(running, ids)).toEqual([HASH, HASH, HASH, HASH]);
    const last = await drive.media.get(ids[3] as MediaId);
    expect(last).toMatchObject({ noThumbnail: null, thumbHash: '1QcSHQRn', width: 9 });
    expect((await drive.originals.thumbnail(last.id, 128)).bytes.length).toBeGreaterThan(0);
    expect(events.at(-1)).toMatchObject({ event: 'change' });
    expect(await drive.undo.history(10)).toEqual(told);
    expect(await drive.undo.history(10, ids[0])).toHaveLength(2);
    expect(await drive.undo.undo(null)).toBe('Edited 1 item');
    expect(await drive.undo.redo(null)).toBe('Edited 1 item');

    expect(await drive.relearn(ENGINE, never)).toMatchObject({ looked: 0, isDone: true });
    const again = await startDrive(machine.survive('crash', { seed: 4 }), { plantInLab });
    expect(await again.drive.relearn(ENGINE, never)).toMatchObject({ looked: 0, isDone: true });
    expect(await hashesOf(again, ids)).toEqual([HASH, HASH, HASH, HASH]);
    // What a person did is still the last step that can be taken back.
    await again.drive.undo.undo(null);
    const first = await again.drive.media.get(ids[0] as MediaId);
    expect(first).toMatchObject({ title: null, perceptualHash: HASH });
  });

  it('A11 waits for a part of the app, and is answered once it came, also of what came in the same run', async () => {
    const machine = createSimulatedMachine({ seed: 9 });
    let found: Partial<MediaFacts> = { noThumbnail: 'part-missing', thumbHash: null };
    const running = await startDrive(machine, {
      plantInLab: (lab) => ({
        ...lab,
        ingest: async (job, options) => {
          const result = await lab.ingest(job, options);
          return { ...result, facts: { ...result.facts, ...found } };
        },
      }),
    });
    const without = decoders('Chromium 156', false);
    await running.drive.relearn(without, never);
    const { added } = await importFiles(running, '', [
      memoryFile('a.jpg'),
      memoryFile('b.jpg'),
    ]);
    const reasons = () =>
      Promise.all(added.map(async (id) => (await running.drive.media.get(id)).noThumbnail));
    found = { noThumbnail: 'video-undecodable', thumbHash: null };
    expect(await running.drive.relearn(without, never)).toMatchObject({ looked: 0 });
    const withPart = decoders('Chromium 156 + ffmpeg-core.wasm');
    expect(await running.drive.relearn(withPart, never)).toMatchObject({
      looked: 2,
      learnt: 2,
    });
    expect(await reasons()).toEqual(['video-undecodable', 'video-undecodable']);
  });

  it('A11 is found in what was taken in while its part came, behind those that were looked at, after a restart too', async () => {
    const machine = createSimulatedMachine({ seed: 9 });
    const plantInLab = labFinding({ noThumbnail: 'part-missing', thumbHash: null });
    const running = await startDrive(machine, { plantInLab });
    await running.drive.relearn(ENGINE, never);
    const { added } = await importFiles(running, '', [memoryFile('a.jpg')]);
    const [id] = added as [MediaId];
    // The part is there, but whoever decodes cannot reach it: that is tried once, and not again and again.
    expect(await running.drive.relearn(ENGINE, never)).toMatchObject({ looked: 1, learnt: 0 });
    expect(await running.drive.relearn(ENGINE, never)).toMatchObject({ looked: 0 });
    await importFiles(running, '', [memoryFile('b.jpg')]);
    await running.drive.media.remove([id], null);

    const again = await startDrive(machine.survive('crash', { seed: 2 }), {
      plantInLab: labFinding({ noThumbnail: null }),
    });
    expect(await again.drive.relearn(ENGINE, never)).toEqual({
      looked: 2,
      learnt: 2,
      isDone: true,
    });
    expect(await again.drive.media.get(id)).toMatchObject({ noThumbnail: null });
    expect(await again.drive.relearn(ENGINE, never)).toMatchObject({ looked: 0 });
  });

  it('A11 one that comes while all that lacked a part are looked at makes for another round', async () => {
    const machine = createSimulatedMachine({ seed: 9 });
    let arrives = (): Promise<unknown> => Promise.resolve();
    const facts = { noThumbnail: 'part-missing' as string | null, thumbHash: null };
    const running = await startDrive(machine, {
      plantInLab: (lab) => ({
        ...lab,
        ingest: async (job, options) => {
          if (options.priority === 'LOW') await arrives();
          const result = await lab.ingest(job, options);
          const noThumbnail = options.priority === 'LOW' ? null : facts.noThumbnail;
          return { ...result, facts: { ...result.facts, ...facts, noThumbnail } };
        },
      }),
    });
    await importFiles(running, '', [memoryFile('a.jpg')]);
    arrives = async () => {
      arrives = () => Promise.resolve();
      await importFiles(running, '', [memoryFile('b.jpg')]);
    };
    const first = await running.drive.relearn(ENGINE, never);
    expect(first.isDone).toBe(false);
    await running.drive.relearn(ENGINE, never);
    const { items } = await running.drive.listing.list('', { sort: 'name', order: 'asc' });
    const left = await Promise.all(
      items.map(async ({ id }) => (await running.drive.media.get(id)).noThumbnail),
    );
    expect(left).toEqual([null, null]);
  });

  it('stops at once when somebody comes, keeps what was found, and goes on there after a restart', async () => {
    const { ids, machine } = await oldDrive();
    const stop = new AbortController();
    const looked: string[] = [];
    const running = await startDrive(machine, {
      plantInLab: labFinding({ perceptualHash: HASH }, (name) => {
        if (looked.length === 2) stop.abort();
        else looked.push(name);
      }),
    });
    expect(await running.drive.relearn(ENGINE, stop.signal)).toEqual({
      looked: 2,
      learnt: 2,
      isDone: false,
    });
    const before = await hashesOf(running, ids);
    expect(before.filter((hash) => hash === HASH)).toHaveLength(2);
    const again = await startDrive(machine.survive('crash', { seed: 4 }), {
      plantInLab: labFinding({ perceptualHash: HASH }, (name) => looked.push(name)),
    });
    expect(await again.drive.relearn(ENGINE, never)).toMatchObject({ looked: 2, isDone: true });
    expect(looked.toSorted()).toEqual(NAMES);
  });

  it('is looked for by another browser where no picture could be drawn', async () => {
    const { machine } = await oldDrive();
    const plantInLab = labFinding({ noThumbnail: 'picture-undecodable' });
    const { drive } = await startDrive(machine, { plantInLab });
    expect(await drive.relearn(ENGINE, never)).toMatchObject({ looked: 4 });
    expect(await drive.relearn(ENGINE, never)).toMatchObject({ looked: 0 });
    expect(await drive.relearn(decoders('Chromium 157'), never)).toMatchObject({
      looked: 1,
      isDone: true,
    });
  });

  it('is not looked for by another browser where pictures are there', async () => {
    const { machine } = await oldDrive();
    const running = await startDrive(machine);
    await running.drive.relearn(ENGINE, never);
    const looked: string[] = [];
    const { drive } = await startDrive(machine.survive('crash', { seed: 4 }), {
      plantInLab: labFinding({ noThumbnail: 'picture-undecodable' }, (name) =>
        looked.push(name),
      ),
    });
    // The lab of the first look drew everything: nothing is left but hashes, which no browser changes.
    expect(await drive.relearn(decoders('Chromium 157'), never)).toMatchObject({
      looked: 0,
      isDone: true,
    });
    expect(looked).toEqual([]);
  });

  it('passes over damaged bytes, missing bytes and the trash', async () => {
    const { ids, machine } = await oldDrive();
    const priorities = new Set<unknown>();
    const running = await startDrive(machine, {
      plantInLab: (lab) => ({
        ...labFinding({ perceptualHash: HASH })(lab),
        ingest: async (job, options) => {
          priorities.add(options.priority);
          const result = await labFinding({ perceptualHash: HASH })(lab).ingest(job, options);
          if (job.name === 'b.jpg') return { ...result, hash: 'f'.repeat(64) as never };
          if (job.name === 'c.jpg') throw new HmError('read-failed', 'It vanished.');
          return result;
        },
      }),
    });
    await running.drive.media.remove(ids.slice(0, 1), null);
    expect(await running.drive.relearn(ENGINE, never)).toEqual({
      looked: 3,
      learnt: 1,
      isDone: true,
    });
    expect(await hashesOf(running, ids)).toEqual([null, null, null, HASH]);
    expect([...priorities]).toEqual(['LOW']);
  });

  it('is not looked for in what this very program has imported', async () => {
    const running = await startDrive(createSimulatedMachine({ seed: 1 }));
    const files = NAMES.map((name) => memoryFile(name));
    await importFiles(running, '', files);
    const told = await running.drive.relearn(ENGINE, never);
    expect(told).toEqual({ looked: 0, learnt: 0, isDone: true });
  });

  it('is read once more where a file was never looked into, words of the file included', async () => {
    const machine = createSimulatedMachine({ seed: 1 });
    const poisoned = await startDrive(machine, {
      plantInLab: labFinding({ noThumbnail: 'poison', capturedAt: null, width: null }),
    });
    const { added } = await importFiles(poisoned, '', [memoryFile('a.jpg')]);
    const asked: unknown[] = [];
    const running = await startDrive(machine.survive('crash', { seed: 2 }), {
      plantInLab: (lab) => ({
        ...lab,
        ingest: async (job, options) => {
          asked.push(options.looksAgain);
          const result = await lab.ingest(job, options);
          const edits = { ...result.edits, title: 'Its own title', tags: ['sea'] };
          return { ...result, edits, facts: { ...result.facts, noThumbnail: 'no-cover' } };
        },
      }),
    });
    const unread = await running.drive.media.get(added[0] as MediaId);
    expect(unread).toMatchObject({ noThumbnail: 'poison', capturedAt: null });
    expect(await running.drive.lookAgain([...added, 'gone' as MediaId], never)).toEqual(added);
    expect(asked).toEqual([true]);
    expect(await running.drive.media.get(unread.id)).toMatchObject({
      noThumbnail: 'no-cover',
      capturedAt: '2024-06-03T10:00:00.000Z',
      width: 4,
      title: 'Its own title',
      tags: ['sea'],
    });
    expect((await running.drive.undo.history(10)).map(({ verb }) => verb)).toEqual(['import']);
  });

  it('stays as it was where looking into a file goes wrong again', async () => {
    const machine = createSimulatedMachine({ seed: 1 });
    const poisoned = await startDrive(machine, {
      plantInLab: labFinding({ noThumbnail: 'poison' }),
    });
    const { added } = await importFiles(poisoned, '', [memoryFile('a.jpg')]);
    expect(await poisoned.drive.lookAgain(added, never)).toEqual([]);
    expect(await poisoned.drive.media.get(added[0] as MediaId)).toMatchObject({
      noThumbnail: 'poison',
    });
  });
});

import { describe, expect, it } from 'vitest';
import type { JobId } from '../../../../src/core/base/ids.ts';
import { createImportService } from '../../../../src/core/imports/import-service.ts';
import {
  AT_ONCE,
  createDriveState,
  createImportWorld,
  createSeededScheduler,
  PREVIEW,
  queuedOf,
  sourceOf,
} from './import-world.ts';
import type { DriveState, Scheduler, TextFile } from './import-world.ts';

const REQUEST = { collection: 'trips', tags: ['sea'] };

const setUp = (drive: DriveState = createDriveState(), scheduler: Scheduler = AT_ONCE) => {
  const world = createImportWorld(drive, scheduler);
  return { drive, ...world, service: createImportService(world.ports) };
};

describe('start', () => {
  it('I1 the queue is in the journal before the first file is read', async () => {
    const { drive, lab, service } = setUp();
    const { job } = await service.start({ ...REQUEST, sources: [sourceOf('a.jpg')] });
    expect(drive.jobs.get(job)?.files).toHaveLength(1);
    const refused = setUp();
    refused.ports.sink.openJob = () => Promise.reject(new Error('no journal'));
    const started = refused.service.start({ ...REQUEST, sources: [sourceOf('a.jpg')] });
    await expect(started).rejects.toThrow('no journal');
    expect(refused.lab.most.taken).toBe(0);
    expect(lab.most.taken).toBe(1);
  });

  it('I2 12,000 files end once each, and the lab holds one more than it has workers', async () => {
    const { drive, lab, service } = setUp();
    const sources = Array.from({ length: 12_000 }, (_, i) => sourceOf(`all/${i}.jpg`));
    const { report } = await service.start({ ...REQUEST, sources });
    const { added, duplicates, failed, bytes } = await report;
    expect([added.length, duplicates.length, failed.length]).toEqual([12_000, 0, 0]);
    expect(bytes).toBe(sources.reduce((sum, { file }) => sum + file.size, 0));
    expect(drive.accepts).toHaveLength(12_000);
    expect(lab.most.running).toBe(3);
    expect(service.list()).toMatchObject([{ state: 'done', filesDone: 12_000 }]);
  });

  it('I3 a file that fails is a row with its reason, and the rest goes on', async () => {
    const { drive, service, defects } = setUp();
    const sources = [
      sourceOf('empty.jpg', '', 'empty-file'),
      {
        path: 'locked.jpg',
        failure: { type: 'read-failed' as const, message: 'It is locked.' },
      },
      sourceOf('good.jpg'),
    ];
    const { job, report } = await service.start({ ...REQUEST, sources });
    const { added, failed } = await report;
    expect(added).toHaveLength(1);
    expect(failed).toEqual([
      { name: 'locked.jpg', type: 'read-failed', message: 'It is locked.' },
      { name: 'empty.jpg', type: 'empty-file', message: 'empty.jpg: empty-file', facts: {} },
    ]);
    expect(drive.jobs.get(job)?.failed.size).toBe(2);
    expect(defects).toEqual([]);
  });

  it('I3 an error that nobody expected fails its file only, and is told', async () => {
    const { ports, service, defects } = setUp();
    const accept = ports.sink.accept.bind(ports.sink);
    ports.sink.accept = (file) =>
      file.index === 0 ? Promise.reject(new RangeError('odd')) : accept(file);
    const { report } = await service.start({
      ...REQUEST,
      sources: [sourceOf('a'), sourceOf('b')],
    });
    expect(await report).toMatchObject({ added: ['item-0'], failed: [{ type: 'unexpected' }] });
    expect(defects).toEqual([new RangeError('odd')]);
  });

  it('I4 the same bytes twice in one drop are one item and one duplicate that says where it stands', async () => {
    const { service } = setUp();
    const sources = [sourceOf('a/one.jpg', 'same'), sourceOf('b/two.jpg', 'same')];
    const { report } = await service.start({ ...REQUEST, sources });
    const { added, duplicates } = await report;
    expect(duplicates).toEqual([
      { name: 'b/two.jpg', id: added[0], collections: ['trips/a', 'trips/b'] },
    ]);
  });

  it('I5 folders become collections, and names from outside are made safe', async () => {
    const { drive, service } = setUp();
    const sources = [sourceOf('2024/June/a.jpg'), sourceOf('../x/\u0000b.jpg')];
    await (
      await service.start({ ...REQUEST, sources })
    ).report;
    expect(drive.accepts.map(({ collection, name }) => [collection, name])).toEqual([
      ['trips/2024/June', 'a.jpg'],
      ['trips/__/x', '_b.jpg'],
    ]);
  });
});

describe('sidecars', () => {
  it('I12 a sidecar is read for the file beside it, and is an item itself', async () => {
    const { drive, service } = setUp();
    const sources = [
      sourceOf('a/IMG.XMP', 'about all'),
      sourceOf('a/img.jpg.xmp', 'about one'),
      sourceOf('a/IMG.JPG', 'j'),
      sourceOf('a/IMG.nef', 'n'),
      sourceOf('b/IMG.jpg', 'elsewhere'),
    ];
    const { report } = await service.start({ ...REQUEST, sources });
    expect((await report).added).toHaveLength(5);
    const told = drive.accepts.map(({ collection, name, result }): [string, string | null] => [
      `${collection}/${name}`,
      result.edits.description,
    ]);
    expect(new Map(told.slice(0, 3))).toEqual(
      new Map([
        ['trips/a/IMG.JPG', 'about one'],
        ['trips/a/IMG.nef', 'about all'],
        ['trips/b/IMG.jpg', null],
      ]),
    );
    expect(told.slice(3).map(([path]) => path)).toEqual([
      'trips/a/IMG.XMP',
      'trips/a/img.jpg.xmp',
    ]);
  });
});

describe('stopping', () => {
  const driven = (seed = 7) => {
    const scheduler = createSeededScheduler(seed);
    return { scheduler, ...setUp(createDriveState(), scheduler) };
  };
  const sources = Array.from({ length: 10 }, (_, i) => sourceOf(`${i}.jpg`));

  it('I6 a paused job rests with nothing in flight, and goes on where it was', async () => {
    const { scheduler, service, drive } = driven();
    const starting = service.start({ ...REQUEST, sources });
    await scheduler.drive(20);
    const { job, report } = await starting;
    const pausing = service.pause(job);
    await scheduler.drive();
    await pausing;
    const before = drive.accepts.length;
    expect(before).toBeLessThan(10);
    expect(service.list()).toMatchObject([{ state: 'paused', etaSeconds: null }]);
    expect(drive.jobs.get(job)?.state).toBe('paused');
    const resuming = service.resume(job);
    await scheduler.drive();
    await resuming;
    expect((await report).added).toHaveLength(10);
  });

  it('I7 a cancelled job keeps what was added and closes', async () => {
    const { scheduler, service, drive } = driven();
    const starting = service.start({ ...REQUEST, sources });
    await scheduler.drive(30);
    const { job, report } = await starting;
    const cancelling = service.cancel(job);
    await scheduler.drive();
    await cancelling;
    await expect(report).rejects.toMatchObject({ type: 'cancelled' });
    expect(drive.jobs.get(job)?.state).toBe('cancelled');
    expect(service.list()[0]?.report.added).toHaveLength(drive.accepts.length);
    const dismissing = service.dismiss(job);
    await scheduler.drive();
    await dismissing;
    expect(service.list()).toEqual([]);
    expect(drive.jobs.size).toBe(0);
    await expect(service.resume(job)).rejects.toMatchObject({ type: 'not-found' });
  });

  it('I7 a signal cancels the import, and before the queue is written nothing is imported', async () => {
    const { service, drive } = setUp();
    const early = service.start({ ...REQUEST, sources, signal: AbortSignal.abort() });
    await expect(early).rejects.toMatchObject({ type: 'cancelled' });
    expect(drive.jobs.size).toBe(0);
    const world = driven();
    const stop = new AbortController();
    const starting = world.service.start({ ...REQUEST, sources, signal: stop.signal });
    await world.scheduler.drive(8);
    const { report } = await starting;
    stop.abort();
    await world.scheduler.drive();
    await expect(report).rejects.toMatchObject({ type: 'cancelled' });
  });

  it('I8 a full disk pauses the job and says so; with room again nothing was lost', async () => {
    const drive = createDriveState();
    drive.room = 4;
    const { service } = setUp(drive);
    const { job, report } = await service.start({ ...REQUEST, sources });
    await expect(report).rejects.toMatchObject({ type: 'quota-exceeded', facts: { job } });
    expect(service.list()).toMatchObject([
      {
        state: 'paused',
        filesDone: 4,
        report: { failed: [] },
        pausedBecause: { type: 'quota-exceeded' },
      },
    ]);
    drive.room = Infinity;
    await service.resume(job);
    await expect.poll(() => service.list()[0]?.state).toBe('done');
    expect(service.list()[0]?.report.added).toHaveLength(10);
  });
});

describe('after a reload', () => {
  const sources = Array.from({ length: 6 }, (_, i) => sourceOf(`in/${i}.jpg`));

  /** A drive whose import was cut off after so many steps. */
  const cutOff = async (roots: boolean) => {
    const drive = createDriveState();
    const scheduler = createSeededScheduler(3);
    const world = createImportWorld(drive, scheduler);
    const handle = new Map(sources.map(({ path, file }) => [path, file]));
    const starting = createImportService(world.ports).start({
      ...REQUEST,
      sources,
      ...(roots && { roots: [{ path: 'in', handle }] }),
    });
    await scheduler.drive(16);
    const { job } = await starting;
    expect(drive.accepts.length).toBeGreaterThan(0);
    expect(drive.accepts.length).toBeLessThan(6);
    const next = createImportWorld(drive, AT_ONCE, world.kept);
    return { drive, job, next, service: createImportService(next.ports) };
  };

  it('I9 what can be opened again goes on by itself', async () => {
    const { drive, job, next, service } = await cutOff(true);
    await service.restore();
    await expect.poll(() => drive.jobs.get(job)?.state).toBe('done');
    expect(service.list()[0]?.report.added).toHaveLength(6);
    expect(next.kept.size).toBe(0);
  });

  it('I10 else it says which files to drop again, and these go on with the job', async () => {
    const { drive, job, service } = await cutOff(false);
    const done = drive.accepts.length;
    await service.restore();
    const [waiting] = service.list();
    expect(waiting).toMatchObject({ state: 'waiting-for-files', filesDone: done });
    expect(waiting?.missingFiles).toHaveLength(6 - done);
    const extra = sourceOf('in/new.jpg');
    const again = await service.start({ ...REQUEST, sources: [...sources, extra] });
    expect(again.job).toBe(job);
    const report = await again.report;
    expect([report.added.length, report.duplicates.length]).toEqual([7, 0]);
    expect(drive.accepts).toHaveLength(7);
    expect(drive.jobs.size).toBe(2);
  });

  it('I10 a job that got only some of its files says so and waits on', async () => {
    const { service } = await cutOff(false);
    await service.restore();
    const missing = service.list()[0]?.missingFiles ?? [];
    const some = sources.filter(({ path }) => path === missing[0]);
    const { report } = await service.start({ ...REQUEST, sources: some });
    await expect(report).rejects.toMatchObject({ type: 'files-needed' });
    expect(service.list()[0]?.missingFiles).toEqual(missing.slice(1));
  });

  it('I10 files dropped elsewhere, or changed since, are a new import', async () => {
    const { service, job } = await cutOff(false);
    await service.restore();
    const elsewhere = await service.start({ ...REQUEST, collection: 'other', sources });
    expect(elsewhere.job).not.toBe(job);
    const changed = sources.map(({ path }) => sourceOf(path, 'changed since'));
    expect((await service.start({ ...REQUEST, sources: changed })).job).not.toBe(job);
  });
});

describe('a job that the journal brings back', () => {
  const restored = async (paths: readonly string[], state: 'running' | 'paused') => {
    const world = setUp();
    const job = 'from-the-journal' as JobId;
    const files = paths.map((path) => queuedOf(sourceOf(path)));
    const ended = { accepted: new Map(), failed: new Map() };
    const startedAt = '2026-01-01T00:00:00.000Z';
    world.drive.jobs.set(job, { id: job, ...REQUEST, startedAt, files, state, ...ended });
    await world.service.restore();
    return { ...world, job };
  };

  it('I6 stays paused if a person paused it, until resumed', async () => {
    const { kept, job, service, drive } = await restored(['a.jpg'], 'paused');
    kept.set(job, new Map([['a.jpg', sourceOf('a.jpg').file]]));
    await service.restore();
    expect(service.list()).toMatchObject([{ state: 'paused', filesDone: 0 }]);
    await service.resume(job);
    await expect.poll(() => drive.jobs.get(job)?.state).toBe('done');
  });

  it('I12 a file waits for its sidecar as long as that can still be had', async () => {
    const { service, drive, job } = await restored(['a.jpg', 'a.xmp'], 'running');
    const only = await service.start({ ...REQUEST, sources: [sourceOf('a.jpg')] });
    await expect(only.report).rejects.toMatchObject({ type: 'files-needed' });
    expect(service.list()[0]?.missingFiles).toEqual(['a.xmp']);
    const both = await service.start({ ...REQUEST, sources: [sourceOf('a.xmp')] });
    expect(both.job).toBe(job);
    expect((await both.report).added).toHaveLength(2);
    const photo = drive.accepts.find(({ name }) => name === 'a.jpg');
    expect(photo?.result.edits.description).toBe('a.xmp');
  });
});

describe('arrivals', () => {
  it('I15 a file is seen once: by its own preview, else by its smallest thumbnail, else not', async () => {
    const { arrivals, service } = setUp();
    const looks = {
      preview: ['preview'],
      both: ['preview', 'thumbnails'],
      drawn: ['thumbnails'],
    };
    const sources = [
      ...Object.entries(looks).map(([path, found]) => {
        const { file } = sourceOf(path);
        return { path, file: { ...file, looks: found as NonNullable<TextFile['looks']> } };
      }),
      sourceOf('blind'),
    ];
    const { job, report } = await service.start({ ...REQUEST, sources });
    await report;
    const seen = arrivals.toSorted((a, b) => (a.path < b.path ? -1 : 1));
    expect(seen).toEqual([
      { job, path: 'both', picture: PREVIEW },
      {
        job,
        path: 'drawn',
        picture: { mime: 'image/webp', bytes: Uint8Array.of(127), width: 128, height: 128 },
      },
      { job, path: 'preview', picture: PREVIEW },
    ]);
  });
});

describe('progress', () => {
  it('I11 news comes ten times a second at most, and the last is always told', async () => {
    const { clock, events, ports, service } = setUp();
    const accept = ports.sink.accept.bind(ports.sink);
    ports.sink.accept = (file) => {
      clock.now += 10;
      return accept(file);
    };
    const sources = Array.from({ length: 500 }, (_, i) =>
      sourceOf(`${i}.jpg`, `${i}`.padEnd(9)),
    );
    await (
      await service.start({ ...REQUEST, sources })
    ).report;
    expect(events.length).toBeGreaterThan(40);
    expect(events.length).toBeLessThanOrEqual(52);
    expect(events.at(-1)).toMatchObject({ phase: 'done', done: 500, total: 500, bytes: 4500 });
    const rates = events.flatMap(({ phase, rate }) => (phase === 'done' ? [] : (rate ?? [])));
    expect(Math.min(...rates)).toBeGreaterThan(800);
    expect(Math.max(...rates)).toBeLessThan(1000);
  });
});

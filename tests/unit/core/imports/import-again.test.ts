import { describe, expect, it } from 'vitest';
import { createImportService } from '../../../../src/core/imports/import-service.ts';
import { roomFailure } from '../../../../src/core/imports/import-room.ts';
import {
  AT_ONCE,
  createDriveState,
  createImportWorld,
  createSeededScheduler,
  sourceOf,
} from './import-world.ts';
import type { DriveState, Scheduler, TextFile } from './import-world.ts';

const REQUEST = { collection: 'trips', tags: ['sea'] };

const setUp = (drive: DriveState = createDriveState(), scheduler: Scheduler = AT_ONCE) => {
  const world = createImportWorld(drive, scheduler);
  return { drive, ...world, service: createImportService(world.ports) };
};

/** An import of three files, two of which the lab refuses for as long as `broken` holds their names. */
const withFailures = async () => {
  const world = setUp();
  const broken = new Set(['b.jpg', 'c.jpg']);
  const { ingest } = world.lab;
  world.lab.ingest = (job, options) =>
    ingest(
      broken.has(job.name) ? { ...job, file: { ...job.file, fails: 'worker-crashed' } } : job,
      options,
    );
  const sources = ['a.jpg', 'b.jpg', 'c.jpg'].map((path) => sourceOf(path));
  const { job, report } = await world.service.start({ ...REQUEST, sources });
  await report;
  return { ...world, job, broken };
};

describe('I17 retry', () => {
  it('does one failed file again, in its job, and leaves the others', async () => {
    const { service, drive, job, broken, lab } = await withFailures();
    broken.clear();
    const taken = lab.most.taken;
    await service.retry(job, ['b.jpg']);
    expect(service.list()[0]).toMatchObject({ state: 'running', filesDone: 2 });
    await expect.poll(() => service.list()[0]?.state).toBe('done');
    expect(lab.most.taken).toBe(taken + 1);
    const [shown] = service.list();
    expect(shown?.report.added).toHaveLength(2);
    expect(shown?.report.failed.map(({ name }) => name)).toEqual(['c.jpg']);
    expect([...(drive.jobs.get(job)?.failed.keys() ?? [])]).toEqual([2]);
    expect(drive.accepts.map(({ name, tags }) => [name, tags])).toEqual([
      ['a.jpg', ['sea']],
      ['b.jpg', ['sea']],
    ]);
  });

  it('does all failed files again where none is named; what fails again is a row again', async () => {
    const { service, job, broken } = await withFailures();
    broken.delete('b.jpg');
    await service.retry(job);
    await expect.poll(() => service.list()[0]?.state).toBe('done');
    expect(service.list()[0]?.report.failed.map(({ name }) => name)).toEqual(['c.jpg']);
    expect(service.list()[0]).toMatchObject({ filesDone: 3, filesTotal: 3 });
  });

  it('does nothing where nothing failed', async () => {
    const { service, job, broken, lab } = await withFailures();
    broken.clear();
    await service.retry(job);
    await expect.poll(() => service.list()[0]?.state).toBe('done');
    const taken = lab.most.taken;
    await service.retry(job);
    expect(service.list()[0]?.state).toBe('done');
    expect(lab.most.taken).toBe(taken);
    await expect(service.retry('none' as never)).rejects.toMatchObject({ type: 'not-found' });
  });

  it('opens files anew by their handles where it can, and keeps these as long as something failed', async () => {
    const world = setUp();
    const stale = sourceOf('in/a.jpg', 'old', 'read-failed');
    const handle = new Map<string, TextFile>([
      ['in/a.jpg', sourceOf('in/a.jpg', 'fresh').file],
    ]);
    const { job, report } = await world.service.start({
      ...REQUEST,
      sources: [stale],
      roots: [{ path: 'in', handle }],
    });
    expect((await report).failed).toHaveLength(1);
    expect(world.kept.size).toBe(1);
    await world.service.retry(job);
    await expect.poll(() => world.service.list()[0]?.report.added.length).toBe(1);
    expect([...world.drive.items.keys()]).toHaveLength(1);
    await expect.poll(() => world.kept.size).toBe(0);
  });

  it('after a reload asks for files that cannot be opened, and goes on with them', async () => {
    const { drive, job, broken } = await withFailures();
    broken.clear();
    const { service } = setUp(drive);
    await service.restore();
    await service.retry(job, ['b.jpg']);
    expect(service.list()[0]).toMatchObject({
      state: 'waiting-for-files',
      missingFiles: ['b.jpg'],
    });
    const again = await service.start({ ...REQUEST, sources: [sourceOf('b.jpg')] });
    expect(again.job).toBe(job);
    await again.report;
    expect(service.list()[0]).toMatchObject({ state: 'done', filesDone: 3 });
  });

  it('survives a crash in mid-retry: the file is done again, once', async () => {
    const { drive, job, kept } = await withFailures();
    kept.set(job, new Map([['b.jpg', sourceOf('b.jpg').file]]));
    const scheduler = createSeededScheduler(5);
    const cut = createImportWorld(drive, scheduler, kept);
    const dying = createImportService(cut.ports);
    await dying.restore();
    void dying.retry(job, ['b.jpg']);
    await scheduler.drive(3);
    const next = createImportWorld(drive, AT_ONCE, kept);
    const service = createImportService(next.ports);
    await service.restore();
    await expect.poll(() => service.list()[0]?.state).toBe('done');
    expect(service.list()[0]?.report.added).toHaveLength(2);
    expect(drive.accepts.filter(({ name }) => name === 'b.jpg')).toHaveLength(1);
  });
});

describe('I18 an import that ended', () => {
  it('is listed after a reload as it was, until dismissed', async () => {
    const { drive, service, job } = await withFailures();
    const before = service.list()[0];
    const next = setUp(drive);
    await next.service.restore();
    expect(next.service.list()[0]).toEqual({ ...before, etaSeconds: null });
    expect(next.lab.most.taken).toBe(0);
    await next.service.dismiss(job);
    const last = setUp(drive);
    await last.service.restore();
    expect(last.service.list()).toEqual([]);
  });

  it('stays cancelled after a reload, and asks for nothing', async () => {
    const scheduler = createSeededScheduler(9);
    const world = setUp(createDriveState(), scheduler);
    const sources = Array.from({ length: 8 }, (_, i) => sourceOf(`${i}.jpg`));
    const starting = world.service.start({ ...REQUEST, sources });
    await scheduler.drive(20);
    const { job } = await starting;
    const cancelling = world.service.cancel(job);
    await scheduler.drive();
    await cancelling;
    const next = setUp(world.drive);
    await next.service.restore();
    expect(next.service.list()).toMatchObject([{ state: 'cancelled', missingFiles: [] }]);
    await next.service.retry(job);
    expect(next.service.list()[0]?.state).toBe('cancelled');
  });

  it('makes room for later ones: fifty stay', async () => {
    const { service, drive } = setUp();
    for (let i = 0; i < 53; i++) {
      const { report } = await service.start({ ...REQUEST, sources: [sourceOf(`${i}.jpg`)] });
      await report;
    }
    expect(service.list()).toHaveLength(50);
    expect(drive.jobs.size).toBe(50);
  });

  it('tells of every file what became of it', async () => {
    const { service, job } = await withFailures();
    const again = await service.start({
      ...REQUEST,
      collection: 'other',
      sources: [sourceOf('a.jpg'), sourceOf('a.xmp', 'about')],
    });
    await again.report;
    expect(service.summary(job)).toMatchObject([
      {
        path: 'a.jpg',
        sizeBytes: 5,
        outcome: 'added',
        collections: [],
        unshown: 'text',
        failure: null,
      },
      { path: 'b.jpg', outcome: 'failed', failure: { type: 'worker-crashed' } },
      { path: 'c.jpg', outcome: 'failed' },
    ]);
    expect(service.summary(again.job)).toMatchObject([
      { path: 'a.jpg', outcome: 'duplicate', collections: ['trips', 'other'] },
      { path: 'a.xmp', outcome: 'added', unshown: null },
    ]);
    const [first, second] = service.list();
    expect(first?.report.unshown.map(({ name }) => name)).toEqual(['a.jpg']);
    expect(second?.report.unshown).toEqual([]);
  });
});

describe('I16 room', () => {
  it('a file that no empty drive would hold fails alone, and the rest goes on', async () => {
    const { service, room, lab } = setUp();
    room.wholeBytes = 10;
    const sources = [sourceOf('large.mov', 'x'.repeat(11)), sourceOf('a.jpg')];
    const { report } = await service.start({ ...REQUEST, sources });
    expect(await report).toMatchObject({
      added: [expect.anything()],
      failed: [
        { name: 'large.mov', type: 'too-large', facts: { sizeBytes: 11, limitBytes: 10 } },
      ],
    });
    expect(lab.most.taken).toBe(1);
  });

  it('the drive’s own limit pauses the job, files in flight counted, and resumes once it is raised', async () => {
    const { service, room, drive } = setUp();
    room.leftBytes = 12;
    const sources = Array.from({ length: 6 }, (_, i) => sourceOf(`${i}.jpg`));
    const { job, report } = await service.start({ ...REQUEST, sources });
    await expect(report).rejects.toMatchObject({ type: 'limit-reached' });
    expect(service.list()[0]).toMatchObject({
      state: 'paused',
      pausedBecause: { type: 'limit-reached' },
      report: { failed: [] },
    });
    expect(drive.accepts.length).toBeLessThan(3);
    room.leftBytes = Infinity;
    await service.resume(job);
    await expect.poll(() => service.list()[0]?.report.added.length).toBe(6);
  });

  it('lets in what just fits', () => {
    expect(roomFailure(10, 0, { wholeBytes: 10, leftBytes: 10 })).toBeNull();
    expect(roomFailure(10, 1, { wholeBytes: 10, leftBytes: 10 })?.type).toBe('limit-reached');
    expect(roomFailure(10, 0, { wholeBytes: 9, leftBytes: Infinity })?.message).toContain('9B');
  });
});

describe('I19 steps', () => {
  it('count the files that passed each, in order, and never go back, a pause included', async () => {
    const scheduler = createSeededScheduler(4);
    const { service, events, clock } = setUp(createDriveState(), scheduler);
    const sources = Array.from({ length: 12 }, (_, i) => sourceOf(`${i}.jpg`));
    const starting = service.start({ ...REQUEST, sources });
    await scheduler.drive(22);
    const { job } = await starting;
    const told = () => service.list()[0];
    const seen = [told()];
    const pausing = service.pause(job);
    await scheduler.drive();
    await pausing;
    seen.push(told());
    const resuming = service.resume(job);
    for (let i = 0; i < 80; i++) {
      clock.now += 200;
      await scheduler.drive(1);
      seen.push(told());
    }
    await scheduler.drive();
    await resuming;
    seen.push(told());
    const steps = [...seen, ...events].flatMap((each) => each?.steps ?? []);
    for (const { read, hashed, drawn, saved } of steps)
      expect([read, hashed, drawn, saved]).toEqual(
        [read, hashed, drawn, saved].toSorted((a, b) => b - a),
      );
    const numbers = seen.map((job) => [job?.bytesDone ?? 0, job?.steps.read ?? 0]);
    expect(numbers).toEqual(
      numbers.toSorted(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d),
    );
    expect(steps.some(({ read, saved }) => read > saved)).toBe(true);
    expect(told()?.steps).toEqual({ read: 12, hashed: 12, drawn: 12, saved: 12 });
  });
});

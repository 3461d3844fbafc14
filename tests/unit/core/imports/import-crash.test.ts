import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JobId } from '../../../../src/core/base/ids.ts';
import { createImportService } from '../../../../src/core/imports/import-service.ts';
import {
  AT_ONCE,
  createDriveState,
  createImportWorld,
  createSeededScheduler,
  sourceOf,
} from './import-world.ts';

const SEED = 20_261_121;

/** A drop with repeated bytes, a file that fails and a sidecar in it. */
const drop = (count: number) => [
  ...Array.from({ length: count }, (_, i) => sourceOf(`d/${i}.jpg`, `bytes ${i % 5}`)),
  sourceOf('d/bad.jpg', 'bad', 'read-failed'),
  sourceOf('d/0.xmp', 'about'),
];

describe('an import that is cut off', () => {
  it('I13 at any step, whatever the order: every file ends exactly once, nothing acknowledged is lost', async () => {
    let cutInMidImport = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 2 ** 31 }),
        fc.integer({ min: 1, max: 12 }),
        fc.array(fc.integer({ min: 3, max: 40 }), { maxLength: 3 }),
        fc.boolean(),
        async (seed, count, cuts, hasHandles) => {
          const drive = createDriveState();
          const sources = drop(count);
          const handle = new Map(sources.map(({ path, file }) => [path, file]));
          const kept = new Map<JobId, typeof handle>();
          const request = {
            collection: 'c',
            tags: [],
            sources,
            ...(hasHandles && { roots: [{ path: 'd', handle }] }),
          };
          for (const [life, steps] of cuts.entries()) {
            const scheduler = createSeededScheduler(seed + life);
            const world = createImportWorld(drive, scheduler, kept);
            const service = createImportService(world.ports);
            await service.restore();
            const open = service.list().some(({ state }) => state !== 'done');
            const waits = service.list().some(({ state }) => state === 'waiting-for-files');
            if (drive.jobs.size === 0 || waits) void service.start(request);
            await scheduler.drive(steps);
            for (const { report } of service.list())
              for (const id of report.added)
                expect([...drive.items.values()].map((item) => item.id)).toContain(id);
            expect(world.defects).toEqual([]);
            if (open) cutInMidImport++;
          }
          const last = createImportWorld(drive, AT_ONCE, kept);
          const service = createImportService(last.ports);
          await service.restore();
          const waits = service.list().some(({ state }) => state === 'waiting-for-files');
          if (drive.jobs.size === 0 || waits) await (await service.start(request)).report;
          const isOver = () => service.list().every(({ state }) => state === 'done');
          await expect.poll(isOver).toBe(true);
          expect(drive.jobs.size).toBe(1);
          const [job] = drive.jobs.values();
          expect(job?.state).toBe('done');
          expect([job?.accepted.size, job?.failed.size]).toEqual([count + 1, 1]);
          expect(drive.items.size).toBe(Math.min(count, 5) + 1);
          expect(drive.accepts).toHaveLength(count + 1);
          const told = drive.accepts.find(({ name }) => name === '0.jpg');
          expect(told?.result.edits.description).toBe('about');
        },
      ),
      { seed: SEED, numRuns: 300 },
    );
    expect(cutInMidImport).toBeGreaterThan(50);
  });
});

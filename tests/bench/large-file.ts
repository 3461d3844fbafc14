import { execFile } from 'node:child_process';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Bench } from './bench.ts';
import { measureOf } from './bench.ts';
import { importPicked, pickFiles, withDrive } from './bench-browser.ts';
import { memoryOf, peakDuring } from './browser-processes.ts';

const run = promisify(execFile);

/**
 * How much memory the import of a file of some GiB takes, and how fast it is beside `b2sum -l 256` and
 * `cp`. The file is sparse, so that it takes no room; both sides read all of its bytes.
 */
export const largeFile: Bench = {
  name: 'large-file',
  run: async ({ gib, say }) => {
    const directory = await mkdtemp(join(tmpdir(), 'hm-bench-large-'));
    const profile = join(directory, 'profile');
    const file = join(directory, 'large.bin');
    try {
      await makeSparse(file, gib * 2 ** 30);
      const { idle, peak, tookMs } = await withDrive(profile, async (page) => {
        await pickFiles(page, [file]);
        // No event tells that memory has settled: this is a measurement, not a test.
        await page.waitForTimeout(SETTLE_MS);
        const before = await memoryOf(profile);
        const watched = await peakDuring(profile, () => importPicked(page, 'large'));
        say(`${watched.samples} samples`);
        return { idle: before, peak: watched.peak, tookMs: watched.value.tookMs };
      });
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
      const nativeMs = await timeNative(file, join(directory, 'copy.bin'));
      const megabytes = (gib * 2 ** 30) / 1e6;
      return [
        measureOf(
          'large file: memory of the page and its workers, above idle',
          'MB',
          [peak.renderers - idle.renderers],
          { atMost: 400 },
        ),
        measureOf('large file: the same of all processes of the browser', 'MB', [
          peak.all - idle.all,
        ]),
        measureOf('large file: import', 'MB/s', [megabytes / (tookMs / 1000)]),
        measureOf('large file: b2sum, then cp and sync', 'MB/s', [
          megabytes / (nativeMs / 1000),
        ]),
        measureOf('large file: native time / app time', 'x', [nativeMs / tookMs]),
      ];
    } finally {
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    }
  },
};

/** What the start of app and browser leaves behind is given back meanwhile. */
const SETTLE_MS = 3_000;

const makeSparse = async (path: string, sizeBytes: number): Promise<void> => {
  const file = await open(path, 'w');
  await file.truncate(sizeBytes);
  await file.close();
};

const timeNative = async (file: string, copy: string): Promise<number> => {
  const startMs = performance.now();
  await run('b2sum', ['-l', '256', file]);
  await run('cp', ['--sparse=never', '--reflink=never', file, copy]);
  await run('sync', ['--data', copy]);
  return performance.now() - startMs;
};

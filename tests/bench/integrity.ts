import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import type { Bench } from './bench.ts';
import { measureOf } from './bench.ts';
import { importPicked, pickFiles, withDrive } from './bench-browser.ts';
import { makeRandomFile } from './random-file.ts';

const run = promisify(execFile);

const FILES = 16;
const FILE_BYTES = 32 * 2 ** 20;
/** One file is one worker's work, however many there are. */
const LARGE_BYTES = FILES * FILE_BYTES;

/**
 * How fast every byte of a drive is read and compared with its name (`verify({deep: true})`), by one worker
 * (a single large file) and by all (many files), beside `b2sum -l 256` over the same bytes in turn with it,
 * by one process and by two.
 */
export const integrity: Bench = {
  name: 'integrity',
  run: async ({ rounds, say }) => {
    const directory = await mkdtemp(join(tmpdir(), 'hm-bench-integrity-'));
    try {
      const large = [await makeRandomFile(directory, 'large.bin', LARGE_BYTES)];
      const many: string[] = [];
      for (let n = 0; n < FILES; n++)
        many.push(await makeRandomFile(directory, `${n}.bin`, FILE_BYTES));
      return await withDrive(join(directory, 'profile'), async (page) => {
        await pickFiles(page, large);
        await importPicked(page, 'one');
        await pickFiles(page, many);
        await importPicked(page, 'many');
        const one: number[] = [];
        const two: number[] = [];
        const native: number[] = [];
        const native2: number[] = [];
        // The first reading also starts workers and compiles their hash.
        await verify(page, 'many');
        for (let round = 0; round < rounds; round++) {
          one.push(await verify(page, 'one'));
          native.push(await timeNative(large, 1));
          two.push(await verify(page, 'many'));
          native2.push(await timeNative(many, 2));
          say(
            `round ${round}: ${[one, native, two, native2].map((all) => all.at(-1)?.toFixed(0)).join(', ')} MB/s`,
          );
        }
        const ratio = (app: readonly number[], beside: readonly number[]): readonly number[] =>
          app.map((rate, i) => rate / (beside[i] ?? NaN));
        return [
          measureOf('deep check: one worker', 'MB/s', one),
          measureOf('b2sum -l 256: one process', 'MB/s', native),
          measureOf('deep check / b2sum, one worker', 'x', ratio(one, native), {
            atLeast: 0.8,
          }),
          measureOf('deep check: all workers', 'MB/s', two),
          measureOf('b2sum -l 256: two processes', 'MB/s', native2),
          measureOf('deep check / b2sum, all workers', 'x', ratio(two, native2), {
            atLeast: 0.8,
          }),
        ];
      });
    } finally {
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    }
  },
};

/** MB/s of a deep check of one collection. */
const verify = async (page: Page, collection: string): Promise<number> => {
  const { took, bytesRead, corrupt, missing } = await page.evaluate(async (path) => {
    const startMs = performance.now();
    const report = await window.hm.integrity.verify({ deep: true, collection: path });
    return { ...report, took: performance.now() - startMs };
  }, collection);
  if (bytesRead !== LARGE_BYTES || corrupt + missing > 0)
    throw new Error(`${bytesRead} of ${LARGE_BYTES} bytes, ${corrupt} corrupt`);
  return bytesRead / 1e6 / (took / 1000);
};

const timeNative = async (files: readonly string[], processes: number): Promise<number> => {
  const shares = Array.from({ length: processes }, (_, share) =>
    files.filter((_file, i) => i % processes === share),
  );
  const startMs = performance.now();
  await Promise.all(shares.map((share) => run('b2sum', ['-l', '256', ...share])));
  return LARGE_BYTES / 1e6 / ((performance.now() - startMs) / 1000);
};

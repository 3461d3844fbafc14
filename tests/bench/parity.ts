import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import type { Bench, Measure } from './bench.ts';
import { measureOf } from './bench.ts';
import { importPicked, pickFiles, withDrive } from './bench-browser.ts';
import { withLab } from './lab-page.ts';
import type {} from './lab/lab.ts';
import { makeRandomFile } from './random-file.ts';

const run = promisify(execFile);

const FLIPS = 5;
const MIB = 1024;
const PERCENT = 10;
/** Of each file that the drive makes parity of: one is made after the other, by one media worker. */
const FILE_BYTES = 256 * 2 ** 20;

/**
 * What parity costs, and how long one flipped byte or a lost stretch takes to heal: its parts alone, in a worker over
 * OPFS, and as the drive does it, in a media worker, beside `b2sum -l 256` over the same bytes in the same run.
 */
export const parity: Bench = {
  name: 'parity',
  run: async ({ cache, rounds, say }) => {
    const directory = await mkdtemp(join(tmpdir(), 'hm-bench-parity-'));
    try {
      const alone = await withLab(cache, join(directory, 'lab'), timeAlone);
      const files: string[] = [];
      for (let n = 0; n < rounds; n++)
        files.push(await makeRandomFile(directory, `${n}.bin`, FILE_BYTES));
      const made = await withDrive(join(directory, 'drive'), (page) =>
        timeInDrive(page, files, say),
      );
      return [...alone, ...made];
    } finally {
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    }
  },
};

const rate = (bytes: number, ms: number): number => bytes / 1_000 / ms;

const timeAlone = async (page: Page): Promise<readonly Measure[]> => {
  const times = await page.evaluate(([mib, flips]) => window.lab.timeParity(mib, flips), [
    MIB,
    FLIPS,
  ] as const);
  const name = '1 GiB in OPFS, parity of 10 %';
  return [
    measureOf('parity: coding alone, 20 + 2 shards', 'MB/s', [
      rate(times.codedBytes, times.codeMs),
    ]),
    measureOf(`${name}: made, hashed, written and flushed`, 'MB/s', [
      rate(MIB * 2 ** 20, times.makeMs),
    ]),
    measureOf(`${name}: size of the parity file`, 'MB', [times.parityBytes / 1e6]),
    measureOf(`${name}: one flipped byte healed`, 'ms', times.flipMs, { atMost: 1_000 }),
    measureOf(`${name}: a stretch of 64 MiB healed`, 'MB/s', [
      rate(times.stretchBytes, times.stretchMs),
    ]),
  ];
};

/** Imports one file after the other, and times how long the drive takes to have parity of it. */
const timeInDrive = async (
  page: Page,
  files: readonly string[],
  say: (line: string) => void,
): Promise<readonly Measure[]> => {
  await page.evaluate(
    (percent) => window.hm.integrity.configure({ parityPercent: percent }),
    PERCENT,
  );
  const made: number[] = [];
  const native: number[] = [];
  for (const [round, file] of files.entries()) {
    await pickFiles(page, [file]);
    await importPicked(page, `round-${round}`);
    made.push(rate(FILE_BYTES, await timeSettling(page)));
    const startMs = performance.now();
    await run('b2sum', ['-l', '256', file]);
    native.push(rate(FILE_BYTES, performance.now() - startMs));
    say(
      `round ${round}: ${made.at(-1)?.toFixed(0)} MB/s, b2sum ${native.at(-1)?.toFixed(0)} MB/s`,
    );
  }
  const name = '256 MiB in the drive, parity of 10 %';
  return [
    measureOf(`${name}: made by a media worker`, 'MB/s', made),
    measureOf('b2sum -l 256 of the same file', 'MB/s', native),
    measureOf(
      'parity in the drive / b2sum',
      'x',
      made.map((each, i) => each / (native[i] ?? NaN)),
    ),
  ];
};

/**
 * Milliseconds from asking for a deep check, which begins with parity, until it goes on to read. What parity there
 * is from the rounds before is read by it as well: some 10 % of those rounds' bytes.
 */
const timeSettling = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const { hm } = window;
    const before = (await hm.drive.usage()).parity;
    const stop = new AbortController();
    const startMs = performance.now();
    let settledMs = NaN;
    const off = hm.on('progress', (news) => {
      if (news.phase !== 'verifying') return;
      settledMs = performance.now() - startMs;
      stop.abort();
    });
    await hm.integrity.verify({ deep: true, signal: stop.signal }).catch((error: unknown) => {
      if ((error as { type?: string }).type !== 'cancelled') throw error;
    });
    off();
    if ((await hm.drive.usage()).parity <= before) throw new Error('No parity was made.');
    return settledMs;
  });

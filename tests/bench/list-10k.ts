import type { Page } from '@playwright/test';
import type { Bench, BenchOptions } from './bench.ts';
import { measureOf } from './bench.ts';
import { withDrive } from './bench-browser.ts';
import { filledProfile } from './filled-profile.ts';

const WARM_ROUNDS = 15;

/** How long a collection of 10,000 items takes to be listed; they were really imported, one tiny PNG each. */
export const list10k: Bench = {
  name: 'list-10k',
  run: async (options) => {
    const { cache, listed, rounds, say } = options;
    const { profile, measured } = await filledProfile(cache, `list-${listed}`, (made) =>
      fill(made, options),
    );
    say(
      `import of ${listed} PNGs of about ${Math.round(measured.bytes / listed)} bytes, once: ${Math.round(measured.tookMs / 1000)} s`,
    );
    const cold: number[] = [];
    const coldFirst: number[] = [];
    const warm: number[] = [];
    for (let round = 0; round < rounds; round++) {
      cold.push(...(await withDrive(profile, (page) => timeLists(page, listed, 1))));
      coldFirst.push(await withDrive(profile, timeFirstRows));
      const [, ...after] = await withDrive(profile, (page) =>
        timeLists(page, listed, WARM_ROUNDS),
      );
      warm.push(...after);
    }
    return [
      measureOf(`all ${listed} rows of a collection, first time after a start`, 'ms', cold, {
        atMost: 50,
      }),
      measureOf('its first 200 rows, first time after a start', 'ms', coldFirst),
      measureOf(`all ${listed} rows again`, 'ms', warm, { atMost: 50 }),
      measureOf('import of tiny files, when the profile was made', 'files/s', [
        listed / (measured.tookMs / 1000),
      ]),
    ];
  },
};

interface Filled {
  readonly tookMs: number;
  readonly bytes: number;
}

const fill = async (profile: string, { listed, say }: BenchOptions): Promise<Filled> => {
  say(`importing ${listed} tiny files (once)`);
  return withDrive(profile, (page) => page.evaluate(importTinyFiles, listed));
};

/** Runs in the page: pictures of 24 × 16 pixels, no two alike. */
const importTinyFiles = async (count: number): Promise<Filled> => {
  const canvas = new OffscreenCanvas(24, 16);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  const files: File[] = [];
  for (let index = 0; index < count; index++) {
    context.fillStyle = `rgb(${index & 255} ${(index >> 8) & 255} 90)`;
    context.fillRect(0, 0, 24, 16);
    context.fillStyle = 'white';
    context.fillRect(index % 23, index % 15, 2, 2);
    files.push(new File([await canvas.convertToBlob()], `tiny ${index}.png`));
  }
  const startMs = performance.now();
  const { added, failed } = await window.hm.drive.importMedia('many', files);
  if (added.length !== count)
    throw new Error(`${added.length} added, ${JSON.stringify(failed[0])}`);
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return { tookMs: performance.now() - startMs, bytes };
};

const timeLists = (page: Page, count: number, times: number): Promise<readonly number[]> =>
  page.evaluate(
    async ({ wanted, rounds }) => {
      const took: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const startMs = performance.now();
        const { items } = await window.hm.drive.listMedia('many');
        took.push(performance.now() - startMs);
        if (items.length !== wanted)
          throw new Error(`${items.length} rows instead of ${wanted}`);
      }
      return took;
    },
    { wanted: count, rounds: times },
  );

const timeFirstRows = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const startMs = performance.now();
    await window.hm.drive.listMedia('many', { limit: 200 });
    return performance.now() - startMs;
  });

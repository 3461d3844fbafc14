import type { BenchOptions } from './bench.ts';
import { type FilledProfile, filledProfile } from './filled-profile.ts';
import { withLab } from './lab-page.ts';

const COLLECTIONS = 20;

/** The profile with a drive of `items` items, their pictures, hashes and search index; filled where it is missing. */
export const largeDrive = (
  options: BenchOptions,
): Promise<FilledProfile<{ readonly filledMs: number }>> =>
  filledProfile(options.cache, `${options.items}`, (profile) => fill(profile, options));

const fill = async (
  profile: string,
  { cache, items, say }: BenchOptions,
): Promise<{ readonly filledMs: number }> => {
  say(`filling a drive with ${items} items (once)`);
  const startMs = performance.now();
  await withLab(cache, profile, async (page) => {
    page.on('console', (message) => say(message.text()));
    await page.evaluate(async (filling) => window.lab.fillDrive(filling), {
      items,
      collections: COLLECTIONS,
    });
  });
  return { filledMs: performance.now() - startMs };
};

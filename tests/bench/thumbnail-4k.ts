import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Bench } from './bench.ts';
import { measureOf } from './bench.ts';
import { pickFiles, withDrive } from './bench-browser.ts';
import { saySteps, timeSteps } from './ingest-steps.ts';
import { withLab } from './lab-page.ts';
import { makePhotos } from './make-photos.ts';
import { warmPageCache } from './page-cache.ts';

const ROUNDS = 15;
const FOUR_K = { width: 3840, height: 2160 };

/** How long the thumbnails of one 4K picture take, alone and with all that an import does. */
export const thumbnail4k: Bench = {
  name: 'thumbnail-4k',
  run: async ({ cache, say }) => {
    const form = { ...FOUR_K, hasPreview: false };
    const files = await makePhotos(join(cache, 'photos'), ROUNDS + 1, form);
    await warmPageCache(files);
    const profile = await mkdtemp(join(tmpdir(), 'hm-bench-profile-'));
    try {
      const { decode, paint, steps } = await withLab(cache, profile, (page) =>
        timeInLab(page, files[0] ?? ''),
      );
      saySteps(say, steps);
      const whole = await withDrive(profile, (page) => timeInApp(page, files));
      const both = decode.map((ms, i) => ms + (paint[i] ?? NaN));
      return [
        measureOf('4K picture: decode and three thumbnails', 'ms', both, { atMost: 50 }),
        measureOf('4K picture: of that, decode', 'ms', decode),
        measureOf('4K picture: one media worker, all its steps', 'ms', [steps['all'] ?? NaN]),
        measureOf('4K picture: import called to thumbnail at hand', 'ms', whole),
      ];
    } finally {
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  },
};

const timeInLab = async (page: Page, file: string) => {
  await pickFiles(page, [file]);
  const times = await page.evaluate(async (rounds) => {
    const [picked] = document.querySelector<HTMLInputElement>('#bench-files')?.files ?? [];
    if (picked === undefined) throw new Error('Nothing was picked.');
    return window.lab.timePicture(new Uint8Array(await picked.arrayBuffer()), rounds);
  }, ROUNDS);
  return { ...times, steps: await timeSteps(page, file, ROUNDS) };
};

const timeInApp = async (page: Page, files: readonly string[]): Promise<readonly number[]> => {
  await pickFiles(page, files);
  return page.evaluate(async () => {
    const { drive } = window.hm;
    const picked = [...(document.querySelector<HTMLInputElement>('#bench-files')?.files ?? [])];
    const times: number[] = [];
    for (const file of picked) {
      const startMs = performance.now();
      const { added } = await drive.importMedia('4k', [file]);
      for (const id of added) await drive.thumbnail(id, 256);
      times.push(performance.now() - startMs);
    }
    // The first one starts the media worker.
    return times.slice(1);
  });
};

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import sharp, { type Sharp } from 'sharp';
import type { Pixels } from '../../src/core/media/perceptual-hash.ts';
import { ssim } from '../fixtures/media/ssim.ts';
import type { Bench, Measure } from './bench.ts';
import { measureOf, median } from './bench.ts';
import { pickFiles } from './bench-browser.ts';
import type { EngineTimes } from './lab/time-engines.ts';
import { withLab } from './lab-page.ts';
import { makePhotos } from './make-photos.ts';
import { warmPageCache } from './page-cache.ts';

const ROUNDS = 15;
const FALLBACKS = 9;
const TASKS = 20_000;

/** Pictures by what they are called in the table. */
const PICTURES = {
  '4K': { width: 3840, height: 2160 },
  '12 MP': { width: 4000, height: 3000 },
} as const;

/** Engines as the ladder has them, by what they are called in the table. */
const RUNGS = {
  'shaders in a worker': { painter: 'webgpu', isOnPage: false },
  'a canvas in a worker': { painter: 'workers', isOnPage: false },
  'a canvas on the page': { painter: 'workers', isOnPage: true },
} as const;
type Rung = (typeof RUNGS)[keyof typeof RUNGS];

/** HM_WEBGPU_ADAPTER=swiftshader has shaders run on the processor: real, slow, on any machine. */
const adapter = process.env['HM_WEBGPU_ADAPTER'];
const WEBGPU_ARGS = [
  '--enable-unsafe-webgpu',
  '--enable-features=Vulkan',
  ...(adapter === undefined ? [] : [`--use-webgpu-adapter=${adapter}`]),
];

/** How quick and how good each engine draws, what the queue costs, and how long a fault holds a picture up. */
export const engines: Bench = {
  name: 'engines',
  run: async ({ cache, say }) => {
    const profile = await mkdtemp(join(tmpdir(), 'hm-bench-profile-'));
    try {
      const files = new Map<string, string>();
      for (const [name, form] of Object.entries(PICTURES)) {
        const made = await makePhotos(join(cache, 'photos'), 1, { ...form, hasPreview: false });
        await warmPageCache(made);
        files.set(name, made[0] ?? '');
      }
      const act = async (page: Page): Promise<readonly Measure[]> => {
        const measures: Measure[] = [];
        for (const [name, file] of files)
          for (const [rung, how] of Object.entries(RUNGS))
            measures.push(...(await measureRung(page, file, `${name}, ${rung}`, how, say)));
        return [
          ...measures,
          ...(await measureFallback(page, files.get('4K') ?? '')),
          ...(await measureQueue(page)),
        ];
      };
      return await withLab(cache, profile, act, WEBGPU_ARGS);
    } finally {
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  },
};

const measureRung = async (
  page: Page,
  file: string,
  what: string,
  rung: Rung,
  say: (line: string) => void,
): Promise<readonly Measure[]> => {
  const { pictureMs, largest, unsupported } = await timeRung(page, file, rung);
  if (unsupported !== null) {
    say(`${what}: ${unsupported}`);
    return [];
  }
  const rates = pictureMs.map((ms) => 1000 / ms);
  say(`${what}: ${median(pictureMs).toFixed(0)} ms a picture`);
  const likeness = await likenessToLibvips(file, Uint8Array.from(largest));
  return [
    measureOf(what, 'pictures/s', rates),
    measureOf(`${what}: SSIM of 512 pixels beside libvips`, '', [likeness], { atLeast: 0.95 }),
  ];
};

const timeRung = async (page: Page, file: string, rung: Rung): Promise<EngineTimes> => {
  await pickFiles(page, [file]);
  return page.evaluate(
    async ({ painter, isOnPage, rounds }) => {
      const [picked] = document.querySelector<HTMLInputElement>('#bench-files')?.files ?? [];
      if (picked === undefined) throw new Error('Nothing was picked.');
      const bytes = new Uint8Array(await picked.arrayBuffer());
      return isOnPage
        ? window.labPage.timePainter(painter, bytes, rounds)
        : window.lab.timePainter(painter, bytes, rounds);
    },
    { ...rung, rounds: ROUNDS },
  );
};

const likenessToLibvips = async (file: string, thumbnail: Uint8Array): Promise<number> => {
  const drawn = await toPixels(sharp(thumbnail));
  const { width, height } = drawn;
  const native = sharp(file).autoOrient().resize(width, height, { fit: 'fill' });
  return ssim(drawn, await toPixels(native));
};

const toPixels = async (image: Sharp): Promise<Pixels> => {
  const { data, info } = await image.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
};

const measureFallback = async (page: Page, file: string): Promise<readonly Measure[]> => {
  await pickFiles(page, [file]);
  const times = await page.evaluate(async (rounds) => {
    const [picked] = document.querySelector<HTMLInputElement>('#bench-files')?.files ?? [];
    if (picked === undefined) throw new Error('Nothing was picked.');
    return window.lab.timeFallback(new Uint8Array(await picked.arrayBuffer()), rounds);
  }, FALLBACKS);
  if (times.length === 0) return [];
  const what = 'device lost: from the fault to thumbnails of the 4K picture by a canvas';
  return [measureOf(what, 'ms', times, { atMost: 100 })];
};

const measureQueue = async (page: Page): Promise<readonly Measure[]> => {
  const { perTask, perFallback } = await page.evaluate(
    (tasks) => window.lab.timeQueue(tasks),
    TASKS,
  );
  return [
    measureOf('queue and breakers, per task that does nothing', 'µs', [perTask], {
      atMost: 50,
    }),
    measureOf('the same, where the first way fails at once', 'µs', [perFallback], {
      atMost: 100_000,
    }),
  ];
};

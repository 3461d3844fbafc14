import type { Page } from '@playwright/test';
import { type Screen, show, type Stage } from './screen.ts';

/** Runs in the page: until the workers are paused, by failures on purpose, and for as long as this takes. */
const pauseWorkers = async (): Promise<void> => {
  const { runtime } = window.hm;
  const stateOf = async () =>
    (await runtime.metrics()).engines.find(({ engine }) => engine === 'workers')?.state;
  const canvas = new OffscreenCanvas(64, 64);
  canvas.getContext('2d')?.fillRect(8, 8, 16, 16);
  const picture = await canvas.convertToBlob();
  const { failuresToOpen } = await runtime.configure({ fallbackMs: 3_600_000 });
  await runtime.inject({ engine: 'workers', fault: 'fail', times: failuresToOpen });
  for (let task = 0; task < failuresToOpen && (await stateOf()) === 'CLOSED'; task++)
    await runtime.run({ kind: 'probe', file: new File([picture], 'drill.png') });
  if ((await stateOf()) !== 'OPEN') throw new Error('The workers are not paused.');
};

/** Runs in the page: until all engines work, as they usually do. */
const mendEngines = async (): Promise<void> => {
  const { runtime, on } = window.hm;
  await runtime.configure({ fallbackMs: 60_000 });
  let off = (): void => undefined;
  await new Promise<void>((resolve, reject) => {
    const look = async (): Promise<void> => {
      const { engines } = await runtime.metrics();
      const broken = engines.filter(({ state }) => state !== 'CLOSED');
      if (broken.length === 0) resolve();
      for (const { engine, state } of broken) if (state === 'OPEN') await runtime.retry(engine);
    };
    off = on('breaker', () => void look().catch(reject));
    look().catch(reject);
  });
  off();
};

const showEngines = async ({ page, words }: Stage): Promise<void> => {
  await show(page, '#/health');
  await page.getByRole('heading', { name: words.health.engine.workers.name }).waitFor();
};

/** How the drive is doing: an engine that is paused, then all at work. The second mends what the first broke. */
export const HEALTH_SCREENS: readonly Screen[] = [
  {
    name: 'health-paused',
    open: async (stage) => {
      await stage.page.evaluate(pauseWorkers);
      await showEngines(stage);
      await stage.page.getByRole('button', { name: stage.words.health.tryNow }).waitFor();
      await openAll(stage.page);
      await stage.page.getByLabel(stage.words.health.settings.failuresToOpen).waitFor();
      await stage.page.locator('#content').evaluate((content) => content.scrollTo(0, 0));
    },
  },
  {
    name: 'health',
    open: async (stage) => {
      await stage.page.evaluate(mendEngines);
      await showEngines(stage);
      await stage.page.getByText(stage.words.health.verdict.fine).waitFor();
    },
  },
];

const openAll = async (page: Page): Promise<void> => {
  for (const summary of await page.locator('#content summary').all()) await summary.click();
};

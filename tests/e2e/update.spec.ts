import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { untilControlled } from './controlled-page.ts';
import { expect, test } from './drive-test.ts';
import { startHost } from './host-process.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

test('A new version waits, across a reload too, until it is told to take over', async ({
  openBrowser,
}) => {
  const copy = await mkdtemp(join(tmpdir(), 'hm-update-'));
  for (const part of ['dist', 'dist-server', 'package.json']) {
    await cp(join(ROOT, part), join(copy, part), { recursive: true });
  }
  const main = join(copy, 'dist-server', 'main.js');
  const before = await startHost(0, main);
  const { page } = await openBrowser();
  await page.goto(before.url);
  await untilControlled(page);
  await before.stop();
  await appendFile(join(copy, 'dist', 'service.worker.js'), '\n// the next version\n');
  const after = await startHost(Number(new URL(before.url).port), main);

  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    const { installing } = registration;
    if (!installing) return;
    await new Promise<void>((resolve) => {
      installing.addEventListener('statechange', () => {
        if (installing.state === 'installed') resolve();
      });
    });
  });
  await page.reload();
  const waiting = await page.evaluate(async () => {
    const { waiting, active } = await navigator.serviceWorker.ready;
    return {
      waits: waiting !== null,
      isOldActive: active === navigator.serviceWorker.controller,
    };
  });
  expect(waiting).toEqual({ waits: true, isOldActive: true });

  const applied = page.evaluate(async () => {
    const { waiting } = await navigator.serviceWorker.ready;
    const activated = new Promise<string>((resolve) => {
      waiting?.addEventListener('statechange', () => resolve(waiting.state));
    });
    waiting?.postMessage({ type: 'SKIP_WAITING' });
    return activated;
  });
  expect(await applied).toBe('activating');
  await after.stop();
  await rm(copy, { recursive: true });
});

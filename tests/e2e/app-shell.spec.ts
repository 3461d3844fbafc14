import { untilControlled } from './controlled-page.ts';
import { expect, test } from './drive-test.ts';
import { FIRST_PAGE_KIB_MAX, listOf, sumOf, visitFirst } from './first-visit.ts';
import { startHost } from './host-process.ts';

test.use({ isFirstVisit: true });

test('The app opens without an error, a breach of its content policy or more script than it shows', async ({
  host,
  openBrowser,
}) => {
  const { page } = await openBrowser();
  const asked = await visitFirst(page, host.url);
  await expect(page).toHaveTitle(/HM Drive/);
  expect(sumOf(asked.page), `KiB of script, gzipped:\n${listOf(asked.page)}`).toBeLessThan(
    FIRST_PAGE_KIB_MAX,
  );
});

test('The app opens again from its first load on, with the host gone', async ({
  openBrowser,
}) => {
  const host = await startHost();
  const { page } = await openBrowser();
  await page.goto(host.url);
  await untilControlled(page);
  await host.stop();

  await page.reload();
  await expect(page.locator('#app')).not.toBeEmpty();
  await page.goto(new URL('/some/deep/link', host.url).href);
  await expect(page.locator('#app')).not.toBeEmpty();
});

test('The app opens with the host gone after the browser was killed', async ({
  openBrowser,
}) => {
  const host = await startHost();
  const first = await openBrowser();
  await first.page.goto(host.url);
  await untilControlled(first.page);
  await first.kill();
  await host.stop();

  const second = await openBrowser();
  await second.page.goto(host.url);
  await expect(second.page.locator('#app')).not.toBeEmpty();
});

test('Workers start from scripts of this origin only, and no text becomes HTML', async ({
  host,
  openBrowser,
}) => {
  const { page, faults } = await openBrowser();
  await page.goto(host.url);
  await expect(page.locator('#app')).not.toBeEmpty();

  const outcome = await page.evaluate(() => {
    const tried = (act: () => unknown): string => {
      try {
        act();
        return 'allowed';
      } catch (error) {
        return error instanceof Error ? error.name : 'refused';
      }
    };
    return {
      own: tried(() => {
        new Worker('/service.worker.js').terminate();
      }),
      foreign: tried(() => new Worker('https://elsewhere.example/worker.js')),
      inline: tried(() => new Worker('data:text/javascript,1')),
      blob: tried(() => new Worker(URL.createObjectURL(new Blob(['1'])))),
      html: tried(() => {
        document.body.innerHTML = '<b>text</b>';
      }),
    };
  });

  expect(outcome).toEqual({
    own: 'allowed',
    foreign: 'TypeError',
    inline: 'TypeError',
    blob: 'TypeError',
    html: 'TypeError',
  });
  // The refused HTML is a breach, and is found as one: the other tests would fail on it.
  expect(faults.join('\n')).toMatch(/TrustedHTML/);
  faults.length = 0;
});

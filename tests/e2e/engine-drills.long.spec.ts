import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { health } from '../../src/ui/locales/en/health.ts';
import { shell } from '../../src/ui/locales/en/shell.ts';
import { findCorpus } from '../fixtures/media/corpus.ts';
import { type DriveBrowser, launchDrive } from './drive-browser.ts';
import { type DigestedItem, digestDrive, likenesses } from './drive-digest.ts';
import { importFromDisk, listAll, openDrive } from './drive-page.ts';
import { test as base, expect } from './drive-test.ts';
import { type HostChanges, startHostInFront } from './host-in-front.ts';
import type { HostProcess } from './host-process.ts';
import { hashBytes, readStoredBlobs } from './stored-bytes.ts';

const corpus = findCorpus();
const root = corpus?.root ?? '';

interface DrillFixtures {
  /** Starts a host in front of the built one; it stops with the test. */
  readonly openFront: (changes: () => HostChanges) => Promise<HostProcess>;
}
interface DrillWorkerFixtures {
  /** The drive after an import of the whole corpus that nothing disturbed. */
  readonly undisturbed: readonly DigestedItem[];
}

const test = base.extend<DrillFixtures, DrillWorkerFixtures>({
  openFront: async ({ host }, use) => {
    const fronts: HostProcess[] = [];
    await use(async (changes) => {
      const front = await startHostInFront(host.url, changes);
      fronts.push(front);
      return front;
    });
    for (const front of fronts) await front.stop();
  },
  undisturbed: [
    async ({ host }, use) => {
      const profile = await mkdtemp(join(tmpdir(), 'hm-calm-'));
      const { page, close } = await launchDrive(profile);
      await openDrive(page, host.url);
      await importFromDisk(page, '', root);
      const digest = await digestDrive(page);
      await close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
      await use(digest);
    },
    { scope: 'worker', timeout: 600_000 },
  ],
});

test.skip(corpus === null, 'no corpus is at hand: HM_CORPUS names none');
test.setTimeout(1_200_000);

const SUBMISSION = 'a submission to the graphics processor';

/** What media workers run before their script: they ask the test what is to happen to them. */
const OBEYING_WORKER = `
const tell = (what) => {
  const ask = new XMLHttpRequest();
  ask.open('POST', '/drill', false);
  ask.send(what);
  return ask.responseText;
};
let hangs = false;
addEventListener('message', ({ data }) => {
  if (!('job' in data)) return;
  const order = tell(data.job.name);
  hangs = order === 'hang';
  if (order === 'kill') setTimeout(() => { throw new Error('A drill killed this worker.'); });
});
const { decode } = ImageDecoder.prototype;
ImageDecoder.prototype.decode = function (...given) {
  return hangs ? new Promise(() => undefined) : decode.apply(this, given);
};
if ('GPUQueue' in self) {
  const { submit } = GPUQueue.prototype;
  const { requestDevice } = GPUAdapter.prototype;
  const devices = new WeakMap();
  GPUAdapter.prototype.requestDevice = async function (...given) {
    const device = await requestDevice.apply(this, given);
    devices.set(device.queue, device);
    return device;
  };
  GPUQueue.prototype.submit = function (work) {
    const order = tell('${SUBMISSION}');
    submit.call(this, work);
    if (order === 'destroy') devices.get(this).destroy();
  };
}
`;

/** Media workers that do to each file what `order` says of it. */
const obeying = (drill: NonNullable<HostChanges['drill']>): HostChanges => ({
  prelude: { path: /\/media\.worker-[^/]*\.js$/, code: OBEYING_WORKER },
  drill,
});

/** The same order for the files whose turn it is, by when they are met first; none for a file that met one. */
const orderAt = (order: 'kill' | 'hang', turns: readonly number[], fits: RegExp) => {
  const met: string[] = [];
  return (name: string): string => {
    if (met.includes(name) || !fits.test(name)) return '';
    met.push(name);
    return turns.includes(met.length) ? order : '';
  };
};

/** Why a picture has no thumbnail that it would have had; its thumbnails and looks are not compared. */
type Unshown = 'heic-undecodable' | null;

/**
 * The whole drive is as it would have been, its originals are those of the disk, and none is there twice. Only
 * what is `unshown` may lack its thumbnails.
 */
const expectUndisturbed = async (
  page: Page,
  undisturbed: readonly DigestedItem[],
  unshown: Unshown = null,
): Promise<void> => {
  const digest = await digestDrive(page);
  expect(digest.map(({ hash }) => hash)).toEqual(undisturbed.map(({ hash }) => hash));
  const isUnshown = ({ facts }: DigestedItem): boolean =>
    unshown !== null && facts['noThumbnail'] === unshown;
  const expected = undisturbed.map((item, at) => {
    const found = digest[at];
    return found !== undefined && isUnshown(found) ? withoutPicture(item, found) : item;
  });
  expect(digest.map(({ facts }) => facts)).toEqual(expected.map(({ facts }) => facts));
  const alike = await likenesses(expected, digest);
  expect(alike.filter((one) => one < 0.88)).toEqual([]);
  expect(alike.reduce((sum, one) => sum + one, 0) / alike.length).toBeGreaterThan(0.96);
  await expectOriginals(page);
};

/** What an item is where nothing could be drawn of it. */
const withoutPicture = (item: DigestedItem, found: DigestedItem): DigestedItem => {
  const { noThumbnail, thumbHash, perceptualHash } = found.facts;
  return {
    ...item,
    facts: { ...item.facts, noThumbnail, thumbHash, perceptualHash },
    thumbnails: [],
  };
};

/** What lies in the drive is what lies on the disk, each content once. */
const expectOriginals = async (page: Page): Promise<void> => {
  const stored = await readStoredBlobs(page);
  const found = new Map(stored.map(({ hash, sha256 }) => [hash, sha256]));
  for (const path of corpus?.files ?? []) {
    const { hash, sha256 } = await hashBytes(await readFile(join(root, path)));
    expect([path, found.get(hash)]).toEqual([path, sha256]);
  }
};

const metricsOf = (page: Page, engine: string) =>
  page.evaluate(async (name) => {
    const { engines } = await window.hm.runtime.metrics();
    return engines.find((one) => one.engine === name);
  }, engine);

/** Resolves once so many items came in: the import is in its middle. */
const untilTaken = (page: Page, count: number): Promise<void> =>
  expect
    .poll(async () => (await listAll(page)).total, { timeout: 600_000 })
    .toBeGreaterThanOrEqual(count);

/** Waits for the line that says what is slower. */
const expectLine = (page: Page, line: RegExp): Promise<void> =>
  expect(page.locator('[data-engine-line] p.text')).toContainText(line, { timeout: 300_000 });

/** Goes where the line leads, and has the engine tried at once. */
const tryAgainByHand = async (page: Page): Promise<void> => {
  await page.getByRole('link', { name: health.health.line.look }).click();
  await page.getByRole('button', { name: health.health.tryNow }).first().click();
};

for (const { what, order, fits, turns } of [
  {
    what: 'workers that are killed',
    order: 'kill',
    fits: /./,
    turns: [5, 40, 41, 42, 120],
  },
  { what: 'decoders that hang', order: 'hang', fits: /\.jpe?g$/i, turns: [8, 30, 31, 60] },
] as const)
  test(`The corpus comes in as ever beside ${what}, and the screen says so`, async ({
    openFront,
    openBrowser,
    undisturbed,
  }) => {
    const changes = obeying(orderAt(order, turns, fits));
    const front = await openFront(() => changes);
    const { page } = await openBrowser();
    await openDrive(page, front.url);
    // Each fault opens the breaker: in a row they come too seldom, as the others of the pool do well in between.
    await page.evaluate(() =>
      window.hm.runtime.configure({ failuresToOpen: 1, fallbackMs: 10_000 }),
    );
    const importing = importFromDisk(page, '', root);
    await expectLine(page, /take longer: the workers failed/);
    expect((await importing).failed).toEqual([]);
    const { totalFailures = 0 } = (await metricsOf(page, 'workers')) ?? {};
    // Of what a turn fell on, some is never decoded, or is taken in by the drive itself.
    expect(totalFailures).toBeGreaterThan(1);
    await expectUndisturbed(page, undisturbed);
  });

const WITH_GPU = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
];

test('The corpus comes in as ever beside a graphics processor that is destroyed in mid-work and one that crashes, and the screen says so', async ({
  openFront,
  openBrowser,
  undisturbed,
}) => {
  const DESTROYED = 3;
  const TRIALS = 2;
  let submissions = 0;
  let crash = (): Promise<unknown> => Promise.reject(new Error('There is no browser yet.'));
  const changes = obeying(async (told) => {
    if (told !== SUBMISSION) return '';
    submissions += 1;
    if (submissions <= DESTROYED) return 'destroy';
    if (submissions === DESTROYED + TRIALS + 1) await crash();
    return '';
  });
  const front = await openFront(() => changes);
  const { page, context } = await openBrowser(WITH_GPU);
  const session = await context.browser()?.newBrowserCDPSession();
  crash = async () => session?.send('Browser.crashGpuProcess');
  await openDrive(page, front.url);
  const importing = importFromDisk(page, '', root);
  await expectLine(page, /the graphics processor failed 3 times/);
  await tryAgainByHand(page);
  expect((await importing).failed).toEqual([]);
  expect(submissions).toBeGreaterThan(DESTROYED + TRIALS);
  const { totalFailures } = (await metricsOf(page, 'webgpu')) ?? {};
  expect(totalFailures).toBeGreaterThan(DESTROYED);
  const stateWhenTried = async () => {
    await page.evaluate(() => window.hm.runtime.retry('webgpu'));
    return (await metricsOf(page, 'webgpu'))?.state;
  };
  await expect.poll(stateWhenTried, { timeout: 60_000 }).toBe('CLOSED');
  await expectUndisturbed(page, undisturbed);
});

/** Begins to import the corpus, and ends the browser in the middle of it. */
const breakOff = async ({ page, close }: DriveBrowser): Promise<void> => {
  importFromDisk(page, '', root).catch(() => undefined);
  await untilTaken(page, 60);
  await close();
};

test('The corpus comes in as ever where workers are gone from its middle on, and the screen says so', async ({
  host,
  openBrowser,
  undisturbed,
}) => {
  const first = await openBrowser();
  await openDrive(first.page, host.url);
  await breakOff(first);
  const { page, context } = await openBrowser();
  await context.addInitScript(() => {
    Reflect.deleteProperty(window, 'Worker');
  });
  await openDrive(page, host.url);
  await expect(page.getByText(shell.status.degraded.workers)).toBeVisible();
  expect((await importFromDisk(page, '', root)).failed).toEqual([]);
  await expectUndisturbed(page, undisturbed);
});

test('The corpus comes in as ever where WebAssembly is blocked from its middle on, and the screen says so', async ({
  openFront,
  openBrowser,
  undisturbed,
}) => {
  let policy = (given: string): string => given;
  const front = await openFront(() => ({ policy }));
  const first = await openBrowser();
  await openDrive(first.page, front.url);
  policy = (given) => given.replace(" 'wasm-unsafe-eval'", '');
  await first.page.evaluate(async () => {
    const registrations = await navigator.serviceWorker.getRegistrations();
    await Promise.all(registrations.map((registration) => registration.unregister()));
    for (const name of await caches.keys()) await caches.delete(name);
  });
  await breakOff(first);
  const { page, faults } = await openBrowser();
  await openDrive(page, front.url);
  await expect(page.getByText(shell.status.degraded.wasm)).toBeVisible();
  expect((await importFromDisk(page, '', root)).failed).toEqual([]);
  await expectUndisturbed(page, undisturbed, 'heic-undecodable');
  expect(faults.filter((text) => !text.includes('Content Security Policy'))).toEqual([]);
  faults.length = 0;
});

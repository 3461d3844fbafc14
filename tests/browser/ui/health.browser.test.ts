import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Hm } from '../../../src/app/api-types.ts';
import { HmError } from '../../../src/core/base/hm-error.ts';
import type { PoisonFile, QueueMetrics } from '../../../src/core/runtime/metrics.ts';
import { mountUi, type MountedUi } from '../../fixtures/ui/mounted-ui.ts';
import { stageRuntime, type StagedRuntime } from '../../fixtures/ui/staged-runtime.ts';

const SLOW = { timeout: 45_000 };
const LATER = new Date(Date.now() + 3_600_000).toISOString();
const CLOCK = String.raw`\d?\d:\d\d( [AP]M)?`;
const LOST = {
  failureCount: 3,
  totalFailures: 3,
  totalSuccesses: 1204,
  rejectionCount: 12,
  fallbackUntil: LATER,
  lastFailureTime: new Date().toISOString(),
  lastReason: 'lost: The driver was reset.',
} as const;

let ui: MountedUi;
let staged: StagedRuntime;
const calls = () => ui.hm.calls;

const mount = async (
  prepare: (staged: StagedRuntime) => void = () => undefined,
  change: Partial<Hm['runtime']> = {},
): Promise<void> => {
  staged = stageRuntime(change);
  prepare(staged);
  ui = mountUi({ items: 6, collections: ['Trips'] }, (hm) => staged.install(hm));
  // The first test waits for all scripts of the screens.
  await expect.element(page.getByRole('main'), SLOW).toBeVisible();
};
const showHealth = async (): Promise<void> => {
  location.hash = '#/health';
  await expect
    .element(page.getByRole('heading', { level: 1 }), SLOW)
    .toHaveTextContent('Health');
};
const openHealth = async (...given: Parameters<typeof mount>): Promise<void> => {
  await mount(...given);
  await showHealth();
  await expect.element(row('Workers'), SLOW).toBeVisible();
};
const row = (name: string) => page.getByRole('listitem', { name, exact: true });
const tryNow = () => page.getByRole('button', { name: 'Try again now' });
const expand = (title: string) => page.getByText(title, { exact: true }).click();

const queue = (patch: Partial<QueueMetrics>): void => {
  staged.metrics = { ...staged.metrics, queue: { ...staged.metrics.queue, ...patch } };
};

beforeEach(() => page.viewport(1280, 800));
afterEach(() => ui.unmount());

describe('engines', () => {
  it('say how they are, what failed last and what they did', async () => {
    await openHealth(({ set }) => {
      set('webgpu', { ...LOST, state: 'OPEN' });
      set('workers', { state: 'HALF_OPEN', successCount: 1, totalSuccesses: 5 });
    });
    const graphics = row('Graphics processor');
    await expect
      .element(graphics)
      .toHaveTextContent(new RegExp(`Paused until ${CLOCK}: 3 failures`));
    await expect
      .element(graphics)
      .toHaveTextContent(new RegExp(`Last failure, ${CLOCK}: its device was lost`));
    await expect.element(graphics).toHaveTextContent('The driver was reset.');
    await expect.element(graphics).toHaveTextContent(/done1,204/);
    await expect.element(graphics).toHaveTextContent(/handed on12/);
    await expect.element(row('Workers')).toHaveTextContent('Being tried');
    await expect.element(row('Workers')).toHaveTextContent('One trial went well');
    await expect.element(row('This page')).toHaveTextContent('Working');
    await expect.element(row('This page')).toHaveTextContent('Not needed yet');
    await expect.element(page.getByText('Imports and thumbnails take longer')).toBeVisible();
  });

  it('that a device does not have are no failure', async () => {
    await openHealth(({ set }) => {
      set('webgpu', { unsupported: 'This browser has no WebGPU.' });
      set('workers', { running: 2, paceMs: { thumbnail: 14.2, ingest: 1200 } });
    });
    await expect
      .element(row('Graphics processor'))
      .toHaveTextContent(/Not on this device\s*This browser has no WebGPU\./);
    await expect
      .element(row('Workers'))
      .toHaveTextContent('Usual pace: thumbnail 14 ms, whole file 1.2 s');
    await expect.element(row('Workers')).toHaveTextContent('2 tasks now');
    await expect
      .element(page.getByText('Everything runs as fast as this device can.'))
      .toBeVisible();
    await expect.element(tryNow()).not.toBeInTheDocument();
  });

  it('are tried at once by a button, whose focus goes on when it goes', async () => {
    await openHealth(({ set }) => set('webgpu', { ...LOST, state: 'OPEN' }));
    (tryNow().element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.poll(calls).toContain('retry webgpu');
    staged.turn('webgpu', 'HALF_OPEN');
    await expect.element(tryNow()).not.toBeInTheDocument();
    await expect.element(row('Graphics processor')).toHaveFocus();
    await expect.element(row('Graphics processor')).toHaveTextContent('Being tried');
  });

  it('tell politely what changed', async () => {
    await openHealth();
    const said = page.getByRole('status').filter({ hasText: 'Graphics processor' });
    await expect.element(said).not.toBeInTheDocument();
    staged.turn('webgpu', 'OPEN', LOST);
    await expect
      .element(said)
      .toHaveTextContent(/^Graphics processor: Paused until .*failures$/);
    staged.turn('webgpu', 'CLOSED');
    await expect.element(said).toHaveTextContent(/^Graphics processor: Working$/);
  });

  it('that cannot be asked say why, and are asked again', async () => {
    let isClosed = true;
    await mount(undefined, {
      metrics: () =>
        isClosed
          ? Promise.reject(new HmError('busy', 'Not just now.'))
          : Promise.resolve(staged.metrics),
    });
    await showHealth();
    const alert = page.getByRole('main').getByRole('alert');
    await expect.element(alert, SLOW).toHaveTextContent('using this just now');
    isClosed = false;
    await page.getByRole('button', { name: 'Ask again' }).click();
    await expect.element(row('Workers')).toBeVisible();
    await expect.element(alert).not.toBeInTheDocument();
  });
});

describe('work', () => {
  const chart = (name: RegExp) => page.getByRole('img', { name });

  it('is drawn, and its numbers are said in words', async () => {
    await openHealth();
    queue({ waiting: { CRITICAL: 1, HIGH: 0, NORMAL: 4, LOW: 2 }, running: 3, bound: 40 });
    await expect.element(chart(/^Tasks that waited .* 7 at most,/)).toBeVisible();
    await expect
      .element(chart(/^Tasks done a second in the last two minutes: 0 now, 0 at most/))
      .toBeVisible();
    queue({ done: 500 });
    await expect.element(chart(/^Tasks done a second .*: [1-9]/)).toBeVisible();
    await expect
      .element(page.getByText('7 of at most 40 tasks wait, 3 run now.'))
      .toBeVisible();
  });

  it('goes on where it was after the screen was left', async () => {
    await openHealth();
    const line = () => document.querySelector('.sparkline .line')?.getAttribute('d') ?? '';
    await expect.poll(() => line().match(/L/g)?.length, SLOW).toBeGreaterThan(1);
    location.hash = '#/trash';
    await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('Trash');
    await showHealth();
    await expect.element(row('Workers')).toBeVisible();
    expect(line().match(/L/g)?.length).toBeGreaterThan(1);
  });

  it('says that intake rests, and what made way', async () => {
    await openHealth();
    queue({ isPaused: true, postponed: [{ id: 'task-7', kind: 'thumbnail' }] });
    await expect
      .element(page.getByText('New work rests until half of this is done.'))
      .toBeVisible();
    await page.getByText(/^One task made way/).click();
    await expect.element(page.getByText('thumbnail, task-7')).toBeVisible();
  });
});

describe('files that stopped two workers', () => {
  const poison = (name: string): PoisonFile => ({
    id: null,
    hash: name.padStart(64, '0'),
    name,
    at: new Date().toISOString(),
    fault: 'timeout',
    message: 'No sign of life for 30 s.',
  });
  const FILES = ['a.heic', 'b.mov', 'c.tif'].map(poison);
  const again = (name: string) =>
    page.getByRole('button', { name: `Look into it again: ${name}` });

  it('are no section where there are none', async () => {
    await openHealth();
    await expect.element(page.getByText('Files that were left alone')).not.toBeInTheDocument();
  });

  it('are looked into one by one: what went well goes, and the focus goes on', async () => {
    await openHealth((stage) => (stage.poison = FILES), {
      poison: {
        list: () => Promise.resolve(staged.poison),
        retry: (hashes = []) => {
          staged.poison = staged.poison.filter(
            ({ hash, name }) => !hashes.includes(hash) || name === 'c.tif',
          );
          return Promise.resolve();
        },
      },
    });
    await expect.element(again('a.heic')).toBeVisible();
    await expect.element(page.getByText(/it gave no answer in time/).first()).toBeVisible();
    (again('a.heic').element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('a.heic is all right now.')).toBeVisible();
    await expect.element(again('b.mov')).toHaveFocus();
    await again('c.tif').click();
    await expect.element(page.getByText('c.tif stopped the workers again.')).toBeVisible();
    await expect.element(again('c.tif')).toBeVisible();
  });

  it('are looked into all at once', async () => {
    await openHealth((stage) => (stage.poison = FILES));
    await page.getByRole('button', { name: 'Look into all again' }).click();
    await expect.poll(calls).toContain(`poison.retry ${FILES.map(({ hash }) => hash).join()}`);
  });
});

describe('a browser that changes drawn pictures', () => {
  it('is told of, with what it means', async () => {
    await openHealth((stage) => (stage.metrics = { ...stage.metrics, canvas: 'noisy' }));
    await expect
      .element(page.getByText(/Originals and their checks are untouched/))
      .toBeVisible();
    staged.metrics = { ...staged.metrics, canvas: 'exact' };
    await expect
      .element(page.getByText(/Originals and their checks are untouched/))
      .not.toBeInTheDocument();
  });
});

describe('settings of the breakers', () => {
  beforeEach(async () => {
    await openHealth();
    await expand('When an engine is paused');
  });

  it('are refused with the value and the bounds, and saved once they fit', async () => {
    const pause = page.getByLabelText('How long it is paused, in seconds');
    await expect.element(pause).toHaveValue('60');
    await pause.fill('4000');
    await userEvent.keyboard('{Tab}');
    await expect
      .element(page.getByText('This was 4000; it must be a number from 1 to 3,600.'))
      .toBeVisible();
    await expect.element(pause).toHaveAttribute('aria-invalid', 'true');
    expect(calls().filter((call) => call.startsWith('configure'))).toEqual([]);
    await pause.fill('90');
    await userEvent.keyboard('{Tab}');
    await expect.poll(calls).toContain('configure {"fallbackMs":90000}');
    await expect.element(pause).toHaveAttribute('aria-invalid', 'false');
  });

  it('go back to the usual', async () => {
    const reset = page.getByRole('button', { name: 'Back to the usual' });
    await expect.element(reset).toHaveAttribute('aria-disabled', 'true');
    await page.getByText('Nothing makes way').click();
    await expect.poll(() => staged.settings.drop).toBe('none');
    await reset.click();
    await expect.poll(() => staged.settings.drop).toBe('LOW');
    await expect.element(reset).toHaveAttribute('aria-disabled', 'true');
  });
});

describe('a drill', () => {
  /** Three tasks meet the fault and are done by the page. */
  const run: Hm['runtime']['run'] = ({ kind }) => {
    const failures = (staged.metrics.engines[1]?.failureCount ?? 0) + 1;
    if (failures < 3) staged.set('workers', { failureCount: failures });
    else staged.turn('workers', 'OPEN', { failureCount: failures, fallbackUntil: LATER });
    const tried = [{ engine: 'workers', fault: 'crashed', message: 'On purpose.' }] as const;
    return Promise.resolve({ value: kind, engine: 'page', tookMs: 1, tried });
  };

  it('shows an engine fail and recover, with nothing lost', async () => {
    await openHealth(undefined, { run });
    await expand('Drill');
    const workers = page.getByRole('button', { name: 'Workers', exact: true });
    await workers.click();
    await expect.element(page.getByText('It was paused; nothing runs on it.')).toBeVisible();
    await expect.element(workers).toHaveFocus();
    await expect
      .element(page.getByText('3 tasks went on elsewhere; none was lost.'))
      .toBeVisible();
    expect(calls()).toContain('inject workers fail');
    staged.turn('workers', 'HALF_OPEN');
    await expect
      .element(page.getByText('It is tried with work whose answer is known.'))
      .toBeVisible();
    staged.turn('workers', 'CLOSED');
    await expect.element(page.getByText('It works again.', { exact: true })).toBeVisible();
  });

  it('says so where the engine was never asked', async () => {
    await openHealth();
    await expand('Drill');
    await page.getByRole('button', { name: 'Workers', exact: true }).click();
    await expect.element(page.getByText(/^It was not asked:/)).toBeVisible();
  });

  it('is not for an engine that nothing could stand in for', async () => {
    await openHealth(({ set }) => {
      set('webgpu', { unsupported: 'None.' });
      set('page', { state: 'OPEN', fallbackUntil: LATER });
    });
    await expand('Drill');
    await expect.element(page.getByText(/^Not just now: no engine works/)).toBeVisible();
  });
});

describe('the line on other screens', () => {
  const line = () => page.getByText(/^Thumbnails are drawn more slowly: .* 3 times\./);

  it('comes with a breaker that opens, leads to the engines, and goes when it closes', async () => {
    await mount();
    await expect.poll(() => staged.asked, SLOW).toBe(1);
    staged.turn('webgpu', 'OPEN', LOST);
    await expect.element(line(), SLOW).toHaveTextContent(new RegExp(`try is at ${CLOCK}`));
    await page.getByRole('link', { name: 'Look at the engines' }).click();
    await expect.element(row('Graphics processor'), SLOW).toBeVisible();
    await expect.element(line()).not.toBeInTheDocument();
    location.hash = '#/trash';
    await expect.element(line()).toBeVisible();
    staged.turn('webgpu', 'HALF_OPEN');
    await expect.element(line()).toHaveTextContent('A new try is under way.');
    staged.turn('webgpu', 'CLOSED');
    await expect.element(line()).not.toBeInTheDocument();
    await expect.element(page.getByText('All engines work again.')).toBeInTheDocument();
  });

  it('is there after a start with a breaker that is still open, until it is dismissed', async () => {
    await mount(({ set }) => set('webgpu', { ...LOST, state: 'OPEN' }));
    await expect.element(line(), SLOW).toBeVisible();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await expect.element(line()).not.toBeInTheDocument();
    staged.turn('webgpu', 'CLOSED');
    await expect.element(page.getByText('All engines work again.')).toBeInTheDocument();
    staged.turn('webgpu', 'OPEN', LOST);
    await expect.element(line()).toBeVisible();
  });

  it('says nothing where nothing is slower', async () => {
    await mount();
    await expect.poll(() => staged.asked, SLOW).toBe(1);
    staged.turn('page', 'OPEN', LOST);
    await expect.poll(() => document.querySelector('[data-engine-line]'), SLOW).not.toBeNull();
    await expect.poll(() => staged.asked).toBe(2);
    expect(document.querySelector('[data-engine-line]')?.textContent).toBe('');
  });
});

describe('in French', () => {
  it('every word of the screen and of the line is French', async () => {
    await openHealth(({ set }) => set('webgpu', { ...LOST, state: 'OPEN' }));
    await userEvent.keyboard('{Control>}k{/Control}');
    await page.getByRole('combobox', { name: 'Command palette' }).fill('français');
    await page.getByRole('option', { name: /français/ }).click();
    staged.set('workers', { unsupported: 'This browser starts no workers here.' });
    const graphics = row('Processeur graphique');
    await expect.element(graphics, SLOW).toHaveTextContent(/En pause jusqu’à .* 3 pannes/);
    await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('Santé');
    await expect.element(page.getByText(/^Ce navigateur ne lance aucune tâche/)).toBeVisible();
    staged.set('workers', { unsupported: null });
    const text = document.querySelector('#content')?.textContent;
    expect(text?.replace('The driver was reset.', '')).not.toMatch(/health\.|\bthe\b/i);
    location.hash = '#/trash';
    await expect
      .element(page.getByText(/^Les vignettes sont dessinées plus lentement/).first())
      .toBeVisible();
  });
});

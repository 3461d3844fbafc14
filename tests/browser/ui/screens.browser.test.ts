import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { HmError } from '../../../src/core/base/hm-error.ts';
import { useLanguage } from '../../../src/ui/base/useLanguage.ts';
import { createMissingUi } from '../../../src/ui/create-ui.ts';
import { encodeCanvas, fourCorners } from '../../fixtures/media/pictures.ts';
import { fakeJob, type FakeHm, type FakeOptions } from '../../fixtures/ui/fake-hm.ts';
import { mountUi, type MountedUi } from '../../fixtures/ui/mounted-ui.ts';

const COLLECTIONS = ['Projects/2024/January', 'Projects/2024/February', 'Archive'];
let ui: MountedUi | null = null;

const mount = (options: Partial<FakeOptions> = {}, change?: (hm: FakeHm) => FakeHm): FakeHm => {
  ui = mountUi({ items: 300, collections: COLLECTIONS, ...options }, change);
  return ui.hm;
};
const option = (position: number) =>
  page.getByRole('option', { name: new RegExp(` ${position} of `) });
const selected = () => document.querySelectorAll('[role=option][aria-selected=true]').length;
const focusedPosition = () => document.activeElement?.getAttribute('aria-posinset');
const focusFirst = async () => {
  await expect.element(option(1)).toBeInTheDocument();
  document.querySelector<HTMLElement>('[role=option][tabindex="0"]')?.focus();
};

beforeEach(() => page.viewport(1280, 800));
afterEach(() => {
  ui?.unmount();
  ui = null;
});

describe('first run', () => {
  it('offers three ways to begin and says that everything stays here', async () => {
    mount({ items: 0, collections: [] });
    for (const name of [/^Choose files/, /^Choose a folder/, /^From a link/])
      await expect.element(page.getByRole('button', { name })).toBeVisible();
    await expect
      .element(page.getByText('Everything stays on this device.').first())
      .toBeVisible();
  });

  it('imports what was chosen into the root', async () => {
    const hm = mount({ items: 0, collections: [] });
    await page.getByRole('button', { name: /^Choose files/ }).click();
    await expect.poll(() => hm.calls).toContain('importMedia  1');
  });
});

describe('grid', () => {
  it('makes cells only for what is near the screen, of 100,000 items, and reaches the last by End', async () => {
    mount({ items: 100_000 });
    await focusFirst();
    expect(document.querySelectorAll('[role=option]').length).toBeLessThan(150);
    await userEvent.keyboard('{End}');
    await expect.poll(focusedPosition).toBe('100000');
    expect(document.querySelectorAll('[role=option]').length).toBeLessThan(150);
  });

  it('says kind, place in the listing and date of each item', async () => {
    mount();
    await expect
      .element(option(1))
      .toHaveAccessibleName(/^Photo 1 of 300, (3 June|June 3,) 2026$/);
  });

  it('shows why there is no preview', async () => {
    mount();
    await expect
      .element(page.getByText('This HEIC picture could not be decoded.').first())
      .toBeVisible();
  });

  it('selects by tick, by Shift from there, and lets go by Escape', async () => {
    mount();
    await option(2).hover();
    option(2).element().querySelector<HTMLElement>('.tick')?.click();
    await expect.poll(selected).toBe(1);
    await option(5).click({ modifiers: ['Shift'] });
    await expect.poll(selected).toBe(4);
    await expect
      .element(page.getByRole('toolbar', { name: 'Selection' }))
      .toHaveTextContent('4 selected');
    await focusFirst();
    await userEvent.keyboard('{Escape}');
    await expect.poll(selected).toBe(0);
  });

  it('selects from the item in focus on by Shift and arrows', async () => {
    mount();
    await focusFirst();
    await userEvent.keyboard('{Shift>}{ArrowRight}{ArrowRight}{/Shift}');
    await expect.poll(selected).toBe(3);
  });

  it('selects the section by Ctrl+A, and everything by a second one', async () => {
    mount();
    await focusFirst();
    await userEvent.keyboard('{Control>}a{/Control}');
    await expect
      .element(page.getByRole('toolbar', { name: 'Selection' }))
      .toHaveTextContent('9 selected');
    await userEvent.keyboard('{Control>}a{/Control}');
    await expect
      .element(page.getByRole('toolbar', { name: 'Selection' }))
      .toHaveTextContent('300 selected');
  });

  it('moves to the trash by Delete, and Ctrl+Z brings it back', async () => {
    const hm = mount();
    await focusFirst();
    await userEvent.keyboard('{ArrowRight}x{Delete}');
    await expect.element(page.getByText('1 item moved to the trash')).toBeVisible();
    expect(hm.calls).toContain('Removed 1 items');
    await expect
      .poll(async () => (await hm.drive.listMedia('', { recursive: true })).total)
      .toBe(299);
    await userEvent.keyboard('{Control>}z{/Control}');
    await expect
      .poll(async () => (await hm.drive.listMedia('', { recursive: true })).total)
      .toBe(300);
    await expect.element(page.getByText(/^Undone: /)).toBeVisible();
    await expect
      .element(page.getByText('1 item moved to the trash', { exact: true }))
      .not.toBeInTheDocument();
  });

  it('gives the focus back from the Undo of a message', async () => {
    mount();
    await focusFirst();
    await userEvent.keyboard('{Delete}');
    const undo = page.getByRole('button', { name: 'Undo', exact: true });
    await expect.element(undo).toBeVisible();
    (undo.element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText(/^Undone: /)).toBeVisible();
    await expect
      .poll(() => document.activeElement?.closest('#content') instanceof HTMLElement)
      .toBe(true);
  });

  it('shows the message of a failure, and keeps the items', async () => {
    mount({}, (hm) => {
      hm.drive.removeMedia = () =>
        Promise.reject(new HmError('busy', 'Another tab is at it. Try again.'));
      return hm;
    });
    await focusFirst();
    await userEvent.keyboard('{Delete}');
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('Another part of the drive is using this just now.');
    await expect.element(page.getByText('300 items', { exact: true })).toBeVisible();
  });
});

describe('viewer', () => {
  it('opens by Enter, goes on by arrows, and Escape gives the focus back to what was seen last', async () => {
    mount();
    await focusFirst();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('dialog')).toHaveAccessibleName(/^Photo 1 of 300/);
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    await expect.element(page.getByRole('dialog')).toHaveAccessibleName(/^Photo 3 of 300/);
    await userEvent.keyboard('{Escape}');
    await expect.poll(focusedPosition).toBe('3');
    expect(document.querySelector('[role=dialog]')).toBeNull();
  });

  it('edits the title in the panel that I opens, without acting on the letters typed', async () => {
    const hm = mount();
    await focusFirst();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('dialog')).toBeVisible();
    await userEvent.keyboard('i');
    await page.getByLabelText('Title').fill('if');
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => hm.calls).toContain('Edited 1 item');
    await expect.element(page.getByRole('complementary', { name: 'Info' })).toBeVisible();
  });

  it('removes by Delete and shows what comes next', async () => {
    mount();
    await focusFirst();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('dialog')).toHaveAccessibleName(/^Photo 1 of 300/);
    await userEvent.keyboard('{Delete}');
    await expect.element(page.getByRole('dialog')).toHaveAccessibleName(/^Photo 1 of 299/);
  });
});

describe('tree', () => {
  it('opens, moves and shows collections by keys', async () => {
    mount();
    const projects = page.getByRole('treeitem', { name: /^Projects/ });
    await expect.element(projects).toHaveAttribute('aria-expanded', 'false');
    document.querySelector<HTMLElement>('[role=treeitem][tabindex="0"]')?.focus();
    await userEvent.keyboard('{End}{ArrowRight}');
    await expect.element(projects).toHaveAttribute('aria-expanded', 'true');
    await userEvent.keyboard('{ArrowRight}{Enter}');
    await expect.poll(() => location.hash).toBe('#/library/Projects/2024');
    await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('2024');
  });

  it('keeps the focus when Delete takes the row that had it', async () => {
    const hm = mount();
    const row = (name: RegExp) => page.getByRole('treeitem', { name });
    await expect.element(row(/^Archive/)).toBeInTheDocument();
    row(/^Archive/)
      .element()
      .focus();
    await userEvent.keyboard('{Delete}');
    await expect.poll(() => hm.calls).toContain('Removed Archive');
    await expect.element(row(/^Projects/)).toHaveFocus();
  });

  it('makes a collection and shows it, empty, with what to do', async () => {
    const hm = mount();
    await page.getByRole('button', { name: 'New collection', exact: true }).click();
    await page.getByLabelText('Name').fill('Trips');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('Nothing in Trips yet.')).toBeVisible();
    expect(hm.calls).toContain('Created Trips');
  });
});

describe('imports', () => {
  it('show what arrives by its picture, the newest first, until the job rests', async () => {
    const hm = mount({ jobs: [fakeJob()] });
    const { id: job } = fakeJob();
    const at = '2026-11-21T09:00:00.000Z';
    const bytes = await encodeCanvas(fourCorners(40, 30), 'image/png');
    const picture = { mime: 'image/png' as const, bytes, width: 40, height: 30 };
    await expect.element(page.getByRole('region', { name: 'Imports' })).toBeVisible();
    for (const path of ['first.jpg', 'second.jpg'])
      hm.emit('arrival', { at, job, path, picture });
    const strip = page.getByRole('list', { name: 'Arriving now' });
    await expect.element(strip.getByRole('img').nth(1)).toHaveAttribute('alt', 'first.jpg');
    const first = strip.getByRole('img', { name: 'second.jpg' });
    await expect.poll(() => (first.element() as HTMLImageElement).naturalWidth).toBe(40);
    hm.setJobs([fakeJob({ state: 'paused' })]);
    hm.emit('progress', {
      ...{ at, job, phase: 'paused', done: 1, total: 2, bytes: 1, rate: null },
      steps: { read: 1, hashed: 1, drawn: 1, saved: 1 },
      etaSeconds: null,
    });
    await expect.element(strip).not.toBeInTheDocument();
  });

  it('show rate and time left, rows only for what failed, and what to drop again', async () => {
    const hm = mount({
      jobs: [
        fakeJob(),
        fakeJob({
          id: 'j2' as never,
          state: 'waiting-for-files',
          missingFiles: ['a.jpg'],
          report: {
            added: [],
            duplicates: [],
            unshown: [],
            failed: [{ name: 'notes.jpg', type: 'read-failed', message: 'It moved.' }],
            bytes: 0,
          },
        }),
      ],
    });
    const drawer = page.getByRole('region', { name: 'Imports' });
    await expect.element(drawer).toHaveTextContent('28 MB/s');
    await expect.element(drawer).toHaveTextContent('The file could not be read');
    await expect
      .element(drawer.getByRole('button', { name: 'Choose these files again' }))
      .toBeVisible();
    await drawer.getByRole('button', { name: 'Pause' }).click();
    await expect.poll(async () => (await hm.drive.imports.list())[0]?.state).toBe('paused');
  });
});

describe('an act on many items', () => {
  it('says how far it is, and nothing once it ended', async () => {
    const hm = mount();
    await expect.element(option(1)).toBeInTheDocument();
    const news = { at: '2026-11-21T09:00:00.000Z', phase: 'acting', total: 100_000 } as const;
    hm.emit('progress', { ...news, verb: 'edit', fields: ['tags'], done: 12_300 });
    await expect.element(page.getByText('Tagging 12,300 of 100,000')).toBeVisible();
    const bar = page.getByRole('progressbar', { name: 'Change in progress' });
    await expect.element(bar).toHaveAttribute('aria-valuenow', '12300');
    hm.emit('progress', { ...news, verb: 'undo', fields: [], done: 50_000 });
    await expect.element(page.getByText('Undoing 50,000 of 100,000')).toBeVisible();
    hm.emit('progress', { ...news, verb: 'undo', fields: [], done: 100_000 });
    await expect.element(bar).not.toBeInTheDocument();
  });
});

describe('start', () => {
  it('shows what a failed start says, and never a stack', async () => {
    const lost = `blobs/ab/${'ab'.repeat(32)}`;
    const ready = Promise.reject(new HmError('io-failed', `${lost} is gone.`, { path: lost }));
    // As the drive itself: who waits for it is told, and no one else.
    ready.catch(() => undefined);
    mount({}, (hm) => ({ ...hm, ready }));
    await expect.element(page.getByText('storage did not do what it was asked')).toBeVisible();
    await expect.element(page.getByText('blobs/ab/… is gone.')).toBeVisible();
    expect(document.body.textContent).not.toMatch(/at .*\.ts:/);
  });

  it.each([
    ['en', /^Something went wrong that should not have: It is gone\.$/],
    ['fr', /^Une erreur inattendue s’est produite\s: It is gone\.$/],
  ] as const)('says a defect that comes before the words: %s', async (language, words) => {
    const warn = vi.spyOn(console, 'warn');
    const { choice } = useLanguage();
    choice.value = language;
    try {
      // Nobody waits for it yet: the window is told of it before any word is loaded.
      mount({}, (hm) => ({
        ...hm,
        ready: Promise.reject(new HmError('io-failed', 'It is gone.')),
      }));
      await expect.element(page.getByRole('alert')).toHaveTextContent(words);
      const said = warn.mock.calls.map(String);
      expect(said.filter((line) => line.includes('[intlify]'))).toEqual([]);
    } finally {
      choice.value = 'system';
      warn.mockRestore();
    }
  });

  it('names what a browser lacks, without a drive', async () => {
    document.body.innerHTML = '<div id="app"></div>';
    const screens = createMissingUi(['opfs', 'locks']);
    screens.mount('#app');
    await expect
      .element(page.getByText(/private storage for files, locks between tabs/))
      .toBeVisible();
    screens.unmount();
  });
});

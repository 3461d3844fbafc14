import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { ImportReport } from '../../../src/core/imports/import-job.ts';
import { fakeJob } from '../../fixtures/ui/fake-hm.ts';
import { mountUi, remountUi, type MountedUi } from '../../fixtures/ui/mounted-ui.ts';

let mounted: MountedUi | null = null;
afterEach(() => {
  mounted?.unmount();
  mounted = null;
});

const REPORT: ImportReport = {
  added: ['m1' as never, 'm2' as never],
  duplicates: [{ name: 'lake.jpg', id: 'm3' as never, collections: ['Trips', ''] }],
  unshown: [{ name: 'plan.psd', id: 'm2' as never, reason: 'format-undecodable' }],
  failed: [
    { name: 'void.jpg', type: 'empty-file', message: 'core says so' },
    {
      name: 'film.mov',
      type: 'too-large',
      message: 'core says so',
      facts: { sizeBytes: 12e9, limitBytes: 1e9 },
    },
    { name: 'in/moved.jpg', type: 'read-failed', message: 'NotReadableError: core says so' },
  ],
  bytes: 3e6,
};

const mountJobs = (...jobs: Parameters<typeof fakeJob>[0][]) => {
  mounted = mountUi({
    items: 6,
    collections: ['Trips'],
    jobs: jobs.map((job) => fakeJob(job)),
  });
  return mounted.hm;
};
const drawer = page.getByRole('region', { name: 'Imports' });

/** The same after a reload of the tab. */
const reload = (...jobs: Parameters<typeof fakeJob>[0][]): void => {
  mounted?.unmount();
  mounted = remountUi({
    items: 6,
    collections: ['Trips'],
    jobs: jobs.map((job) => fakeJob(job)),
  });
};

/** What the page saves, as text, with its name. */
const savedBy = async (act: () => Promise<void>): Promise<{ name: string; text: string }> => {
  const { click } = HTMLAnchorElement.prototype;
  const saved = new Promise<{ name: string; url: string }>((resolve) => {
    HTMLAnchorElement.prototype.click = function () {
      resolve({ name: this.download, url: this.href });
    };
  });
  try {
    await act();
    const { name, url } = await saved;
    const bytes = await (await fetch(url)).arrayBuffer();
    return { name, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) };
  } finally {
    HTMLAnchorElement.prototype.click = click;
  }
};

describe('an import that runs', () => {
  it('tells how many files have passed each step', async () => {
    mountJobs({});
    // The first test waits for all scripts of the screens.
    await expect.element(drawer, { timeout: 45_000 }).toBeVisible();
    const steps = drawer.getByRole('list', { name: 'Files that passed each step' });
    await expect.element(steps).toHaveTextContent('Read876Hashed874Previews870Saved868');
    await expect
      .element(drawer.getByRole('progressbar'))
      .toHaveAttribute('aria-valuenow', '67');
  });

  it('says in the pill what needs a person, and gives the focus back to it', async () => {
    mountJobs({ state: 'waiting-for-files', missingFiles: ['a.jpg'] });
    await expect.element(drawer).toBeVisible();
    await drawer.getByRole('button', { name: 'Hide imports' }).click();
    const pill = page.getByRole('button', { name: 'Show imports: Waits for files' });
    await expect.element(pill).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    drawer.getByRole('button', { name: 'Hide imports' }).element().focus();
    await userEvent.keyboard('{Escape}');
    await expect.element(drawer).not.toBeInTheDocument();
    await expect.element(pill).toHaveFocus();
  });

  it('tells why it stopped in the words of the screens, in French too', async () => {
    mountJobs({
      state: 'paused',
      pausedBecause: { type: 'quota-exceeded', message: 'No room left to write blobs/ab.' },
    });
    await expect.element(drawer.getByRole('alert')).toHaveTextContent(/no room left on this/);
    const free = drawer.getByRole('link', { name: 'Discard damaged bytes' });
    await expect.element(free).toHaveAttribute('href', '#/health');
    await expect.element(drawer.getByText('12 MB', { exact: true })).toBeVisible();
    location.hash = '#/settings';
    await page.getByText('Français').click();
    const alert = page.getByRole('region', { name: 'Importations' }).getByRole('alert');
    await expect.element(alert).toHaveTextContent(/plus de place sur cet appareil/);
    // The choice outlives the screens of a test.
    await page.getByText('English').click();
    await expect.element(drawer).toBeVisible();
  });
});

describe('the drawer', () => {
  const pill = page.getByRole('button', { name: /^Show imports/ });

  it('is after a reload as it was left, while a job is under way', async () => {
    mountJobs({});
    await expect.element(drawer).toBeVisible();
    reload({});
    await expect.element(drawer).toBeVisible();
    await drawer.getByRole('button', { name: 'Hide imports' }).click();
    reload({});
    await expect.element(pill).toBeVisible();
    await expect.element(drawer).not.toBeInTheDocument();
    await pill.click();
    await expect.element(drawer).toBeVisible();
    reload({});
    await expect.element(drawer).toBeVisible();
  });

  it('is closed after a reload where nothing is under way any more', async () => {
    mountJobs({});
    await expect.element(drawer).toBeVisible();
    reload({ state: 'done', report: REPORT });
    await expect.element(pill).toBeVisible();
    await expect.element(drawer).not.toBeInTheDocument();
  });
});

describe('an import that ended', () => {
  const ended = { state: 'done', filesDone: 5, filesTotal: 5, report: REPORT } as const;

  it('is reached from the menu, grouped by what became of the files, where and why', async () => {
    mountJobs(ended);
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Show imports' }).click();
    for (const group of ['2 added', '1 already here', '1 kept, but not shown here', '1 empty'])
      await expect.element(drawer.getByText(group)).toBeVisible();
    await drawer.getByText('1 already here').click();
    await expect.element(drawer).toHaveTextContent('lake.jpg: already in Trips, All media');
    await expect
      .element(drawer.getByRole('link', { name: 'Trips' }))
      .toHaveAttribute('href', '#/library/Trips');
    await drawer.getByText('1 kept, but not shown here').click();
    await expect.element(drawer).toHaveTextContent('Nothing here decodes this format yet.');
    await expect
      .element(drawer)
      .toHaveTextContent('The file has 12 GB, and this drive may hold 1 GB at most.');
    expect(drawer.element().textContent).not.toContain('core says so');
  });

  it('retries one file, or all that may do better', async () => {
    const hm = mountJobs(ended);
    await page.getByRole('button', { name: 'Show imports: 3 not imported' }).click();
    await drawer.getByRole('button', { name: 'Retry all 2' }).click();
    expect(hm.calls).toContain('retry film.mov in/moved.jpg');
    await expect.element(drawer.getByText('Importing')).toBeVisible();
    hm.setJobs([fakeJob(ended)]);
    await drawer.getByRole('button', { name: 'Retry in/moved.jpg' }).click();
    expect(hm.calls).toContain('retry in/moved.jpg');
  });

  it('saves its summary as a table and as text', async () => {
    const hm = mountJobs(ended);
    hm.setSummary([
      {
        path: '=été.jpg',
        sizeBytes: 12,
        outcome: 'failed',
        collections: [],
        unshown: null,
        failure: { type: 'empty-file', message: `No bytes in ${'ab'.repeat(32)}.` },
      },
    ]);
    await page.getByRole('button', { name: /Show imports/ }).click();
    const save = (item: string) => async () => {
      await drawer.getByRole('button', { name: 'Save a summary' }).click();
      await page.getByRole('menuitem', { name: item }).click();
    };
    const table = await savedBy(save('As a table (CSV)'));
    expect(table.name).toBe('import-2026-11-21-0900.csv');
    expect(table.text).toBe(
      '\ufeffFile,Bytes,Result,Already in,Why,Details\r\n' +
        "'=été.jpg,12,Failed,,This file is empty: there is nothing to keep.,No bytes in ….\r\n",
    );
    const text = await savedBy(save('As plain text'));
    expect(text.name).toBe('import-2026-11-21-0900.txt');
    expect(text.text).toContain('Failed (1)\n  =été.jpg — This file is empty');
  });

  it('leaves the list on its own, or with all that is done', async () => {
    const hm = mountJobs(ended, { ...ended, id: 'j2' as never });
    await page.getByRole('button', { name: /Show imports/ }).click();
    await drawer.getByRole('button', { name: 'Clear what is done' }).click();
    await expect.element(drawer.getByText('No imports yet.')).toBeVisible();
    expect(await hm.drive.imports.list()).toEqual([]);
  });

  it('is said to a screen reader, whether or not the drawer is open', async () => {
    const hm = mountJobs({});
    await drawer.getByRole('button', { name: 'Hide imports' }).click();
    hm.setJobs([fakeJob({ ...ended, id: fakeJob().id })]);
    hm.emit('progress', {
      ...{
        at: '2026-11-21T09:00:00.000Z',
        job: fakeJob().id,
        phase: 'done',
        done: 5,
        total: 5,
      },
      ...{ bytes: 1, rate: null, etaSeconds: null, steps: fakeJob().steps },
    });
    await expect
      .element(
        page
          .getByRole('status')
          .filter({ hasText: 'is done: 2 added, 1 already here, 3 failed.' }),
      )
      .toBeInTheDocument();
  });
});

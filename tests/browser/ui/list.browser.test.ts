import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { mountUi, type MountedUi } from '../../fixtures/ui/mounted-ui.ts';

let ui: MountedUi | null = null;

beforeEach(() => page.viewport(1280, 800));
afterEach(() => {
  ui?.unmount();
  ui = null;
});

describe('list', () => {
  const showList = async () => {
    ui = mountUi({ items: 300, collections: ['Archive'] });
    await expect.element(page.getByRole('option', { name: / 1 of / })).toBeInTheDocument();
    await page.getByRole('button', { name: 'List', exact: true }).click();
    await expect.element(page.getByRole('columnheader', { name: 'Date' })).toBeVisible();
  };
  const header = (name: string) => page.getByRole('columnheader', { name });

  it('has the timeline of the grid where it is in the order of dates', async () => {
    await showList();
    const timeline = page.getByRole('slider', { name: 'Timeline' });
    await expect.element(timeline).toHaveAttribute('aria-valuetext', 'June 2026');
    (timeline.element() as HTMLElement).focus();
    await userEvent.keyboard('{End}');
    await expect.element(page.getByRole('row', { name: / 299 of 300/ })).toBeInTheDocument();
    await header('Name').getByRole('button').click();
    await expect.element(timeline).not.toBeInTheDocument();
  });

  it('hides columns and makes them wider, by mouse and by keys, and keeps it', async () => {
    await showList();
    const width = (name: string) => header(name).element().getBoundingClientRect().width;
    const before = width('Date');
    (header('Date').getByRole('button').element() as HTMLElement).focus();
    await userEvent.keyboard('{Shift>}{ArrowLeft}{ArrowLeft}{/Shift}');
    await expect.poll(() => width('Date')).toBe(before + 32);
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Kind' }).click();
    await expect.element(header('Kind')).not.toBeInTheDocument();
    await expect
      .poll(() => JSON.parse(localStorage.getItem('hm-list-columns') ?? 'null') as unknown)
      .toEqual({ hidden: ['kind'], widthsPx: { date: before + 32 } });
    await page.getByRole('menuitem', { name: 'Columns as they were' }).click();
    await expect.element(header('Kind')).toBeVisible();
    await expect.poll(() => width('Date')).toBe(before);
  });

  it('shows on a phone the name, and what it is ordered by', async () => {
    await showList();
    await page.viewport(390, 844);
    const names = () =>
      [...document.querySelectorAll('[role=columnheader]')].map((one) =>
        one.textContent.trim(),
      );
    await expect.poll(names).toEqual(['Name', 'Date']);
    await page.getByRole('button', { name: 'View' }).click();
    await page.getByRole('menuitemradio', { name: 'Size' }).click();
    await expect.poll(names).toEqual(['Name', 'Size']);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { mountUi, type MountedUi } from '../../fixtures/ui/mounted-ui.ts';

let mounted: MountedUi;
beforeEach(async () => {
  mounted = mountUi({ items: 6, collections: ['Trips'] });
  // The first test waits for all scripts of the screens.
  await expect.element(page.getByRole('main'), { timeout: 45_000 }).toBeVisible();
  location.hash = '#/settings';
  await expect
    .element(page.getByRole('heading', { name: 'Limits' }), { timeout: 45_000 })
    .toBeVisible();
}, 60_000);
afterEach(() => mounted.unmount());

describe('limits', () => {
  it('are refused with the value and the bounds, and saved once they fit', async () => {
    const field = page.getByLabelText('The most that this drive may take');
    await expect.element(field).toHaveValue('');
    await field.fill('5 MB');
    await userEvent.keyboard('{Tab}');
    await expect
      .element(page.getByText('This was 5 MB; it must be a size from 100 MB to 1000 TB'))
      .toBeVisible();
    await expect.element(field).toHaveAttribute('aria-invalid', 'true');
    expect((await mounted.hm.config.get()).storage.maxSize).toBe(null);
    await field.fill('500GB');
    await userEvent.keyboard('{Tab}');
    await expect.poll(async () => (await mounted.hm.config.get()).storage.maxSize).toBe(500e9);
    await expect.element(field).toHaveValue('500 GB');
    await field.fill('');
    await userEvent.keyboard('{Tab}');
    await expect.poll(async () => (await mounted.hm.config.get()).storage.maxSize).toBe(null);
  });

  it('cannot be left empty where there must be one', async () => {
    const field = page.getByLabelText('The most that previews may take');
    await expect.element(field).toHaveValue('10 GB');
    await field.fill('');
    await userEvent.keyboard('{Tab}');
    await expect.element(page.getByText('This was nothing; it must be')).toBeVisible();
    expect((await mounted.hm.config.get()).storage.cacheSize).toBe(10e9);
  });
});

describe('storage and licences', () => {
  it('say what is used, the quota, and what may still come', async () => {
    await expect
      .element(page.getByText(/used of 120 GB; the browser may still take/))
      .toBeVisible();
    for (const part of ['Originals', 'Previews', 'Catalogue and app', 'Free'])
      await expect.element(page.getByText(part, { exact: true })).toBeVisible();
  });

  it('say the same as the meter beside the collections', async () => {
    await page.viewport(1280, 800);
    const used = (await mounted.hm.drive.usage()).used;
    const megabytes = `${(used / 1e6).toFixed(0)} MB used`;
    const meter = page.getByText(megabytes, { exact: true });
    await expect.element(meter).toBeVisible();
    await expect.element(page.getByText(`${megabytes} of 120 GB`)).toBeVisible();
  });

  it('show each licence with its text', async () => {
    await page.getByRole('link', { name: 'Licences' }).click();
    await expect
      .element(page.getByRole('heading', { name: 'Licences' }), { timeout: 45_000 })
      .toBeVisible();
    await page.getByText('libheif-js', { exact: true }).click();
    await expect
      .element(page.getByText(/GNU LESSER GENERAL PUBLIC LICENSE/).first())
      .toBeVisible();
  });
});

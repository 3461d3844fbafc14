import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { mountUi, type MountedUi } from '../../fixtures/ui/mounted-ui.ts';

let ui: MountedUi;
const button = () => page.getByRole('button', { name: 'Import', exact: true });
const menu = () => page.getByRole('menu', { name: 'Import' });
const line = (name: string) => page.getByRole('menuitem', { name });

beforeEach(async () => {
  await page.viewport(1280, 800);
  ui = mountUi({ items: 3, collections: [] });
  await expect.element(button()).toBeVisible();
});
afterEach(() => {
  ui.unmount();
});

describe('a menu of actions', () => {
  it('opens by a click, under its button, and closes by another', async () => {
    await button().click();
    await expect.element(menu()).toBeVisible();
    const at = button().element().getBoundingClientRect();
    const list = menu().element().getBoundingClientRect();
    expect(Math.abs(list.right - at.right)).toBeLessThan(2);
    expect(list.top - at.bottom).toBe(4);
    await expect.element(button()).toHaveAttribute('aria-expanded', 'true');
    await button().click();
    await expect.element(menu()).not.toBeInTheDocument();
    await expect.element(button()).toHaveAttribute('aria-expanded', 'false');
  });

  it.each(['{Enter}', ' ', '{ArrowDown}'])(
    'opens by the key "%s" at its first line, and gives the focus back by Escape',
    async (key) => {
      button().element().focus();
      await userEvent.keyboard(key);
      await expect.element(line('Choose files')).toHaveFocus();
      await userEvent.keyboard('{ArrowDown}');
      await expect.element(line('Choose a folder')).toHaveFocus();
      await userEvent.keyboard('{Escape}');
      await expect.element(menu()).not.toBeInTheDocument();
      await expect.element(button()).toHaveFocus();
    },
  );

  it('closes by a click elsewhere and leaves the focus there', async () => {
    await button().click();
    await expect.element(menu()).toBeVisible();
    await page.getByRole('combobox', { name: 'Search the drive' }).click();
    await expect.element(menu()).not.toBeInTheDocument();
    await expect
      .element(page.getByRole('combobox', { name: 'Search the drive' }))
      .toHaveFocus();
  });

  it('does what the line says', async () => {
    await button().click();
    await line('Choose files').click();
    await expect.poll(() => ui.hm.calls).toContain('importMedia  1');
    await expect.element(menu()).not.toBeInTheDocument();
  });
});

import type { Page } from '@playwright/test';
import type { MediaId } from '../../../src/core/base/ids.ts';
import { type Screen, show, type Stage, viewer } from './screen.ts';

const openViewer = async (page: Page, id: MediaId): Promise<void> => {
  await show(page, `#/library?view=${id}`);
  await viewer(page).locator('img, video, canvas').first().waitFor();
};
const openPhoto = ({ page, drive }: Stage): Promise<void> => openViewer(page, drive.photo);

/** Runs in the page: until a pointer over its bar means a moment of the film. */
const untilPlayable = async (film: HTMLElement): Promise<void> => {
  const { readyState } = film as HTMLVideoElement;
  if (readyState < HTMLMediaElement.HAVE_FUTURE_DATA)
    await new Promise((resolve) => film.addEventListener('canplay', resolve, { once: true }));
};

const openInfo = async (stage: Stage): Promise<void> => {
  await openPhoto(stage);
  await stage.page.keyboard.press('i');
  await stage.page.locator('dl').first().waitFor();
};

const byMenu = (button: (words: Stage['words']) => string) => async (stage: Stage) => {
  await openPhoto(stage);
  await viewer(stage.page)
    .getByRole('button', { name: button(stage.words), exact: true })
    .click();
  await stage.page.getByRole('menu').waitFor();
};

/** One item, large. */
export const VIEWER_SCREENS: readonly Screen[] = [
  { name: 'viewer', open: openPhoto },
  { name: 'viewer-links', isWideOnly: true, open: byMenu((words) => words.viewer.links) },
  { name: 'viewer-menu', open: byMenu((words) => words.viewer.more) },
  { name: 'info', lasts: true, open: openInfo },
  {
    name: 'info-whole',
    lasts: true,
    open: async (stage) => {
      await openInfo(stage);
      for (const summary of await viewer(stage.page).locator('summary').all())
        await summary.click();
      await stage.page.locator('.raw dl').waitFor();
    },
  },
  {
    name: 'region',
    isWideOnly: true,
    open: async (stage) => {
      await byMenu((words) => words.viewer.links)(stage);
      await stage.page.getByRole('menuitem', { name: stage.words.viewer.pickRegion }).click();
      // On a phone it is only spoken.
      await stage.page.locator('#region-help').waitFor({ state: 'attached' });
    },
  },
  {
    name: 'film',
    open: async ({ page, words, drive }) => {
      await openViewer(page, drive.film);
      await viewer(page).locator('video').evaluate(untilPlayable);
      await page.getByRole('slider', { name: words.viewer.seek }).hover();
      await viewer(page).locator('.hover canvas').waitFor();
    },
  },
  { name: 'sound', open: ({ page, drive }) => openViewer(page, drive.tune) },
  {
    name: 'parts',
    open: async ({ page, words, drive }) => {
      await openViewer(page, drive.composite);
      await page.getByRole('group', { name: words.viewer.parts }).waitFor();
    },
  },
  {
    name: 'compare',
    open: async (stage) => {
      await openPhoto(stage);
      await stage.page.keyboard.press('c');
      await stage.page.getByRole('dialog', { name: stage.words.compare.title }).waitFor();
    },
  },
  {
    name: 'slideshow',
    lasts: true,
    open: async (stage) => {
      await openPhoto(stage);
      await stage.page.keyboard.press(' ');
      await viewer(stage.page).locator('.strip').waitFor({ state: 'detached' });
    },
  },
];

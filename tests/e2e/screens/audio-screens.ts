import type { Page } from '@playwright/test';
import { type Screen, show, type Stage } from './screen.ts';

const openAlbums = async (page: Page): Promise<void> => {
  await show(page, '#/albums');
  await page.locator('#content li').first().waitFor();
};

const openAlbum = async ({ page }: Stage): Promise<void> => {
  await openAlbums(page);
  await page.locator('#content li a').first().click();
  await page.locator('#content ol li').first().waitFor();
};

const play = async (stage: Stage): Promise<void> => {
  await openAlbum(stage);
  await stage.page.getByRole('button', { name: stage.words.albums.playAlbum }).click();
  await stage.page.getByRole('region', { name: stage.words.audio.player }).waitFor();
};

/** Albums, the player, and its queue. */
export const AUDIO_SCREENS: readonly Screen[] = [
  { name: 'albums', open: ({ page }) => openAlbums(page) },
  { name: 'album', open: openAlbum },
  { name: 'player', lasts: true, open: play },
  {
    name: 'queue',
    lasts: true,
    open: async (stage) => {
      await play(stage);
      const player = stage.page.getByRole('region', { name: stage.words.audio.player });
      await player.getByRole('button', { name: stage.words.audio.queue, exact: true }).click();
      await stage.page.getByRole('region', { name: stage.words.audio.queue }).waitFor();
    },
  },
];

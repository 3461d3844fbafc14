import { AUDIO_SCREENS } from './audio-screens.ts';
import { FRAME_SCREENS } from './frame-screens.ts';
import { HEALTH_SCREENS } from './health-screens.ts';
import { LIBRARY_SCREENS } from './library-screens.ts';
import { type EmptyStage, type Screen, show } from './screen.ts';
import { SEARCH_SCREENS } from './search-screens.ts';
import { VIEWER_SCREENS } from './viewer-screens.ts';

/** What a drive shows that holds nothing yet. */
export const EMPTY_SCREENS: readonly Screen<EmptyStage>[] = (
  [
    ['first-run', '#/library'],
    ['no-favourites', '#/favourites'],
    ['no-albums', '#/albums'],
    ['no-duplicates', '#/duplicates'],
    ['no-history', '#/history'],
    ['empty-trash', '#/trash'],
  ] as const
).map(([name, hash]) => ({
  name,
  open: async ({ page }) => {
    await show(page, hash);
    await page.locator('#content .empty').waitFor();
  },
}));

/** Every screen, dialog and menu that a drive can show once it is prepared. */
export const SCREENS: readonly Screen[] = [
  ...LIBRARY_SCREENS,
  ...SEARCH_SCREENS,
  ...VIEWER_SCREENS,
  ...AUDIO_SCREENS,
  ...FRAME_SCREENS,
  ...HEALTH_SCREENS,
];

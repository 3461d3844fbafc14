// `npm run screenshots [-- SCREEN,SCREEN]`: a picture of each screen, light and dark, phone to wide
// desktop, into .cache/screenshots, to be opened and looked at; the few that the project shows go to their places.
import { join } from 'node:path';
import { buildWhenStale, installDependencies, root } from './set-up.mjs';

installDependencies();
buildWhenStale();
const { findChromium } = await import('./find-browser.mjs');
const { createJiti } = await import('jiti');
process.env.HM_CHROMIUM = await findChromium();
const { takeScreenshots } = await createJiti(import.meta.url).import(
  join(root, 'tests', 'screenshots', 'take-screenshots.ts'),
);
await takeScreenshots(root, process.argv[2] ?? null);

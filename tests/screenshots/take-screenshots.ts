import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession, Page } from '@playwright/test';
import sharp from 'sharp';
import { launchDrive } from '../e2e/drive-browser.ts';
import { untilControlled } from '../e2e/controlled-page.ts';
import { openDrive, untilReady } from '../e2e/drive-page.ts';
import { startHost } from '../e2e/host-process.ts';
import { share } from '../e2e/installed-app.ts';
import { EMPTY_SCREENS, SCREENS } from '../e2e/screens/all-screens.ts';
import { prepareDrive } from '../e2e/screens/prepared-drive.ts';
import {
  DESKTOP,
  type EmptyStage,
  type Language,
  PHONE,
  type Screen,
  show,
  startAnew,
  THEMES,
  visit,
  WORDS,
} from '../e2e/screens/screen.ts';
import { writeOddFiles } from '../fixtures/e2e/odd-files.ts';
import { writePhotos } from '../fixtures/e2e/photo-files.ts';
import { fillShownLibrary } from './fill-shown-library.ts';

/** A screen that takes longer is not to be had in this look. */
const SCREEN_MS_MAX = 20_000;

/** How a screen is looked at. */
interface Look {
  readonly theme: (typeof THEMES)[number];
  readonly size: keyof typeof SIZES;
  readonly language: Language;
}

const SIZES = { desktop: DESKTOP, wide: { width: 1920, height: 1080 }, phone: PHONE };

const LOOKS: readonly Look[] = [
  ...THEMES.flatMap((theme) =>
    (['desktop', 'phone'] as const).map((size): Look => ({ theme, size, language: 'en' })),
  ),
  { theme: 'light', size: 'wide', language: 'en' },
  { theme: 'light', size: 'desktop', language: 'fr' },
  { theme: 'light', size: 'phone', language: 'fr' },
];

/** What another app handed over, before a person says yes; nothing else is to be seen while it waits. */
const SHARE: Screen<EmptyStage> = {
  name: 'share',
  open: async ({ page }) => {
    await show(page, '#/incoming');
    await page.locator('#content section').waitFor();
  },
};

/** The few that the project shows: where they go, by the name of the picture that they are. */
const SHOWN: Readonly<Record<string, readonly string[]>> = {
  'library-desktop-light': ['docs/screenshots/library.png', 'public/screenshots/wide.png'],
  'library-phone-light': ['public/screenshots/narrow.png'],
  'info-desktop-dark': ['docs/screenshots/viewer.png'],
};

/**
 * Takes a picture of each screen in each look into `.cache/screenshots`, and puts the few that are shown
 * in their place. `only` names the wanted screens, with commas between.
 */
export const takeScreenshots = async (root: string, only: string | null): Promise<void> => {
  const directory = join(root, '.cache', 'screenshots');
  const scratch = await mkdtemp(join(tmpdir(), 'hm-screenshots-'));
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  const host = await startHost();
  const browser = await launchDrive(join(scratch, 'profile'));
  const isWanted = ({ name }: Pick<Screen, 'name'>): boolean =>
    only === null || only.split(',').includes(name);
  try {
    const { page } = browser;
    page.setDefaultTimeout(SCREEN_MS_MAX);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await openDrive(page, host.url);
    const shots = new Shots(page, await page.context().newCDPSession(page), directory);
    await shots.takeAll(EMPTY_SCREENS.filter(isWanted), {});
    await shots.dress({ theme: 'light', size: 'desktop', language: 'en' });
    await show(page, '#/library');
    const photos = await writePhotos(join(scratch, 'photos'), { count: 3, seed: 41 });
    const odd = await writeOddFiles(join(scratch, 'odd'));
    const drive = await prepareDrive(page, [...photos, ...odd]);
    await fillShownLibrary(page);
    await shots.takeAll(SCREENS.filter(isWanted), { drive });
    await untilControlled(page);
    await share(page, { paths: photos, text: 'https://example.org/pier.jpg' });
    await untilReady(page);
    await shots.takeAll([SHARE].filter(isWanted), {});
  } finally {
    await browser.close();
    await host.stop();
    await rm(scratch, { recursive: true, force: true });
  }
  for (const [name, places] of Object.entries(SHOWN))
    for (const place of places)
      await putInPlace(join(directory, `${name}.png`), join(root, place));
};

class Shots {
  readonly #page: Page;
  readonly #device: CDPSession;
  readonly #directory: string;

  constructor(page: Page, device: CDPSession, directory: string) {
    this.#page = page;
    this.#device = device;
    this.#directory = directory;
  }

  /** One picture of each screen for each look; a screen that cannot be brought up is told and passed over. */
  async takeAll<More extends object>(
    screens: readonly Screen<EmptyStage & More>[],
    more: More,
  ): Promise<void> {
    if (screens.length === 0) return;
    for (const look of LOOKS) {
      await this.dress(look);
      const stage = { page: this.#page, words: WORDS[look.language], ...more };
      for (const screen of screens) {
        if (screen.isWideOnly === true && look.size === 'phone') continue;
        const name = nameOf(screen, look);
        const found = await visit(screen, stage, () => this.#shoot(name));
        console.log(found.length === 0 ? name : found.join('\n'));
      }
    }
  }

  /** Puts on the look, from the app's start. */
  async dress({ theme, size, language }: Look): Promise<void> {
    await this.#page.setViewportSize(SIZES[size]);
    // Under a finger the controls are larger.
    await this.#device.send('Emulation.setTouchEmulationEnabled', {
      enabled: size === 'phone',
    });
    await this.#page.emulateMedia({ colorScheme: theme });
    await this.#page.evaluate(async (chosen) => {
      localStorage.setItem('hm-language', chosen);
      // What the look before imported would lie over this one's pictures.
      for (const { id } of await window.hm.drive.imports.list())
        await window.hm.drive.imports.dismiss(id);
    }, language);
    await startAnew(this.#page);
  }

  async #shoot(name: string): Promise<readonly string[]> {
    await this.#page.waitForFunction(() =>
      [...document.images].every((image) => image.complete),
    );
    const png = await this.#page.screenshot({ animations: 'disabled' });
    const file = join(this.#directory, `${name}.png`);
    await sharp(png).png({ palette: true, colours: 256, effort: 7 }).toFile(file);
    return [];
  }
}

const nameOf = ({ name }: Pick<Screen, 'name'>, { size, theme, language }: Look): string =>
  `${name}-${size}-${theme}${language === 'en' ? '' : `-${language}`}`;

const putInPlace = async (from: string, to: string): Promise<void> => {
  await mkdir(join(to, '..'), { recursive: true });
  await copyFile(from, to).catch((error: unknown) => {
    console.error(`${to} was left as it is: ${String(error)}`);
  });
};

import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { launchDrive } from '../e2e/drive-browser.ts';
import { openDrive } from '../e2e/drive-page.ts';
import { startHost } from '../e2e/host-process.ts';
import {
  DESKTOP,
  goTo,
  type Language,
  PHONE,
  SCREENS,
  type Screen,
  THEMES,
  WORDS,
} from '../e2e/screens.ts';
import { writeScenes } from '../fixtures/e2e/drawn-scenes.ts';
import { writeOddFiles } from '../fixtures/e2e/odd-files.ts';
import { fillSampleLibrary } from '../fixtures/e2e/sample-library.ts';

/** How a screen is looked at. */
interface Look {
  readonly theme: (typeof THEMES)[number];
  readonly size: 'desktop' | 'phone';
  readonly language: Language;
}

const LOOKS: readonly Look[] = [
  ...THEMES.flatMap((theme) =>
    (['desktop', 'phone'] as const).map((size): Look => ({ theme, size, language: 'en' })),
  ),
  { theme: 'light', size: 'phone', language: 'fr' },
];

/** The few that the project shows: where they go, by the name of the picture that they are. */
const SHOWN: Readonly<Record<string, readonly string[]>> = {
  'library-desktop-light': ['docs/screenshots/library.png', 'public/screenshots/wide.png'],
  'library-phone-light': ['public/screenshots/narrow.png'],
  'info-desktop-dark': ['docs/screenshots/viewer.png'],
};

/** Takes a picture of each screen in each look into `.cache/screenshots`, and puts the few that are shown in their place. */
export const takeScreenshots = async (root: string, only: string | null): Promise<void> => {
  const directory = join(root, '.cache', 'screenshots');
  const scratch = await mkdtemp(join(tmpdir(), 'hm-screenshots-'));
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  const host = await startHost();
  const browser = await launchDrive(join(scratch, 'profile'));
  try {
    const { page } = browser;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await openDrive(page, host.url);
    await page.locator('#content').waitFor();
    const shots = new Shots(page, directory);
    if (only === null)
      await shots.take(
        { name: 'first-run', open: (stage) => goTo(stage.page, '#/library') },
        [],
      );
    const folders = await writeScenes(join(scratch, 'scenes'));
    await fillSampleLibrary(page, folders);
    const toImport = [
      ...(folders[0]?.files.slice(0, 2) ?? []),
      ...(await writeOddFiles(join(scratch, 'odd'))),
    ];
    for (const screen of SCREENS)
      if (only === null || screen.name === only) await shots.take(screen, toImport);
  } finally {
    await browser.close();
    await host.stop();
    await rm(scratch, { recursive: true, force: true });
  }
  for (const [name, places] of Object.entries(SHOWN))
    for (const place of places) await show(join(directory, `${name}.png`), join(root, place));
};

class Shots {
  readonly #page: Page;
  readonly #directory: string;

  constructor(page: Page, directory: string) {
    this.#page = page;
    this.#directory = directory;
  }

  /** One picture for each look; a screen that cannot be brought up is told and passed over. */
  async take(screen: Screen, toImport: readonly string[]): Promise<void> {
    for (const look of LOOKS) {
      const name = nameOf(screen, look);
      try {
        await this.#dress(look);
        await screen.open({ page: this.#page, words: WORDS[look.language], toImport });
        await this.#shoot(join(this.#directory, `${name}.png`));
        console.log(name);
      } catch (error) {
        console.error(`${name}: ${String(error)}`);
      }
    }
  }

  async #dress({ theme, size, language }: Look): Promise<void> {
    await this.#page.setViewportSize(size === 'desktop' ? DESKTOP : PHONE);
    await this.#page.emulateMedia({ colorScheme: theme });
    await this.#page.evaluate(
      (chosen) => localStorage.setItem('hm-language', chosen),
      language,
    );
  }

  async #shoot(file: string): Promise<void> {
    await this.#page.waitForFunction(() =>
      [...document.images].every((image) => image.complete),
    );
    const png = await this.#page.screenshot();
    await sharp(png).png({ palette: true, colours: 256, effort: 10 }).toFile(file);
  }
}

const nameOf = ({ name }: Screen, { size, theme, language }: Look): string =>
  `${name}-${size}-${theme}${language === 'en' ? '' : `-${language}`}`;

const show = async (from: string, to: string): Promise<void> => {
  await mkdir(join(to, '..'), { recursive: true });
  await copyFile(from, to).catch((error: unknown) => {
    console.error(`${to} was left as it is: ${String(error)}`);
  });
};

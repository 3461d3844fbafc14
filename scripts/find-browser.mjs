// Finds the browsers that the tests drive, or installs them where that takes no question.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const CHROMIUM = {
  variable: 'HM_CHROMIUM',
  commands: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  places: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  debianPackage: 'chromium',
};
const FIREFOX = {
  variable: 'HM_FIREFOX',
  commands: ['firefox-esr', 'firefox'],
  places: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
  debianPackage: 'firefox-esr',
};

/** The path of a Chromium, or an error that says how to get one. */
export async function findChromium() {
  const found = find(CHROMIUM) ?? (await playwrightChromium()) ?? installOnDebian(CHROMIUM);
  if (found) return found;
  throw new Error(
    'No Chromium was found, and the tests need one. Install it (Debian: apt-get install chromium; ' +
      'elsewhere: npx playwright install chromium), or name it: HM_CHROMIUM=/path/to/chrome npm test',
  );
}

/** The path of a Firefox, or `null` where there is none and none could be installed. */
export function findFirefox() {
  return find(FIREFOX) ?? installOnDebian(FIREFOX);
}

function find({ variable, commands, places }) {
  const named = process.env[variable];
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`${variable} is ${named}, where there is no file.`);
  }
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = commands.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...candidates, ...places].find((path) => existsSync(path)) ?? null;
}

async function playwrightChromium() {
  const { chromium } = await import('playwright');
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : null;
}

/** Only as root on Debian and its kin: a machine of a build, not somebody's desktop. */
function installOnDebian(browser) {
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) return null;
  console.log(`Installing ${browser.debianPackage} (once) …`);
  const options = { stdio: ['ignore', 'ignore', 'inherit'] };
  spawnSync('apt-get', ['update'], options);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status } = spawnSync(
    'apt-get',
    ['install', '-y', '--no-install-recommends', browser.debianPackage],
    { ...options, env },
  );
  return status === 0 ? find(browser) : null;
}

/** What a browser calls itself: 'Chromium 156.0.8078.79'. */
export function versionOf(path) {
  const output = execFileSync(path, ['--version'], { stdio: ['ignore', 'pipe', 'ignore'] });
  return output.toString().trim();
}

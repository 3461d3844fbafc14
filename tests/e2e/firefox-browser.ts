import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm, watch, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createFirefoxPage, type FirefoxPage } from './firefox-page.ts';
import { connectMarionette, type Marionette } from './marionette.ts';

/** One run of Firefox over a profile that outlives it. */
export interface FirefoxBrowser {
  readonly page: FirefoxPage;
  /** Page errors and breaches of the content policy so far, as text. */
  faults(): Promise<readonly string[]>;
  /** Ends the browser at once, as a crash would; its other processes follow. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** Where Firefox is, `null` where there is none: tests of it skip then, with `FIREFOX_ABSENT`. */
export const firefoxPath = process.env['HM_FIREFOX'] ?? null;
export const FIREFOX_ABSENT = 'no Firefox is installed, and HM_FIREFOX names none';

/** How long a script or a page of a test may take, in milliseconds: what hangs ends before its test does. */
const STEP_TIMEOUT_MS = 60_000;

/**
 * Written into each profile. Firefox brings along what keeps a driven browser from the network and from
 * asking; sounds may begin without a hand here, since scripts press the buttons.
 */
const SETTINGS = [
  'user_pref("marionette.port", 0);',
  'user_pref("media.autoplay.default", 0);',
];
const PORT_FILE = 'MarionetteActivePort';

/**
 * Starts Firefox over `profileDir`, driven by Marionette. Playwright cannot drive a stock Firefox ESR; under
 * WebDriver BiDi, which Puppeteer speaks, Firefox 153 now and then holds up a worker that starts a worker.
 */
export const launchFirefox = async (profileDir: string): Promise<FirefoxBrowser> => {
  if (firefoxPath === null) throw new Error(FIREFOX_ABSENT);
  await mkdir(profileDir, { recursive: true });
  await writeFile(join(profileDir, 'user.js'), SETTINGS.join('\n'));
  await rm(join(profileDir, PORT_FILE), { force: true });
  const port = untilPort(profileDir);
  const args = ['--headless', '--no-remote', '--profile', profileDir, '--marionette'];
  // System access: only the browser itself hears of every page error.
  const child = spawn(firefoxPath, [...args, '--remote-allow-system-access'], {
    stdio: 'ignore',
  });
  const marionette = await drive(port).catch((error: unknown) => {
    child.kill('SIGKILL');
    throw error;
  });
  return {
    page: createFirefoxPage(marionette),
    faults: () => readFaults(marionette),
    kill: () => end(child, () => child.kill('SIGKILL')),
    close: () =>
      end(child, () => {
        // It may be gone before it answers.
        marionette.send('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => undefined);
      }),
  };
};

const drive = async (port: Promise<number>): Promise<Marionette> => {
  const marionette = await connectMarionette(await port);
  await marionette.send('WebDriver:NewSession', {
    timeouts: { script: STEP_TIMEOUT_MS, pageLoad: STEP_TIMEOUT_MS },
  });
  return marionette;
};

/** Resolves to the port where the Firefox of a profile listens, once it stands there. */
const untilPort = async (profileDir: string): Promise<number> => {
  const signal = AbortSignal.timeout(STEP_TIMEOUT_MS);
  // Whatever file changes: the one with the port may be there by the time that another is told of.
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- that anything changed is all that counts.
  for await (const _ of watch(profileDir, { signal })) {
    const port = Number(await readFile(join(profileDir, PORT_FILE), 'utf8').catch(() => ''));
    if (port > 0) return port;
  }
  throw new Error('Firefox named no port.');
};

/** What the browser's own console holds of errors in pages; it keeps the last 250 messages. */
const readFaults = async (marionette: Marionette): Promise<readonly string[]> => {
  await marionette.send('Marionette:SetContext', { value: 'chrome' });
  const { value } = (await marionette.send('WebDriver:ExecuteScript', {
    args: [],
    script: `
      return Services.console.getMessageArray()
        .filter((one) => one instanceof Ci.nsIScriptError && /^http/.test(one.sourceName))
        .filter(({ category, flags }) =>
          category.startsWith('CSP') ||
          (category === 'content javascript' && !(flags & Ci.nsIScriptError.warningFlag)))
        .map((one) => one.category + ': ' + one.errorMessage + ' (' + one.sourceName + ')');`,
  })) as { readonly value: readonly string[] };
  await marionette.send('Marionette:SetContext', { value: 'content' });
  return value;
};

const end = async (child: ChildProcess, ask: () => void): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  ask();
  await ended;
};

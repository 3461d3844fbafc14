import { launch, type Browser, type Page } from 'puppeteer-core';

/** One run of Firefox over a profile that outlives it, driven by WebDriver BiDi. */
export interface FirefoxBrowser {
  readonly page: Page;
  /** Page errors and breaches of the content policy so far, as text. */
  readonly faults: string[];
  /** Ends the browser at once, as a crash would; its other processes follow. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** Where Firefox is, `null` where there is none: tests of it skip then, with `FIREFOX_ABSENT`. */
export const firefoxPath = process.env['HM_FIREFOX'] ?? null;
export const FIREFOX_ABSENT = 'no Firefox is installed, and HM_FIREFOX names none';

/** Starts Firefox over `profileDir`. Playwright cannot drive a stock Firefox ESR; Puppeteer can. */
export const launchFirefox = async (profileDir: string): Promise<FirefoxBrowser> => {
  if (firefoxPath === null) throw new Error(FIREFOX_ABSENT);
  const browser = await launch({
    browser: 'firefox',
    executablePath: firefoxPath,
    headless: true,
    // A call that hangs ends before its test does, and says which it was.
    protocolTimeout: 30_000,
    // A profile of Puppeteer's own would be removed when the browser closes.
    args: ['--profile', profileDir],
  });
  const page = (await browser.pages())[0] ?? (await browser.newPage());
  return {
    page,
    faults: gatherFaults(page),
    kill: () => killBrowser(browser),
    close: () => browser.close(),
  };
};

/** What the page shows and keeps now, for the message of a test that waited for something else. */
export const describePage = (page: Page): Promise<string> =>
  page.evaluate(() =>
    JSON.stringify({
      at: location.hash,
      focus: document.activeElement?.outerHTML.slice(0, 120),
      text: document.body.innerText.replaceAll(/\s+/g, ' '),
      kept: Object.fromEntries(Object.entries(localStorage)),
    }),
  );

/**
 * Presses a button or follows a link, whatever moves it meanwhile. Keys would not do: as this browser is
 * driven, Enter and Space activate nothing, on the plainest page neither.
 */
export const activate = (page: Page, selector: string): Promise<void> =>
  page.$eval(selector, (element) => (element as HTMLElement).click());

const gatherFaults = (page: Page): string[] => {
  const faults: string[] = [];
  page.on('pageerror', (fault) => faults.push(String(fault)));
  page.on('console', (message) => {
    const text = message.text();
    if (/Content-Security-Policy|Trusted Type/i.test(text)) faults.push(text);
  });
  return faults;
};

const killBrowser = async (browser: Browser): Promise<void> => {
  const child = browser.process();
  const pid = child?.pid;
  if (!child || pid === undefined) throw new Error('This Firefox was not started here.');
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  process.kill(pid, 'SIGKILL');
  await ended;
};

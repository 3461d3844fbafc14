import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';

/** One run of Chromium over a profile that outlives it. */
export interface DriveBrowser {
  readonly context: BrowserContext;
  /** The first page, blank. */
  readonly page: Page;
  /** Page errors and breaches of the content policy so far, as text; a test that expects one empties it. */
  readonly faults: string[];
  /** Ends the browser with all its processes at once, as a crash would. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

const ARGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts Chromium over `profileDir`, which is made where it is missing. */
export const launchDrive = async (
  profileDir: string,
  args: readonly string[] = [],
): Promise<DriveBrowser> => {
  const executablePath = process.env['HM_CHROMIUM'] ?? '/usr/bin/chromium';
  const context = await chromium.launchPersistentContext(profileDir, {
    executablePath,
    args: [...ARGS, ...args],
    headless: true,
    // What the system is told of an app that a test installs goes with the profile.
    env: { ...process.env, XDG_DATA_HOME: join(profileDir, 'system') },
    viewport: { width: 1280, height: 800 },
  });
  const pid = browserPid(profileDir);
  const faults = gatherFaults(context);
  return {
    context,
    page: context.pages()[0] ?? (await context.newPage()),
    faults,
    kill: async () => {
      const closed = context.waitForEvent('close');
      process.kill(-pid, 'SIGKILL');
      await closed;
    },
    close: () => context.close(),
  };
};

const gatherFaults = (context: BrowserContext): string[] => {
  const faults: string[] = [];
  context.on('weberror', (fault) => faults.push(String(fault.error())));
  context.on('console', (message) => {
    const text = message.text();
    if (/Content Security Policy|requires? 'Trusted|TrustedTypePolicy/i.test(text)) {
      faults.push(text);
    }
  });
  return faults;
};

/**
 * The process of the browser itself, which leads the group of all its others (Playwright starts it
 * detached): the one that has this profile and is of no `--type`.
 */
const browserPid = (profileDir: string): number => {
  const pid = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .find((name) => {
      const args = commandLine(name);
      return (
        args.includes(`--user-data-dir=${profileDir}`) &&
        !args.some((arg) => arg.startsWith('--type='))
      );
    });
  if (pid === undefined) throw new Error(`No browser process has the profile ${profileDir}.`);
  return Number(pid);
};

/** The arguments of a process; none where it ended meanwhile. */
const commandLine = (pid: string): string[] => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return [];
    throw error;
  }
};

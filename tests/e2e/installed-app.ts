import type { BrowserContext, CDPSession, Page } from '@playwright/test';

/** The app as the system has it installed, driven by the browser's own protocol. */
export interface InstalledAppDriver {
  /** What the system knows of the app: handlers, and the number on its icon. */
  state(): Promise<{
    readonly badgeCount: number;
    readonly fileHandlers: readonly { readonly action: string }[];
  }>;
  /** Opens files of this machine's disk with the app, as from a file manager. */
  openFiles(paths: readonly string[]): Promise<void>;
  /** Starts the app at an address, as a shortcut does. */
  launch(url: string): Promise<void>;
  /** Moves the page into the app's own window. */
  intoWindow(): Promise<void>;
}

/** The commands of the protocol's PWA domain that are used here; Playwright's types lack them. */
type PwaSession = Omit<CDPSession, 'send'> & {
  send(method: string, params: object): Promise<unknown>;
};

/** Installs the app of the page, without the question that a person would be asked. */
export const installApp = async (
  context: BrowserContext,
  page: Page,
  manifestId: string,
): Promise<InstalledAppDriver> => {
  const ofPage = (await context.newCDPSession(page)) as unknown as PwaSession;
  const browser = context.browser();
  if (browser === null) throw new Error('This browser has no session of its own.');
  const ofBrowser = (await browser.newBrowserCDPSession()) as unknown as PwaSession;
  await ofPage.send('PWA.install', { manifestId });
  return {
    state: async () =>
      (await ofBrowser.send('PWA.getOsAppState', { manifestId })) as Awaited<
        ReturnType<InstalledAppDriver['state']>
      >,
    openFiles: async (files) => {
      await ofBrowser.send('PWA.launchFilesInApp', { manifestId, files });
    },
    launch: async (url) => {
      await ofBrowser.send('PWA.launch', { manifestId, url });
    },
    intoWindow: async () => {
      await ofPage.send('PWA.openCurrentPageInApp', { manifestId });
    },
  };
};

/** Answers the browser's questions about `permissions` with yes, for one origin. */
export const grant = async (
  context: BrowserContext,
  origin: string,
  permissions: readonly string[],
): Promise<void> => {
  const session = (await context.browser()?.newBrowserCDPSession()) as PwaSession | undefined;
  await session?.send('Browser.grantPermissions', { origin, permissions });
};

/** Sends a form to the share target of the page's manifest, as another app would; resolves at the screen that follows. */
export const share = async (
  page: Page,
  { paths = [], text = '' }: { readonly paths?: readonly string[]; readonly text?: string },
): Promise<void> => {
  const form = await page.evaluateHandle(async (words) => {
    const link = document.querySelector<HTMLLinkElement>('link[rel=manifest]');
    const manifest = (await (await fetch(link?.href ?? '')).json()) as {
      share_target: {
        action: string;
        method: string;
        enctype: string;
        params: { text: string; files: readonly { name: string }[] };
      };
    };
    const { action, method, enctype, params } = manifest.share_target;
    const made = Object.assign(document.createElement('form'), { action, method, enctype });
    const field = Object.assign(document.createElement('input'), {
      name: params.text,
      value: words,
    });
    const files = Object.assign(document.createElement('input'), {
      name: params.files[0]?.name ?? '',
      type: 'file',
      multiple: true,
    });
    made.append(field, files);
    made.hidden = true;
    document.body.append(made);
    return made;
  }, text);
  const input = await form.$('input[type=file]');
  await input?.setInputFiles([...paths]);
  const there = page.waitForEvent('load');
  await form.evaluate((made) => {
    made.submit();
  });
  await there;
  await page.waitForURL(/#\/incoming/);
};

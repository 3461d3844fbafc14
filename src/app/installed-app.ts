/** What the app has beyond a page once it is installed: launches, shares, a badge, a promise to keep what it stores. */
import type { SharedBatch } from '../core/imports/shared-batch.ts';
import { createParkedShares, type ParkedShares } from '../platform/opfs/parked-shares.ts';
import { showBadge, type Badge } from '../platform/page/app-badge.ts';
import type { InstallPrompt } from '../platform/page/install-prompt.ts';
import { onLaunch, type Launch } from '../platform/page/launches.ts';
import { textToLinks } from '../platform/page/paste.ts';

export type { Badge } from '../platform/page/app-badge.ts';
export type { InstallPrompt, InstallState } from '../platform/page/install-prompt.ts';
export type { Launch } from '../platform/page/launches.ts';

/** The installed app, for the screens. All of it works, or does nothing, in a mere tab as well. */
export interface InstalledApp {
  readonly install: InstallPrompt;
  readonly shares: Shares;
  /** Hears of every launch, those before this call as well. To be called once. */
  onLaunch(listener: (launch: Launch) => void): void;
  showBadge(badge: Badge): Promise<void>;
  /** Asks the browser never to clear what is stored; resolves to its answer, `false` where it cannot be asked. */
  askToPersist(): Promise<boolean>;
  /** Asks the host for a newer version of the app; nothing happens offline. */
  checkForUpdate(): Promise<void>;
}

/** What other apps handed over. */
export interface Shares extends Pick<
  ParkedShares,
  'list' | 'open' | 'mark' | 'remove' | 'sweep'
> {
  /** Called each time that a share came, until the returned function is called. */
  onArrival(listener: () => void): () => void;
  /** The web addresses in a batch's texts. */
  linksOf(batch: SharedBatch): readonly string[];
}

/** The installed app behind this page. */
export const createInstalledApp = (install: InstallPrompt): InstalledApp => ({
  install,
  shares: createShares(),
  onLaunch: (listener) => {
    onLaunch(window, listener);
  },
  showBadge: (badge) => showBadge(navigator, badge),
  askToPersist: async () => {
    try {
      return await navigator.storage.persist();
    } catch (error) {
      if (error instanceof TypeError || error instanceof DOMException) return false;
      throw error;
    }
  },
  checkForUpdate: async () => {
    if (!('serviceWorker' in navigator)) return;
    const registration = await navigator.serviceWorker.getRegistration();
    await registration?.update().catch(ignoreUnreachable);
  },
});

const createShares = (): Shares => ({
  ...createParkedShares(() => navigator.storage.getDirectory()),
  onArrival: (listener) => {
    const worker = navigator.serviceWorker;
    const hear = ({ data }: MessageEvent<unknown>): void => {
      if (isShareMessage(data)) listener();
    };
    worker.addEventListener('message', hear);
    return () => worker.removeEventListener('message', hear);
  },
  linksOf: ({ title, text, url }) => textToLinks([url, text, title].join('\n')),
});

const isShareMessage = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && 'type' in data && data.type === 'hm-shared';

/** The host cannot be reached, or answered with something else: the app that is here goes on. */
const ignoreUnreachable = (error: unknown): void => {
  if (!(error instanceof TypeError || error instanceof DOMException)) throw error;
};

import { Workbox } from 'workbox-window';

/** What the page does about its service worker. */
export interface ServiceWorkerEvents {
  /** A newer app is here and waits. Call `apply` once the person agrees and nothing is in flight. */
  readonly onUpdateWaiting: (apply: () => void) => void;
  /** The whole app is on this device: from now on it opens without a network. */
  readonly onOfflineReady: () => void;
  /** A blob that was shown is not equal to its hash; its bytes were held back. */
  readonly onDamaged: (hash: string) => void;
}

/**
 * Registers `/service.worker.js`; resolves to `false` where this browser or context has none, and
 * rejects where the registration fails. An update never takes over by itself: the pages reload, all
 * together, only after `apply`.
 */
export const registerServiceWorker = async (events: ServiceWorkerEvents): Promise<boolean> => {
  if (!('serviceWorker' in navigator)) return false;
  navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const hash = damagedHash(data);
    if (hash !== null) events.onDamaged(hash);
  });
  const workbox = new Workbox('/service.worker.js');
  reloadAfterUpdate();
  workbox.addEventListener('waiting', () => {
    events.onUpdateWaiting(() => {
      workbox.messageSkipWaiting();
    });
  });
  workbox.addEventListener('activated', ({ isUpdate }) => {
    if (!isUpdate) events.onOfflineReady();
  });
  await workbox.register();
  return true;
};

/**
 * Every page of the app moves to the new one at once: two builds over one drive would not agree. The
 * first worker that takes over a page is the one of its own build, which the page goes on with; Workbox's
 * own `isUpdate` would count that page as never updated, however long it stays open.
 */
const reloadAfterUpdate = (): void => {
  let isControlled = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (isControlled) location.reload();
    isControlled = true;
  });
};

const damagedHash = (data: unknown): string | null => {
  if (typeof data !== 'object' || data === null) return null;
  if (!('type' in data) || data.type !== 'hm-damaged') return null;
  return 'hash' in data && typeof data.hash === 'string' ? data.hash : null;
};

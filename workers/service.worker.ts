import { clientsClaim } from 'workbox-core';
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  precacheAndRoute,
  type PrecacheEntry,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { createBlobServer, type BlobServer } from '../src/app/serve-blobs.ts';
import { createShareTarget, SHARE_PATH } from '../src/app/take-share.ts';
import type { BlobHash } from '../src/core/base/ids.ts';
import { createBlobStore } from '../src/core/blobs/blob-store.ts';
import { createContentHasher } from '../src/platform/hashing/content-hasher.ts';
import { createOpfsPageDisk } from '../src/platform/opfs/opfs-page-disk.ts';
import { createParkedShares } from '../src/platform/opfs/parked-shares.ts';

declare const self: ServiceWorkerGlobalScope & {
  readonly __WB_MANIFEST: (PrecacheEntry | string)[];
};

const DRIVE_DIRECTORY = 'hm';

// Media first: they are never taken from, or put into, a cache.
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/hm/'),
  async ({ request }) => (await blobServer())(request),
);
const takeShare = createShareTarget({
  parking: createParkedShares(() => navigator.storage.getDirectory()),
  origin: self.location.origin,
  now: Date.now,
  random: () => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0,
  onParked: () => void tellPages({ type: 'hm-shared' }),
  onDefect: console.error,
});
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname === SHARE_PATH,
  ({ request }) => takeShare(request),
  'POST',
);
precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();
// Every other address of the app is a place in its one page.
registerRoute(
  new NavigationRoute(createHandlerBoundToURL('/index.html'), {
    denylist: [/^\/(hm|api)\//],
  }),
);
// The very first load is already answered for; a later version waits for the person instead.
clientsClaim();
self.addEventListener('message', ({ data }: ExtendableMessageEvent) => {
  if ((data as { type?: unknown } | null)?.type === 'SKIP_WAITING') void self.skipWaiting();
});

let server: Promise<BlobServer> | null = null;

/** Made with the first request that needs it; the browser ends this worker whenever it likes. */
function blobServer(): Promise<BlobServer> {
  server ??= createServer();
  server.catch(() => {
    server = null;
  });
  return server;
}

async function createServer(): Promise<BlobServer> {
  const root = await navigator.storage.getDirectory();
  const directory = await root.getDirectoryHandle(DRIVE_DIRECTORY, { create: true });
  const store = createBlobStore(createOpfsPageDisk(directory));
  return createBlobServer({
    store,
    hasher: createContentHasher(),
    onDamaged: (hash) => void tellPages({ type: 'hm-damaged', hash }),
  });
}

async function tellPages(
  message:
    { readonly type: 'hm-damaged'; readonly hash: BlobHash } | { readonly type: 'hm-shared' },
): Promise<void> {
  for (const client of await self.clients.matchAll()) client.postMessage(message);
}

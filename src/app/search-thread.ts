import { createSearchHost } from '../core/search/search-host.ts';
import type { Disk } from '../core/storage/disk.ts';
import { serveSearch, type SearchPort } from '../platform/worker-pool/serve-search.ts';
import { createBreathe } from './breathe.ts';

/** Answers questions by an index in this thread's memory, which is kept on `disk`. */
export const runSearch = (scope: SearchPort, disk: Promise<Disk>): void => {
  const clock = { nowMs: () => performance.now() };
  const breathe = createBreathe();
  serveSearch(
    scope,
    disk.then((opened) => createSearchHost(opened, clock, breathe)),
  );
};

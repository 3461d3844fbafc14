import { createSearchHost } from '../core/search/search-host.ts';
import type { Disk } from '../core/storage/disk.ts';
import { serveSearch, type SearchPort } from '../platform/worker-pool/serve-search.ts';

/** Answers questions by an index in this thread's memory, which is kept on `disk`. */
export const runSearch = (scope: SearchPort, disk: Promise<Disk>): void =>
  serveSearch(
    scope,
    disk.then((opened) => createSearchHost(opened, { nowMs: () => performance.now() })),
  );

import { createSearchHost } from '../core/search/search-host.ts';
import type { Breathe } from '../core/base/stretches.ts';
import type { Disk } from '../core/storage/disk.ts';
import { serveSearch, type SearchPort } from '../platform/worker-pool/serve-search.ts';

/**
 * Answers questions by an index in this thread's memory, which is kept on `disk`. A thread that has other
 * things to do does them at each `breathe`.
 */
export const runSearch = (
  scope: SearchPort,
  disk: Promise<Disk>,
  breathe: Breathe | null = null,
): void => {
  const clock = { nowMs: () => performance.now() };
  serveSearch(
    scope,
    disk.then((opened) => createSearchHost(opened, clock, breathe)),
  );
};

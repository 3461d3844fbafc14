import type { Drive } from '../../core/drive/drive.ts';

/** How long the drive leaves the machine to the first screen before it looks after the search. */
const START_AFTER_MS = 2_000;
/** How long nothing may change before the index is brought up to date for its own sake; a question does it at once. */
const QUIET_MS = 3_000;

/** Looks after the index in idle time: some while after the start, and whenever changes have come to rest. */
export const createSearchTender = (
  search: Pick<Drive['search'], 'tend'>,
  onDefect: (error: unknown) => void,
): { readonly changed: () => void } => {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const tendIn = (waitMs: number): void => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => {
      timer = null;
      search.tend().catch(onDefect);
    }, waitMs);
  };
  tendIn(START_AFTER_MS);
  return { changed: () => tendIn(QUIET_MS) };
};

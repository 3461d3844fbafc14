import type { Clock } from '../core/base/clock.ts';
import type { Drive } from '../core/drive/drive.ts';
import type { ImportRoom } from '../core/imports/import-room.ts';

/** The browser's word on its quota is asked for again after so long. */
const QUOTA_KEPT_MS = 10_000;

/** What the drive may take: the browser's quota, and its own limit (`null` for none) less what it holds. */
export const createImportRoom = (
  drive: Pick<Drive, 'usage'>,
  maxSize: () => number | null,
  clock: Clock,
): (() => Promise<ImportRoom>) => {
  let known: { readonly quota: number; readonly atMs: number } | null = null;

  const quotaNow = async (): Promise<number> => {
    const nowMs = clock.nowMs();
    if (known === null || Math.abs(nowMs - known.atMs) > QUOTA_KEPT_MS)
      known = { quota: (await drive.usage()).quota, atMs: nowMs };
    return known.quota > 0 ? known.quota : Infinity;
  };

  return async () => {
    const limit = maxSize();
    const quota = await quotaNow();
    if (limit === null) return { wholeBytes: quota, leftBytes: Infinity };
    const { originals, thumbnails, caches, trash } = await drive.usage();
    return {
      wholeBytes: Math.min(quota, limit),
      leftBytes: limit - originals - thumbnails - caches - trash,
    };
  };
};

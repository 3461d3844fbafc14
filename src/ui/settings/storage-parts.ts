/** What the storage bar shows: pure. */
import type { Usage } from '../../core/drive/drive.ts';

/** The pieces of the bar, in their order; 'other' is what the drive needs beside them, 'free' may still come. */
export type StoragePart =
  'originals' | 'thumbnails' | 'caches' | 'parity' | 'trash' | 'reclaimable' | 'other' | 'free';

/** One piece: its bytes, and its share of the whole bar, from 0 to 1. */
export interface StoragePiece {
  readonly part: StoragePart;
  readonly bytes: number;
  readonly share: number;
}

/** What the browser may still take; `null` where it does not say. */
export const freeBytes = ({ quota, used }: Usage): number | null =>
  quota > 0 ? Math.max(0, quota - used) : null;

/** The bar from its start; its end is the quota, or what is used where there is none. Empty pieces are left out. */
export const storagePieces = (usage: Usage): readonly StoragePiece[] => {
  const { originals, thumbnails, caches, parity, trash, reclaimable, used } = usage;
  const known = { originals, thumbnails, caches, parity, trash, reclaimable };
  const sum = Object.values(known).reduce((total, part) => total + part, 0);
  const bytes = { ...known, other: Math.max(0, used - sum), free: freeBytes(usage) ?? 0 };
  const whole = Object.values(bytes).reduce((total, part) => total + part, 0);
  return (Object.entries(bytes) as [StoragePart, number][])
    .filter(([, size]) => size > 0)
    .map(([part, size]) => ({ part, bytes: size, share: size / whole }));
};

/** What a person can let go of to make room: pure. */
import type { Usage } from '../../core/drive/drive.ts';

/** Where the bytes are. */
export type FreeablePart = 'trash' | 'reclaimable' | 'parity';

/** Bytes that a person can free, and on which screen. */
export interface Freeable {
  readonly part: FreeablePart;
  readonly bytes: number;
  readonly route: 'trash' | 'health';
}

const ROUTES: Readonly<Record<FreeablePart, Freeable['route']>> = {
  trash: 'trash',
  reclaimable: 'health',
  parity: 'health',
};

/** What there is to free, the most first. */
export const freeable = (
  usage: Pick<Usage, FreeablePart>,
  without: FreeablePart | null = null,
): readonly Freeable[] =>
  (Object.keys(ROUTES) as FreeablePart[])
    .filter((part) => part !== without && usage[part] > 0)
    .map((part) => ({ part, bytes: usage[part], route: ROUTES[part] }))
    .sort((a, b) => b.bytes - a.bytes);

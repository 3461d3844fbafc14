import type { MediaKind } from './media.ts';

/** What the first bytes of a file say it is. */
export interface SniffedType {
  readonly mime: string;
  readonly kind: MediaKind;
  /** Lower case, without the dot. */
  readonly extension: string;
}

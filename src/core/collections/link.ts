import type { CollectionId, LinkId } from '../base/ids.ts';

/**
 * 'alias' lists the target's media as its own; 'shortcut' is quick access that keeps the target's
 * identity; 'related' is a suggestion.
 */
export type LinkType = 'alias' | 'shortcut' | 'related';

/** The body of a link version. */
export interface LinkBody {
  readonly sourceId: CollectionId;
  readonly targetId: CollectionId;
  readonly type: LinkType;
  readonly createdAt: string;
  readonly trashedAt: string | null;
}

/** A link as it is shown: paths at the time of asking; `dangling` where the target is gone. */
export interface Link {
  readonly id: LinkId;
  readonly source: string;
  readonly target: string | null;
  readonly type: LinkType;
  readonly dangling: boolean;
  readonly createdAt: string;
}

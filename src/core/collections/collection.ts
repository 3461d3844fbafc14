import type { CollectionId } from '../base/ids.ts';
import type { SearchQuery } from '../search/search-query.ts';

/** The body of a collection version. A collection without a parent stands right below the root. */
export interface CollectionBody {
  readonly name: string;
  readonly parentId: CollectionId | null;
  readonly description: string | null;
  /** An emoji or a short word, `null` where none was chosen. */
  readonly icon: string | null;
  readonly tags: readonly string[];
  /** A saved search: what it lists is asked for, nothing is put into it. `null` for all others. */
  readonly search: SearchQuery | null;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
  /** ISO 8601 in UTC while in the trash, else `null`. */
  readonly trashedAt: string | null;
}

/** A collection as it is shown. The root has the path `''` and the id of its space. */
export interface Collection {
  readonly id: CollectionId;
  readonly name: string;
  /** Names from the root down, joined by `/`. */
  readonly path: string;
  readonly parentId: CollectionId | null;
  readonly description: string | null;
  readonly icon: string | null;
  readonly tags: readonly string[];
  /** The question of a saved search, whose listing is its answer; `null` for all others. */
  readonly search: SearchQuery | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Items that stand right here; the deep counts are of all that is listed with what is below, each item once. */
  readonly mediaCount: number;
  readonly totalSizeBytes: number;
  readonly deepMediaCount: number;
  readonly deepSizeBytes: number;
}

/** A collection to be made, or what is to change of one. */
export interface CollectionMeta {
  readonly description?: string | null;
  readonly icon?: string | null;
  readonly tags?: readonly string[];
  /** Another question of a saved search; what holds items cannot become one. */
  readonly search?: SearchQuery | null;
}

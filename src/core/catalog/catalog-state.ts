import type { Author, CollectionId, LinkId } from '../base/ids.ts';
import type { LinkRecord } from '../collections/links.ts';
import { type CollectionTree, createTree } from '../collections/tree.ts';
import type { JournalPosition } from '../journal/journal.ts';
import type { Hlc } from '../spaces/hlc.ts';
import type { SharedCountsByKey } from './shared-counts.ts';

/** Items and bytes that stand in one collection. */
export interface CollectionCounts {
  readonly mediaCount: number;
  readonly totalSizeBytes: number;
}

/** All originals together, each counted once however often it is borne. */
export interface BlobTotals {
  readonly blobs: number;
  readonly bytes: number;
}

/** How far the authors have written: where the next version goes on. */
export interface Written {
  /** The latest reading of any accepted version, `null` before the first. */
  readonly hlc: Hlc | null;
  /** The highest counter of each author. */
  readonly counters: { readonly [author: Author]: number };
}

/** What is small enough to be held whole, at every moment. */
export interface CatalogState {
  readonly tree: CollectionTree;
  readonly links: ReadonlyMap<LinkId, LinkRecord>;
  readonly counts: ReadonlyMap<CollectionId, CollectionCounts>;
  /** What `counts` of several collections together hold more than once. */
  readonly shared: SharedCountsByKey;
  readonly totals: BlobTotals;
  /** How many blobs' own copies were not there when they were last looked for; `Catalog.missing` names them. */
  readonly missing: number;
  readonly written: Written;
  /** How many acts were taken in: the key of the next one. */
  readonly acts: number;
  readonly position: JournalPosition | null;
}

/** What a catalogue without records says. */
export const NO_STATE: CatalogState = {
  tree: createTree([]),
  links: new Map(),
  counts: new Map(),
  shared: new Map(),
  totals: { blobs: 0, bytes: 0 },
  missing: 0,
  written: { hlc: null, counters: {} },
  acts: 0,
  position: null,
};

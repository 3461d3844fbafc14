/** Which items of a listing are selected: values that change by functions, so that screens and tests share them. */
import type { MediaId } from '../../core/base/ids.ts';

/** The selected ids, and the item from which Shift extends. */
export interface Selection {
  readonly ids: ReadonlySet<MediaId>;
  readonly anchor: MediaId | null;
}

/** Nothing selected. */
export const EMPTY_SELECTION: Selection = { ids: new Set(), anchor: null };

type Listing = readonly { readonly id: MediaId }[];

/** Adds or takes away one item; Shift extends from it next. */
export const toggleItem = (selection: Selection, id: MediaId): Selection => {
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, anchor: id };
};

/** Adds everything from the anchor to `id`; the anchor stays. Without one in the listing, just `id`. */
export const extendTo = (selection: Selection, listing: Listing, id: MediaId): Selection => {
  const from = listing.findIndex((row) => row.id === selection.anchor);
  const to = listing.findIndex((row) => row.id === id);
  if (from < 0 || to < 0) return { ids: new Set([...selection.ids, id]), anchor: id };
  const range = listing.slice(Math.min(from, to), Math.max(from, to) + 1);
  return {
    ids: new Set([...selection.ids, ...range.map((row) => row.id)]),
    anchor: selection.anchor,
  };
};

/** Selects all of `part`, or lets it go where all of it is selected already. */
export const togglePart = (selection: Selection, part: Listing): Selection => {
  const ids = new Set(selection.ids);
  const isWhole = isPartSelected(selection, part);
  for (const row of part) {
    if (isWhole) ids.delete(row.id);
    else ids.add(row.id);
  }
  return { ids, anchor: part[0]?.id ?? selection.anchor };
};

/** Whether every item of `part` is selected; not so of an empty one. */
export const isPartSelected = (selection: Selection, part: Listing): boolean =>
  part.length > 0 && part.every((row) => selection.ids.has(row.id));

/** Selects the section first and, where that is selected, everything. */
export const widen = (selection: Selection, section: Listing, listing: Listing): Selection => {
  const part = section.length > 0 && !isPartSelected(selection, section) ? section : listing;
  return {
    ids: new Set([...selection.ids, ...part.map((row) => row.id)]),
    anchor: selection.anchor,
  };
};

/** Lets go of what is no longer listed; the same value where nothing is to let go of. */
export const keepListed = (selection: Selection, listing: Listing): Selection => {
  if (selection.ids.size === 0) return selection;
  const listed = new Set(listing.map((row) => row.id));
  const ids = [...selection.ids].filter((id) => listed.has(id));
  if (ids.length === selection.ids.size) return selection;
  const anchor =
    selection.anchor !== null && listed.has(selection.anchor) ? selection.anchor : null;
  return { ids: new Set(ids), anchor };
};

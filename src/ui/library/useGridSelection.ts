import { computed, shallowRef, watch } from 'vue';
import type { MediaId } from '../../core/base/ids.ts';
import { hasAll, hasIndex, countOf, indexesOf } from './index-ranges.ts';
import { idsAt, type MediaListing } from './media-listing.ts';
import {
  carryOver,
  EMPTY_SELECTION,
  extendTo,
  reachOf,
  toggleItem,
  togglePart,
  widen,
  type Selection,
} from './selection.ts';

/** What is selected of a listing that changes under it; places are those of the shapes on screen. */
export const useGridSelection = (listing: () => MediaListing) => {
  const selection = shallowRef<Selection>(EMPTY_SELECTION);
  const shapes = shallowRef(listing().shapes);
  /** The item that Shift would extend to now; `null` while Shift is not held. */
  const preview = shallowRef<number | null>(null);
  const set = (next: Selection): void => {
    selection.value = next;
    preview.value = null;
  };

  watch(
    () => listing().shapes,
    (next) => {
      set(carryOver(selection.value, shapes.value, next));
      shapes.value = next;
    },
    { flush: 'sync' },
  );

  const reach = computed(() =>
    preview.value === null || selection.value.anchor === null
      ? null
      : reachOf(selection.value, preview.value),
  );
  const sizeBytes = computed(() => {
    let sum = 0;
    for (const index of indexesOf(selection.value.ranges))
      sum += shapes.value.sizesBytes[index] ?? 0;
    return sum;
  });

  return {
    selection,
    previewTo: (index: number | null) => void (preview.value = index),
    count: computed(() => countOf(selection.value.ranges)),
    sizeBytes,
    isActive: computed(() => selection.value.ranges.length > 0),
    isSelected: (index: number): boolean => hasIndex(selection.value.ranges, index),
    isPreviewed: (index: number): boolean =>
      reach.value !== null && index >= reach.value.first && index < reach.value.end,
    isPartSelected: (first: number, end: number): boolean =>
      hasAll(selection.value.ranges, first, end),
    /** The selected items in their order. */
    ids: (): MediaId[] => idsAt(shapes.value, indexesOf(selection.value.ranges)),
    clear: () => set(EMPTY_SELECTION),
    set,
    toggle: (index: number) => set(toggleItem(selection.value, index)),
    extend: (index: number) => set(extendTo(selection.value, index)),
    togglePart: (first: number, end: number) => set(togglePart(selection.value, first, end)),
    widen: (first: number, end: number) =>
      set(widen(selection.value, first, end, shapes.value.count)),
  };
};

/** The selection as views are given it. */
export type GridSelection = ReturnType<typeof useGridSelection>;

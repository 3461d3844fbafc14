import { useEventListener } from '@vueuse/core';
import { computed, toRef, watch, type Ref } from 'vue';
import type { MediaRow } from '../../core/media/media.ts';
import type { MediaListing } from './media-listing.ts';
import { useFocusAfterRemoval } from './useFocusAfterRemoval.ts';
import { useFocusedItem } from './useFocusedItem.ts';
import { useGoToDate } from './useGoToDate.ts';
import { useGridKeys, type GridAct } from './useGridKeys.ts';
import type { GridSelection } from './useGridSelection.ts';
import { useItemDrag } from './useItemDrag.ts';
import { indexAtPoint, useItemPointer } from './useItemPointer.ts';
import { useTouchSelection } from './useTouchSelection.ts';
import { useVirtualGrid } from './useVirtualGrid.ts';

/** What a view of a listing is given, as grid or as list. */
export interface MediaViewProps {
  readonly listing: MediaListing;
  /** Whether it is in the order of dates. */
  readonly isByDate: boolean;
  readonly selection: GridSelection;
}

/** What a view needs beside its properties. */
export interface MediaViewInput {
  readonly props: MediaViewProps;
  readonly scroller: Readonly<Ref<HTMLElement | null>>;
  /** Holds the elements of items, which say their `data-index`. */
  readonly items: Readonly<Ref<HTMLElement | null>>;
  targetHeightPx(): number;
  /** Height of each row where every item has one of its own. */
  rowPx?(): number;
  open(row: MediaRow): void;
  remove(): void;
  act(what: GridAct, row: MediaRow): void;
}

/** All that grid and list share: what is drawn, the focus, keys, mouse, finger and drag. */
export const useMediaView = (input: MediaViewInput) => {
  const { props, scroller } = input;
  const grid = useVirtualGrid(scroller, {
    listing: () => props.listing,
    isByDate: () => props.isByDate,
    targetHeightPx: input.targetHeightPx,
    ...(input.rowPx === undefined ? {} : { rowPx: input.rowPx }),
  });
  const shapes = computed(() => grid.frame.value.shapes);
  const focus = useFocusedItem({
    shapes: () => shapes.value,
    scrollToItem: grid.scrollToItem,
    elementOf: (index) => input.items.value?.querySelector<HTMLElement>(elementAt(index)),
  });
  useFocusAfterRemoval(() => shapes.value, focus);
  /** The item that Tab and the keys begin at: the focused one while it is near, else the first seen. */
  const current = computed(() => {
    const { first, end } = grid.drawn.value;
    const at = focus.focused.value;
    return at >= first && at < end ? at : grid.firstSeen();
  });
  const goTo = async (index: number): Promise<void> => {
    grid.scrollToItem(index, true);
    await focus.focusItem(index);
  };
  const goToDate = useGoToDate({
    days: () => shapes.value.days,
    from: () => current.value,
    goTo,
  });
  const keys = useGridKeys({
    grid,
    selection: props.selection,
    current: () => current.value,
    isByDate: () => props.isByDate,
    listing: () => props.listing,
    focusItem: focus.focusItem,
    goTo,
    open: input.open,
    remove: input.remove,
    act: input.act,
    goToDate: () => void goToDate(),
  });
  const pointer = useItemPointer({
    selection: props.selection,
    setFocus: focus.setFocus,
    open: input.open,
  });
  useTouchSelection({
    scroller,
    selection: props.selection,
    itemAt: indexAtPoint,
  });
  // Whoever scrolls the focused item away, has not been anywhere yet, or just pressed a button of a bar,
  // has the keys all the same.
  useEventListener(window, 'keydown', (event) => {
    if (!event.defaultPrevented && isFree(event.target)) keys.onKeyElsewhere(event);
  });
  watch(shapes, () => props.selection.previewTo(null));

  return {
    grid,
    shapes,
    focus,
    current,
    keys,
    pointer,
    drag: useItemDrag(toRef(props, 'listing'), props.selection),
  };
};

const elementAt = (index: number): string => `[data-index="${index}"]`;

/**
 * Whether a key is free for the listing: the focus is on nothing in particular, or on a button of the bars
 * above and below, which has no use for such keys; and nothing lies above the library.
 */
const isFree = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target === document.body || target.id === 'content' || target.matches(BAR_BUTTON)) &&
  document.querySelector('dialog[open], [role="dialog"], [role="menu"]') === null;

const BAR_BUTTON = 'header button, [role="toolbar"] button';

import { computed, nextTick, shallowRef } from 'vue';
import type { MediaId } from '../../core/base/ids.ts';
import { idAt, type RowShapes } from '../../core/media/row-shapes.ts';
import { indexIn } from './media-listing.ts';

/** What one item at a time is in the tab order of. */
export interface FocusedItemInput {
  shapes(): RowShapes;
  scrollToItem(index: number): void;
  /** The element of an item, where it is drawn. */
  elementOf(index: number): HTMLElement | null | undefined;
}

/** Frames in which an item that was scrolled to is drawn. */
const DRAWN_WITHIN = 4;

const nextFrame = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => resolve()));

/** The item that has the focus, or would get it: it stays so when the listing changes around it. */
export const useFocusedItem = (input: FocusedItemInput) => {
  const focusedId = shallowRef<MediaId | null>(null);
  const lastIndex = shallowRef(0);
  const focused = computed(() => {
    const shapes = input.shapes();
    const last = Math.max(0, shapes.count - 1);
    if (focusedId.value === null) return Math.min(lastIndex.value, last);
    const isWhereItWas =
      lastIndex.value < shapes.count && idAt(shapes, lastIndex.value) === focusedId.value;
    if (isWhereItWas) return lastIndex.value;
    const at = indexIn(shapes, focusedId.value);
    return at >= 0 ? at : Math.min(lastIndex.value, last);
  });

  const setFocus = (index: number): void => {
    const shapes = input.shapes();
    focusedId.value = index < shapes.count ? idAt(shapes, index) : null;
    lastIndex.value = index;
  };

  const hasElement = (index: number): boolean =>
    lastIndex.value !== index || (input.elementOf(index) ?? null) !== null;

  const focusItem = async (index: number): Promise<void> => {
    setFocus(index);
    input.scrollToItem(index);
    await nextTick();
    // A frame draws a part of a screen: mostly that part, else the next.
    for (let frame = 0; frame < DRAWN_WITHIN && !hasElement(index); frame++) await nextFrame();
    if (lastIndex.value === index) input.elementOf(index)?.focus({ preventScroll: true });
  };

  /** Whether the item that had the focus is in the listing no longer. */
  const isGone = (): boolean =>
    focusedId.value !== null && indexIn(input.shapes(), focusedId.value) < 0;

  return { focused, setFocus, focusItem, isGone };
};

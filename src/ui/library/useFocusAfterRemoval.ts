import { nextTick, watch } from 'vue';
import type { RowShapes } from '../../core/media/row-shapes.ts';
import type { useFocusedItem } from './useFocusedItem.ts';

/** The focus goes on to what stands in the place of an item that was removed, instead of being lost. */
export const useFocusAfterRemoval = (
  shapes: () => RowShapes,
  focus: ReturnType<typeof useFocusedItem>,
): void => {
  watch(shapes, async (now) => {
    if (!focus.isGone() || now.count === 0) return;
    await nextTick();
    if (isLeftBehind(document.activeElement)) await focus.focusItem(focus.focused.value);
  });
};

/** Nowhere, or in the bar of a selection that goes with its items. */
const isLeftBehind = (element: Element | null): boolean =>
  element === null || element === document.body || element.closest('[role=toolbar]') !== null;

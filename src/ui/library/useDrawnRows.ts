import { useRafFn } from '@vueuse/core';
import { computed, shallowRef, watch } from 'vue';
import {
  bothRows,
  growRows,
  hasRows,
  keepRows,
  type RowRange,
} from '../../core/layout/drawn-rows.ts';
import type { GridFrame } from './useGridFrame.ts';

/** Where drawing is to get to. */
export interface DrawnRowsInput {
  frame(): GridFrame;
  /** Rows on the screen. */
  seen(): RowRange;
  /** Those, and what is to be at hand beyond them. */
  around(): RowRange;
  isDown(): boolean;
  /** Whether what stands in these rows is at hand: what comes late is drawn in one go when it comes. */
  isAtHand(rows: RowRange): boolean;
}

/** Items that a frame draws: some 20 ms on a slow machine, and a quarter of a usual screen. */
const ITEMS_A_FRAME = 8;
/** So many frames what is missing on the screen is waited for. */
const WAIT_FRAMES = 60;

/**
 * The rows that are drawn, as text `first-end`, so that what depends on it is made anew only when they
 * change. A jump draws a quarter of the screen it led to, in the next frames the rest, and what lies around it in
 * the frames after.
 */
export const useDrawnRows = (input: DrawnRowsInput) => {
  const grown = shallowRef<{ readonly of: GridFrame; readonly rows: RowRange } | null>(null);
  /** Whether all around had been drawn: then another layout of it is drawn whole, too. */
  let isWhole = false;
  let waited = 0;
  /** What was drawn at the last frame. */
  let rangeBefore = '';

  const rows = computed<RowRange>(() => {
    const [seen, around] = [input.seen(), input.around()];
    if (grown.value === null) return seen;
    if (grown.value.of !== input.frame()) return isWhole ? around : seen;
    const { rowFirsts } = input.frame().layout;
    return keepRows(grown.value.rows, seen, around, rowFirsts, {
      mostItems: ITEMS_A_FRAME,
      isDown: input.isDown(),
    });
  });
  const range = computed(() => `${rows.value.first}-${rows.value.end}`);

  const growing = useRafFn(
    () => {
      const [frame, seen, around] = [input.frame(), input.seen(), input.around()];
      const isSeen = hasRows(rows.value, seen);
      const isMoving = range.value !== rangeBefore;
      rangeBefore = range.value;
      // Scrolling has drawn in this frame: what lies beyond the screen has time.
      if (isSeen && isMoving) return;
      if (isSeen && !input.isAtHand(rows.value) && waited++ < WAIT_FRAMES) return;
      waited = 0;
      const goal = isSeen ? around : bothRows(rows.value, seen);
      const next = growRows(rows.value, goal, frame.layout.rowFirsts, {
        mostItems: ITEMS_A_FRAME,
        isDown: input.isDown(),
      });
      grown.value = { of: frame, rows: next };
      rangeBefore = range.value;
      isWhole = hasRows(next, around);
      if (isWhole) growing.pause();
    },
    { immediate: false },
  );
  const missing = computed(() => {
    const around = input.around();
    return hasRows(rows.value, around) ? '' : `${range.value} of ${around.first}-${around.end}`;
  });
  watch(
    [missing, () => input.frame()],
    ([now]) => {
      isWhole &&= now === '' || grown.value?.of !== input.frame();
      if (now !== '' || grown.value?.of !== input.frame()) growing.resume();
    },
    { immediate: true },
  );
  return range;
};

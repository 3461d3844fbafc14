import { useElementSize, useEventListener } from '@vueuse/core';
import { computed, nextTick, shallowRef, watch, type Ref } from 'vue';
import { sectionAt } from '../../core/layout/day-sections.ts';
import { rowOf, rowsWithin } from '../../core/layout/justified-layout.ts';
import {
  AT_TOP,
  placeOf,
  realHeightOf,
  scrollTo,
  type ScrollSpan,
} from '../../core/layout/scroll-map.ts';
import { idAt, type RowShapes } from '../../core/media/row-shapes.ts';
import { indexIn, type MediaListing } from './media-listing.ts';
import { useDrawnRows } from './useDrawnRows.ts';
import { GAP_PX, useGridFrame, type GridFrame } from './useGridFrame.ts';

/** How far beyond the screen pictures are made, in screens: more in the direction of reading. */
const AHEAD = 1;
const BEHIND = 0.4;
/** How much farther rows and thumbnails are asked for. */
const ROWS_AHEAD = 3;
const NARROW_SHARE = 0.46;
/** Cells lie within steps of so many px, so that numbers stay small and cells stay where they are. */
const ORIGIN_STEP_PX = 100_000;
/** Scrolling by a few pixels makes nothing new. */
const STEP_PX = 64;

/** What a virtual grid shows. */
export interface VirtualGridInput {
  listing(): MediaListing;
  isByDate(): boolean;
  targetHeightPx(): number;
  /** Where each item has a row of its own: how high it is. */
  rowPx?(): number;
}

/** An item near the screen, where it lies. */
export interface GridItem {
  readonly index: number;
  readonly leftPx: number;
  /** Below the origin. */
  readonly topPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** What the grid shows of a listing at its place of scrolling. */
export const useVirtualGrid = (
  scroller: Readonly<Ref<HTMLElement | null>>,
  input: VirtualGridInput,
) => {
  const { width, height } = useElementSize(scroller);
  const place = shallowRef(AT_TOP);
  const direction = shallowRef<1 | -1>(1);
  /** In a narrow window two pictures still stand in a row. */
  const rowHeightPx = computed(() =>
    input.rowPx === undefined
      ? Math.max(64, Math.min(input.targetHeightPx(), width.value * NARROW_SHARE))
      : input.rowPx(),
  );
  const frame = useGridFrame({
    shapes: () => input.listing().shapes,
    isByDate: input.isByDate,
    widthPx: () => Math.floor(width.value),
    targetHeightPx: () => rowHeightPx.value,
    isList: input.rowPx !== undefined,
  });
  const span = computed<ScrollSpan>(() => ({
    contentPx: Math.max(0, frame.value.layout.heightPx - GAP_PX),
    viewPx: height.value,
  }));

  useEventListener(
    scroller,
    'scroll',
    () => {
      const realPx = scroller.value?.scrollTop ?? 0;
      if (realPx === place.value.realPx) return;
      const next = scrollTo(place.value, realPx, span.value);
      if (next.contentPx !== place.value.contentPx)
        direction.value = next.contentPx > place.value.contentPx ? 1 : -1;
      moveTo(next);
    },
    { passive: true },
  );
  // Where the height is mapped, the bar is set right when scrolling rests; elsewhere it is, and asking lays out.
  useEventListener(scroller, 'scrollend', () => {
    const next = placeOf(place.value.contentPx, span.value);
    if (Math.abs(next.realPx - place.value.realPx) >= 1) moveTo(next);
  });

  const moveTo = (next: typeof AT_TOP): void => {
    place.value = next;
    const box = scroller.value;
    if (box !== null && Math.abs(box.scrollTop - next.realPx) >= 1) box.scrollTop = next.realPx;
  };
  const scrollToPx = (contentPx: number): void => moveTo(placeOf(contentPx, span.value));

  const topStep = computed(() => Math.floor(place.value.contentPx / STEP_PX) * STEP_PX);
  const rowsAround = (before: number, after: number) => {
    const isDown = direction.value > 0;
    return rowsWithin(
      frame.value.layout,
      topStep.value - height.value * (isDown ? before : after),
      topStep.value + STEP_PX + height.value * (1 + (isDown ? after : before)),
    );
  };
  const range = useDrawnRows({
    frame: () => frame.value,
    seen: () => rowsAround(0, 0),
    around: () => rowsAround(BEHIND, AHEAD),
    isDown: () => direction.value > 0,
    isAtHand: ({ first, end }) => {
      const { shapes, layout } = frame.value;
      const [from = 0, to = 0] = [layout.rowFirsts[first], layout.rowFirsts[end]];
      for (let index = from; index < to; index++)
        if (input.listing().row(idAt(shapes, index)) === null) return false;
      return true;
    },
  });
  const originPx = computed(() => Math.floor(topStep.value / ORIGIN_STEP_PX) * ORIGIN_STEP_PX);

  const items = computed<readonly GridItem[]>(() => {
    const [first = 0, end = 0] = range.value.split('-').map(Number);
    return width.value > 0 ? itemsOfRows(frame.value, first, end, originPx.value) : [];
  });
  /** The items that are drawn, `[first, end)`. */
  const drawn = computed(() => {
    const [first = 0, end = 0] = range.value.split('-').map(Number);
    const { rowFirsts } = frame.value.layout;
    return { first: rowFirsts[first] ?? 0, end: rowFirsts[end] ?? 0 };
  });
  const headings = computed(() => {
    const [first = 0, end = 0] = range.value.split('-').map(Number);
    return headingsOfRows(frame.value, first, end, originPx.value);
  });

  /** Items that rows, and a little less far thumbnails, are to be at hand for. */
  const soon = computed(() => {
    const { rowFirsts } = frame.value.layout;
    const { first, end } = rowsAround(1, ROWS_AHEAD);
    return { first: rowFirsts[first] ?? 0, end: rowFirsts[end] ?? 0 };
  });
  watch([soon, frame], () => input.listing().need(soon.value.first, soon.value.end), {
    immediate: true,
  });

  /** Brings the item on screen, its heading with it where it is the first, by as little scrolling as will do. */
  const scrollToItem = (index: number, isToTop = false): void => {
    const { layout, sections } = frame.value;
    const row = rowOf(layout, index);
    if (row < 0) return;
    const section = sectionAt(sections, index);
    const top = layout.rowTops[row] ?? 0;
    const isFirst = (sections.starts[section] ?? -1) >= (layout.rowFirsts[row] ?? 0);
    const from = isFirst ? (layout.headingTops[section] ?? top) : top;
    const bottom = top + (layout.rowHeights[row] ?? 0);
    if (isToTop || from < place.value.contentPx) scrollToPx(from);
    else if (bottom > place.value.contentPx + height.value) scrollToPx(bottom - height.value);
  };

  // What was at the top stays there, whatever comes, goes or grows above it.
  watch(
    frame,
    async (next, before) => {
      const at = placeOf(keptTop(before, next, place.value.contentPx), span.value);
      place.value = at;
      await nextTick();
      if (place.value === at) moveTo(at);
    },
    { flush: 'sync' },
  );

  return {
    frame,
    place,
    span,
    heightPx: height,
    realHeightPx: computed(() => realHeightOf(span.value)),
    originPx,
    items,
    drawn,
    headings,
    soon,
    scrollToPx,
    scrollToItem,
    /** Rows that fit on the screen: a page of the keyboard. */
    pageRows: computed(() => Math.max(1, Math.floor(height.value / rowHeightPx.value))),
    /** The first item that is seen. */
    firstSeen: (): number => {
      const { layout } = frame.value;
      const top = place.value.contentPx;
      return layout.rowFirsts[rowsWithin(layout, top, top + 1).first] ?? 0;
    },
  };
};

const itemsOfRows = (
  { layout }: GridFrame,
  first: number,
  end: number,
  originPx: number,
): GridItem[] => {
  const items: GridItem[] = [];
  for (let row = first; row < end; row++)
    for (
      let index = layout.rowFirsts[row] ?? 0;
      index < (layout.rowFirsts[row + 1] ?? 0);
      index++
    )
      items.push({
        index,
        leftPx: layout.lefts[index] ?? 0,
        topPx: (layout.rowTops[row] ?? 0) - originPx,
        widthPx: layout.widths[index] ?? 0,
        heightPx: layout.rowHeights[row] ?? 0,
      });
  return items;
};

const headingsOfRows = (
  { layout, sections }: GridFrame,
  first: number,
  end: number,
  originPx: number,
) => {
  if (first >= end) return [];
  const from = sectionAt(sections, layout.rowFirsts[first] ?? 0);
  const to = sectionAt(sections, (layout.rowFirsts[end] ?? 1) - 1);
  const { headingLefts, headingTops, headingWidths } = layout;
  return Array.from({ length: from < 0 ? 0 : to - from + 1 }, (_, i) => {
    const section = from + i;
    const leftPx = headingLefts[section] ?? 0;
    return {
      section,
      leftPx,
      topPx: (headingTops[section] ?? 0) - originPx,
      widthPx: headingWidths[section] ?? 0,
      /** Whether others stand beside it. */
      isShared: leftPx > 0 || (headingLefts[section + 1] ?? 0) > 0,
    };
  });
};

/** Where the top of the screen is to stand in `next` for what stood there in `before`. */
const keptTop = (before: GridFrame, next: GridFrame, topPx: number): number => {
  if (topPx <= 0 || before.shapes.count === 0) return topPx;
  const row = rowsWithin(before.layout, topPx, topPx + 1).first;
  const offset = topPx - (before.layout.rowTops[row] ?? topPx);
  const item = before.layout.rowFirsts[row] ?? 0;
  const now = placeIn(before.shapes, next.shapes, item);
  const to = rowOf(next.layout, now);
  return to < 0 ? topPx : (next.layout.rowTops[to] ?? 0) + offset;
};

/** Where an item stands now; where it is gone, what stands in its place. */
const placeIn = (before: RowShapes, next: RowShapes, index: number): number => {
  if (before === next || before.count <= index) return Math.min(index, next.count - 1);
  const at = indexIn(next, idAt(before, index));
  return at >= 0 ? at : Math.min(index, next.count - 1);
};

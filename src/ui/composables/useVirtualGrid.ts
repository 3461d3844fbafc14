import { useElementSize, useEventListener } from '@vueuse/core';
import { computed, shallowRef, watch, type Ref } from 'vue';
import { layoutJustified, rowsWithin } from '../grid/justified-layout.ts';
import type { Section } from '../grid/sections.ts';
import type { MediaRow } from '../../core/media/media.ts';

/** How far beyond the screen pictures are made, in screens: more in the direction of reading. */
const AHEAD = 0.75;
const BEHIND = 0.5;
const NARROW_SHARE = 0.3;
export const GAP_PX = 2;
export const HEADING_PX = 40;

/** What the grid shows of a listing at its place of scrolling. */
export const useVirtualGrid = (
  scroller: Ref<HTMLElement | null>,
  rows: () => readonly MediaRow[],
  sections: () => readonly Section[],
  targetHeightPx: () => number,
) => {
  const { width, height } = useElementSize(scroller);
  const scrollTopPx = shallowRef(0);
  useEventListener(
    scroller,
    'scroll',
    () => (scrollTopPx.value = scroller.value?.scrollTop ?? 0),
    { passive: true },
  );

  /** On a narrow screen about three pictures still stand in a row. */
  const rowHeightPx = computed(() =>
    Math.max(64, Math.min(targetHeightPx(), width.value * NARROW_SHARE)),
  );
  const ratios = computed(() => Float32Array.from(rows(), ratioOf));
  const layout = computed(() =>
    layoutJustified({
      ratios: ratios.value,
      sectionStarts: sections().map((section) => section.first),
      widthPx: Math.max(1, Math.floor(width.value)),
      targetHeightPx: rowHeightPx.value,
      gapPx: GAP_PX,
      headingPx: sections().length > 0 ? HEADING_PX : 0,
    }),
  );

  /** Rounded, so that scrolling by a few pixels makes nothing new. */
  const range = computed(() => {
    const step = 64;
    const top = Math.floor(scrollTopPx.value / step) * step;
    const within = [
      top - height.value * BEHIND,
      top + height.value * (1 + AHEAD) + step,
    ] as const;
    const { first, end } = rowsWithin(layout.value.rows, ...within);
    return `${first}-${end}`;
  });
  const visibleRows = computed(() => {
    const [first, end] = range.value.split('-').map(Number);
    return width.value > 0 ? layout.value.rows.slice(first, end) : [];
  });
  const visibleItems = computed(() =>
    visibleRows.value.flatMap((row) =>
      Array.from({ length: row.end - row.first }, (_, i) => ({ index: row.first + i, row })),
    ),
  );
  const visibleHeadings = computed(() => {
    const first = visibleRows.value[0]?.topPx ?? 0;
    const last = visibleRows.value.at(-1)?.topPx ?? 0;
    return layout.value.headings.filter(
      (heading) => heading.topPx >= first - HEADING_PX * 2 && heading.topPx <= last,
    );
  });

  /** Brings the item on screen, its heading with it, by as little scrolling as will do. */
  const scrollToItem = (index: number): void => {
    const row = layout.value.rows[layout.value.rowOf[index] ?? 0];
    const box = scroller.value;
    if (row === undefined || box === null) return;
    const above = sections().length > 0 ? HEADING_PX : 0;
    if (row.topPx - above < box.scrollTop) box.scrollTop = row.topPx - above;
    else if (row.topPx + row.heightPx > box.scrollTop + box.clientHeight)
      box.scrollTop = row.topPx + row.heightPx - box.clientHeight;
    scrollTopPx.value = box.scrollTop;
  };

  /** Rows that fit on the screen: a page of the keyboard. */
  const pageRows = computed(() => Math.max(1, Math.floor(height.value / rowHeightPx.value)));

  // Another width or density moves everything: what was at the top stays there.
  watch(layout, (next, previous) => {
    const box = scroller.value;
    if (box === null || next.lefts.length !== previous.lefts.length) return;
    const at = rowsWithin(previous.rows, scrollTopPx.value, scrollTopPx.value + 1).first;
    const item = previous.rows[at]?.first;
    if (item === undefined || scrollTopPx.value < HEADING_PX) return;
    const row = next.rows[next.rowOf[item] ?? 0];
    if (row !== undefined) box.scrollTop = row.topPx;
  });

  return { layout, visibleItems, visibleHeadings, scrollToItem, pageRows };
};

const ratioOf = (row: MediaRow): number =>
  row.width !== null && row.height !== null && row.height > 0 ? row.width / row.height : 1;

/** Where the arrow keys lead in a justified grid. */
import { rowOf, type GridLayout } from '../../core/layout/justified-layout.ts';

/** The keys that move the focus. */
export const NAVIGATION_KEYS = [
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
] as const;
export type NavigationKey = (typeof NAVIGATION_KEYS)[number];

/** Whether `key` moves the focus. */
export const isNavigationKey = (key: string): key is NavigationKey =>
  (NAVIGATION_KEYS as readonly string[]).includes(key);

/** The item that `key` leads to from `index`; `index` itself at an edge. `pageRows` rows are a page. */
export const nextIndex = (
  layout: GridLayout,
  index: number,
  key: NavigationKey,
  pageRows: number,
): number => {
  const last = layout.lefts.length - 1;
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, index - 1);
    case 'ArrowRight':
      return Math.min(last, index + 1);
    case 'Home':
      return 0;
    case 'End':
      return Math.max(0, last);
    case 'ArrowUp':
      return verticalNeighbour(layout, index, -1);
    case 'ArrowDown':
      return verticalNeighbour(layout, index, 1);
    case 'PageUp':
      return verticalNeighbour(layout, index, -pageRows);
    case 'PageDown':
      return verticalNeighbour(layout, index, pageRows);
  }
};

/** The item whose middle is nearest, `rows` rows further down, as far as there are rows. */
const verticalNeighbour = (layout: GridLayout, index: number, rows: number): number => {
  const from = rowOf(layout, index);
  const to = Math.min(layout.rowTops.length - 1, Math.max(0, from + rows));
  if (to === from || to < 0) return index;
  const first = layout.rowFirsts[to] ?? 0;
  const middle = middleOf(layout, index);
  let best = first;
  for (let i = first; i < (layout.rowFirsts[to + 1] ?? 0); i++)
    if (Math.abs(middleOf(layout, i) - middle) < Math.abs(middleOf(layout, best) - middle))
      best = i;
  return best;
};

const middleOf = (layout: GridLayout, index: number): number =>
  (layout.lefts[index] ?? 0) + (layout.widths[index] ?? 0) / 2;

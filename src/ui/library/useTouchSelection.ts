import { useEventListener } from '@vueuse/core';
import { onScopeDispose, type Ref } from 'vue';
import type { Selection } from './selection.ts';
import { extendTo, toggleItem } from './selection.ts';
import type { GridSelection } from './useGridSelection.ts';

/** Held so long, a finger selects; moved farther before, it scrolls. */
const HOLD_MS = 450;
const SLACK_PX = 10;
/** Near an edge a selecting finger scrolls, so many px for each frame at the edge itself. */
const EDGE_PX = 72;
const EDGE_STEP_PX = 18;

/** What a finger selects in. */
export interface TouchSelectionInput {
  readonly scroller: Readonly<Ref<HTMLElement | null>>;
  readonly selection: GridSelection;
  /** The item under a point of the window, whatever floats above it; `null` where there is none. */
  itemAt(x: number, y: number): number | null;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Long press selects the cell under the finger; dragged on, everything from there to where it is. */
export const useTouchSelection = ({ scroller, selection, itemAt }: TouchSelectionInput) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let start: Point = { x: 0, y: 0 };
  let finger: Point = { x: 0, y: 0 };
  /** What was selected when the drag began, the pressed cell included; `null` while none is under way. */
  let base: Selection | null = null;
  let frame = 0;
  /** A press that selected is no click. */
  let swallowsClick = false;

  const end = (): void => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    base = null;
  };
  onScopeDispose(end);

  const begin = (): void => {
    const index = itemAt(start.x, start.y);
    if (index === null) return;
    base = selection.isSelected(index)
      ? { ...selection.selection.value, anchor: index }
      : toggleItem(selection.selection.value, index);
    selection.set(base);
    swallowsClick = true;
    // Not every browser has a motor to speak to.
    if ('vibrate' in navigator) navigator.vibrate(12);
    frame = requestAnimationFrame(follow);
  };

  /** Each frame: the drag reaches to the finger, and the list scrolls under it near an edge. */
  const follow = (): void => {
    const box = scroller.value;
    if (base === null || box === null) return;
    const { top, bottom } = box.getBoundingClientRect();
    box.scrollTop += EDGE_STEP_PX * edgePull(finger.y, top, bottom);
    const y = Math.min(bottom - 1, Math.max(top + 1, finger.y));
    const index = itemAt(finger.x, y);
    const next = index === null ? base : extendTo(base, index);
    if (index !== null && !isSameReach(next, selection.selection.value)) selection.set(next);
    frame = requestAnimationFrame(follow);
  };

  useEventListener(scroller, 'pointerdown', (event: PointerEvent) => {
    swallowsClick = false;
    if (event.pointerType !== 'touch' || !event.isPrimary) return;
    end();
    start = finger = { x: event.clientX, y: event.clientY };
    timer = setTimeout(begin, HOLD_MS);
  });
  useEventListener(scroller, 'touchstart', ({ touches }: TouchEvent) => {
    if (touches.length > 1) end();
  });
  useEventListener(
    scroller,
    'touchmove',
    (event: TouchEvent) => {
      const [touch] = event.touches;
      if (touch === undefined) return;
      finger = { x: touch.clientX, y: touch.clientY };
      // While a drag selects, the finger does not scroll.
      if (base !== null) event.preventDefault();
      else if (Math.hypot(finger.x - start.x, finger.y - start.y) > SLACK_PX) end();
    },
    { passive: false },
  );
  for (const name of ['touchend', 'touchcancel'] as const)
    useEventListener(scroller, name, end);
  // The list began to scroll, by whatever: a finger that rests on it now means to stop it.
  useEventListener(scroller, 'scroll', () => {
    if (base === null) end();
  });
  useEventListener(scroller, 'contextmenu', (event: MouseEvent) => {
    if (swallowsClick || base !== null) event.preventDefault();
  });
  useEventListener(
    scroller,
    'click',
    (event: MouseEvent) => {
      if (!swallowsClick) return;
      swallowsClick = false;
      event.stopPropagation();
      event.preventDefault();
    },
    { capture: true },
  );
};

/** How hard an edge pulls at a finger: from -1, at or above the top, over 0 in the middle, to 1. */
const edgePull = (y: number, top: number, bottom: number): number => {
  const down = (y - (bottom - EDGE_PX)) / EDGE_PX;
  const up = (top + EDGE_PX - y) / EDGE_PX;
  return Math.min(1, Math.max(0, down)) - Math.min(1, Math.max(0, up));
};

const isSameReach = (a: Selection, b: Selection): boolean =>
  a.ranges.length === b.ranges.length && a.ranges.every((bound, at) => bound === b.ranges[at]);

import { useEventListener } from '@vueuse/core';
import type { Ref } from 'vue';

/** Fingers that are so much farther apart, or nearer, mean the next step. */
const STEP_RATIO = 1.3;

/** Two fingers moved apart step to larger pictures (1), together to smaller ones (-1), as often as they go on. */
export const usePinch = (
  scroller: Readonly<Ref<HTMLElement | null>>,
  step: (by: 1 | -1) => void,
): void => {
  /** How far apart they were when it began, or at the last step; `null` without two fingers. */
  let apartPx: number | null = null;

  useEventListener(
    scroller,
    'touchstart',
    ({ touches }: TouchEvent) => (apartPx = distance(touches)),
  );
  useEventListener(
    scroller,
    'touchmove',
    (event: TouchEvent) => {
      const now = distance(event.touches);
      if (now === null || apartPx === null) return;
      // Two fingers neither scroll the pictures nor magnify the page.
      if (event.cancelable) event.preventDefault();
      const ratio = now / apartPx;
      if (ratio < STEP_RATIO && ratio > 1 / STEP_RATIO) return;
      apartPx = now;
      step(ratio > 1 ? 1 : -1);
    },
    { passive: false },
  );
  for (const name of ['touchend', 'touchcancel'] as const)
    useEventListener(
      scroller,
      name,
      ({ touches }: TouchEvent) => (apartPx = distance(touches)),
    );
};

const distance = (touches: TouchList): number | null => {
  const [a, b] = touches;
  if (a === undefined || b === undefined || touches.length !== 2) return null;
  return Math.max(1, Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY));
};

import { useEventListener, useTimeoutFn } from '@vueuse/core';
import { type Ref } from 'vue';
import type { Point } from './picture-view.ts';

/** What gestures ask for; points are from the middle of the area, in CSS pixels. */
export interface GestureIntents {
  /** Whether a drag moves the picture now. */
  canPan(): boolean;
  zoomBy(factor: number, at: Point): void;
  pan(dx: number, dy: number): void;
  toggle(at: Point): void;
  /** A finger touched it once, shortly. */
  tap(): void;
}

const LINE_FACTOR = 0.05;
const PIXEL_FACTOR = 0.0025;
/** A pinch on a touchpad comes as small steps with Ctrl. */
const PINCH_FACTOR = 0.01;

/** So long a tap may yet become a double one. */
const DOUBLE_TAP_MS = 300;

/** Wheel, pinch, tap, double click and drag over a picture: each where the pointer is, without momentum. */
export const usePictureGestures = (
  area: Ref<HTMLElement | null>,
  intents: GestureIntents,
): void => {
  const pointers = new Map<number, Point>();

  const fromMiddle = (at: { clientX: number; clientY: number }): Point => {
    const box = area.value?.getBoundingClientRect();
    if (box === undefined) return { x: 0, y: 0 };
    return {
      x: at.clientX - box.left - box.width / 2,
      y: at.clientY - box.top - box.height / 2,
    };
  };

  useEventListener(
    area,
    'wheel',
    (event: WheelEvent) => {
      event.preventDefault();
      const step = event.ctrlKey
        ? PINCH_FACTOR
        : event.deltaMode === WheelEvent.DOM_DELTA_LINE
          ? LINE_FACTOR
          : PIXEL_FACTOR;
      intents.zoomBy(Math.exp(-event.deltaY * step), fromMiddle(event));
    },
    { passive: false },
  );
  const tapped = useTimeoutFn(intents.tap, DOUBLE_TAP_MS, { immediate: false });
  useEventListener(area, 'click', (event: MouseEvent) => {
    if (!(event instanceof PointerEvent) || event.pointerType !== 'touch') return;
    if (event.target instanceof Element && event.target.closest('button') !== null) return;
    if (tapped.isPending.value) tapped.stop();
    else tapped.start();
  });
  useEventListener(area, 'dblclick', (event: MouseEvent) => {
    tapped.stop();
    intents.toggle(fromMiddle(event));
  });

  useEventListener(area, 'pointerdown', (event: PointerEvent) => {
    if (event.button !== 0) return;
    pointers.set(event.pointerId, fromMiddle(event));
    if (pointers.size > 1 || intents.canPan()) area.value?.setPointerCapture(event.pointerId);
  });

  const move = (event: PointerEvent): void => {
    const before = pointers.get(event.pointerId);
    if (before === undefined) return;
    const now = fromMiddle(event);
    pointers.set(event.pointerId, now);
    if (pointers.size === 1) {
      if (intents.canPan()) intents.pan(now.x - before.x, now.y - before.y);
      return;
    }
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (other !== undefined) pinch(before, now, other);
  };

  const pinch = (before: Point, now: Point, other: Point): void => {
    const apart = (a: Point): number => Math.max(1, Math.hypot(a.x - other.x, a.y - other.y));
    const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
    intents.zoomBy(apart(now) / apart(before), middle);
    intents.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
  };

  const forget = (event: PointerEvent): void => void pointers.delete(event.pointerId);
  useEventListener(area, 'pointermove', move);
  useEventListener(area, ['pointerup', 'pointercancel', 'lostpointercapture'], forget);
  // The platform's own dragging of pictures would take the pointer away.
  useEventListener(area, 'dragstart', (event: DragEvent) => event.preventDefault());
};

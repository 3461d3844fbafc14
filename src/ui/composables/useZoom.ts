import { useEventListener } from '@vueuse/core';
import { computed, shallowRef, type Ref } from 'vue';
import { FITTED, pannedBy, zoomedAt, type ZoomState } from '../zoom.ts';

/** The factor of Z and of a double click. */
const TOGGLE_SCALE = 2.5;

/** Zooms to the cursor by wheel, double click and Z; drags what is zoomed. */
export const useZoom = (area: Ref<HTMLElement | null>) => {
  const state = shallowRef<ZoomState>(FITTED);
  const isZoomed = computed(() => state.value.scale > 1);
  const transform = computed(
    () => `translate(${state.value.x}px, ${state.value.y}px) scale(${state.value.scale})`,
  );

  /** A point of the page, from the middle of the area. */
  const fromMiddle = (event: MouseEvent): { x: number; y: number } => {
    const box = area.value?.getBoundingClientRect();
    if (box === undefined) return { x: 0, y: 0 };
    return {
      x: event.clientX - box.left - box.width / 2,
      y: event.clientY - box.top - box.height / 2,
    };
  };

  const toggle = (at = { x: 0, y: 0 }): void => {
    state.value = isZoomed.value ? FITTED : zoomedAt(FITTED, TOGGLE_SCALE, at);
  };

  useEventListener(
    area,
    'wheel',
    (event: WheelEvent) => {
      event.preventDefault();
      const factor = Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.0025));
      state.value = zoomedAt(state.value, state.value.scale * factor, fromMiddle(event));
    },
    { passive: false },
  );
  useEventListener(area, 'dblclick', (event: MouseEvent) => toggle(fromMiddle(event)));
  useEventListener(area, 'pointermove', (event: PointerEvent) => {
    if (!isZoomed.value || event.buttons !== 1) return;
    const box = area.value?.getBoundingClientRect();
    if (box === undefined) return;
    state.value = pannedBy(
      state.value,
      event.movementX,
      event.movementY,
      box.width,
      box.height,
    );
  });
  // The platform's own dragging of pictures would take the pointer away.
  useEventListener(area, 'dragstart', (event: DragEvent) => event.preventDefault());

  return { isZoomed, transform, toggle: () => toggle() };
};

import { useDevicePixelRatio, useElementSize } from '@vueuse/core';
import { computed, shallowRef, type Ref, type ShallowRef } from 'vue';
import {
  fillScale,
  fitScale,
  isZoomed,
  layoutOf,
  LOCKED_FIT,
  locked,
  naturalScale,
  pannedBy,
  toggledAt,
  transformOf,
  unlocked,
  zoomedAt,
  type LockedView,
  type PictureView,
  type Point,
  type Size,
  type ViewFrame,
} from './picture-view.ts';

const MIDDLE: Point = { x: 0, y: 0 };
/** What a press of + or − multiplies by. */
const KEY_FACTOR = 1.4;

/**
 * How a picture lies in `area`. What is remembered is what two pictures can share, so that the view survives
 * another size of the window, and two stages over one `shared` move together.
 */
export const usePictureView = (
  area: Ref<HTMLElement | null>,
  picture: () => Size,
  shared: ShallowRef<LockedView> = shallowRef(LOCKED_FIT),
) => {
  const { width, height } = useElementSize(area);
  const { pixelRatio } = useDevicePixelRatio();
  const frame = computed<ViewFrame | null>(() =>
    width.value > 0 && height.value > 0
      ? {
          picture: picture(),
          area: { width: width.value, height: height.value },
          density: pixelRatio.value,
        }
      : null,
  );
  const view = computed(() =>
    frame.value === null ? null : unlocked(shared.value, frame.value),
  );

  /** Replaces the view by what `next` makes of it. */
  const change = (next: (view: PictureView, frame: ViewFrame) => PictureView): void => {
    if (view.value === null || frame.value === null) return;
    shared.value = locked(next(view.value, frame.value), frame.value);
  };
  const scaleTo = (scale: (frame: ViewFrame) => number, at = MIDDLE): void =>
    change((from, within) => zoomedAt(from, scale(within), at, within));

  return {
    frame,
    view,
    change,
    isZoomed: computed(
      () => view.value !== null && frame.value !== null && isZoomed(view.value, frame.value),
    ),
    /** Device pixels for one of the picture, in percent. */
    percent: computed(() =>
      view.value === null || frame.value === null
        ? 100
        : Math.round((100 * view.value.scale) / naturalScale(frame.value)),
    ),
    style: computed(() => {
      if (view.value === null || frame.value === null) return { visibility: 'hidden' as const };
      const layout = layoutOf(frame.value);
      return {
        width: `${layout.width}px`,
        height: `${layout.height}px`,
        transform: transformOf(view.value, frame.value),
      };
    }),
    zoomBy: (factor: number, at = MIDDLE) =>
      change((from, within) => zoomedAt(from, from.scale * factor, at, within)),
    pan: (dx: number, dy: number) => change((from, within) => pannedBy(from, dx, dy, within)),
    toggle: (at = MIDDLE) => change((from, within) => toggledAt(from, at, within)),
    zoomIn: () =>
      change((from, within) => zoomedAt(from, from.scale * KEY_FACTOR, MIDDLE, within)),
    zoomOut: () =>
      change((from, within) => zoomedAt(from, from.scale / KEY_FACTOR, MIDDLE, within)),
    fit: () => scaleTo(fitScale),
    natural: () => scaleTo(naturalScale),
    fill: () => scaleTo(fillScale),
  };
};

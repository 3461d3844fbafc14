import { computed, shallowRef } from 'vue';
import {
  boxBetween,
  boxOnArea,
  middleBox,
  movedBox,
  pictureAt,
  resizedBox,
  type Box,
} from './picture-region.ts';
import type { PictureView, Point, ViewFrame } from './picture-view.ts';

/** What the box is drawn on. */
export interface PickingInput {
  view(): PictureView;
  frame(): ViewFrame;
  /** The element that covers the area. */
  overlay(): HTMLElement | null;
}

/** CSS pixels of an arrow key, and with Ctrl. */
const STEP_PX = 8;
const FINE_STEP_PX = 1;

type Corner = 'nw' | 'ne' | 'sw' | 'se';

/** A box that is drawn, moved and resized by pointer and by keys; kept in pixels of the picture. */
export const useRegionPicking = (input: PickingInput) => {
  const box = shallowRef<Box>(middleBox(input.view(), input.frame()));
  /** The corner that stands still while the opposite one is drawn; `null` while the box is moved whole. */
  let anchor: Point | null = null;
  let last: Point | null = null;

  const at = (event: PointerEvent): Point => {
    const edges = input.overlay()?.getBoundingClientRect();
    const { area } = input.frame();
    const point = {
      x: event.clientX - (edges?.left ?? 0) - area.width / 2,
      y: event.clientY - (edges?.top ?? 0) - area.height / 2,
    };
    return pictureAt(point, input.view(), input.frame());
  };

  const begin = (event: PointerEvent, from: Point | null): void => {
    if (event.button !== 0) return;
    event.preventDefault();
    input.overlay()?.setPointerCapture(event.pointerId);
    anchor = from;
    last = at(event);
  };

  const startDraw = (event: PointerEvent): void => begin(event, at(event));
  const startMove = (event: PointerEvent): void => begin(event, null);
  const startCorner = (event: PointerEvent, corner: Corner): void => {
    const { x, y, w, h } = box.value;
    begin(event, {
      x: corner.endsWith('w') ? x + w : x,
      y: corner.startsWith('n') ? y + h : y,
    });
  };

  const move = (event: PointerEvent): void => {
    if (last === null) return;
    const now = at(event);
    const { picture } = input.frame();
    box.value =
      anchor === null
        ? movedBox(box.value, now.x - last.x, now.y - last.y, picture)
        : boxBetween(anchor, now, picture);
    last = now;
  };

  const end = (): void => {
    last = null;
  };

  /** Arrows move, with Shift they resize, with Ctrl by single pixels. Says whether the key was for it. */
  const onKey = (event: KeyboardEvent): boolean => {
    const direction = DIRECTIONS[event.key];
    if (direction === undefined || event.altKey) return false;
    const px = event.ctrlKey || event.metaKey ? FINE_STEP_PX : STEP_PX;
    const [dx, dy] = direction.map((sign) => (sign * px) / input.view().scale);
    const change = event.shiftKey ? resizedBox : movedBox;
    box.value = change(box.value, dx ?? 0, dy ?? 0, input.frame().picture);
    return true;
  };

  return {
    box,
    onArea: computed(() => boxOnArea(box.value, input.view(), input.frame())),
    startDraw,
    startMove,
    startCorner,
    move,
    end,
    onKey,
  };
};

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The corners that can be dragged. */
export const CORNERS: readonly Corner[] = ['nw', 'ne', 'sw', 'se'];

/** Zoom and place of a picture in its area: pure. Offsets are CSS pixels from the middle. */
export interface ZoomState {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** All of the picture, in the middle. */
export const FITTED: ZoomState = { scale: 1, x: 0, y: 0 };

const MAX_SCALE = 12;

/** Scaled to `scale`, within limits, so that what lies under `at` stays there. */
export const zoomedAt = (
  state: ZoomState,
  scale: number,
  at: { readonly x: number; readonly y: number },
): ZoomState => {
  const next = Math.min(MAX_SCALE, scale);
  if (next <= 1) return FITTED;
  const factor = next / state.scale;
  return {
    scale: next,
    x: at.x - (at.x - state.x) * factor,
    y: at.y - (at.y - state.y) * factor,
  };
};

/** Moved, but never so far that the picture leaves an area of `width` by `height`. */
export const pannedBy = (
  state: ZoomState,
  dx: number,
  dy: number,
  width: number,
  height: number,
): ZoomState => ({
  ...state,
  x: clamp(state.x + dx, ((state.scale - 1) * width) / 2),
  y: clamp(state.y + dy, ((state.scale - 1) * height) / 2),
});

const clamp = (value: number, most: number): number => Math.min(most, Math.max(-most, value));

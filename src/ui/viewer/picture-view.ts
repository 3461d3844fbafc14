/** How a picture lies in its area: pure. Offsets are CSS pixels, from the middle of the area. */

/** Width and height, in pixels of the picture or of the screen. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A point from the middle of the area, in CSS pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What a picture is shown in. */
export interface ViewFrame {
  /** In its own pixels, upright. */
  readonly picture: Size;
  /** In CSS pixels. */
  readonly area: Size;
  /** Device pixels in a CSS pixel. */
  readonly density: number;
}

/** CSS pixels for a pixel of the picture, and where the middle of the picture lies. */
export interface PictureView {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** A small picture is enlarged to fit, but never beyond so many device pixels for one of its own. */
const FIT_ENLARGES = 2;
/** The largest zoom: so many device pixels for one of the picture. */
const MAX_ENLARGES = 8;

/** One pixel of the picture on one of the screen: 100 %. */
export const naturalScale = ({ density }: ViewFrame): number => 1 / density;

/** All of the picture is seen. */
export const fitScale = (frame: ViewFrame): number => {
  const { picture, area } = frame;
  const whole = Math.min(area.width / picture.width, area.height / picture.height);
  return Math.min(whole, FIT_ENLARGES * naturalScale(frame));
};

/** All of the area is covered. */
export const fillScale = ({ picture, area }: ViewFrame): number =>
  Math.max(area.width / picture.width, area.height / picture.height);

/** All of it, in the middle. */
export const fittedView = (frame: ViewFrame): PictureView => ({
  scale: fitScale(frame),
  x: 0,
  y: 0,
});

/** Whether more is to be seen by moving it. */
export const isZoomed = (view: PictureView, frame: ViewFrame): boolean =>
  view.scale > fitScale(frame) * 1.001;

/** Scaled to `scale`, within limits, so that what lies under `at` stays there. */
export const zoomedAt = (
  view: PictureView,
  scale: number,
  at: Point,
  frame: ViewFrame,
): PictureView => {
  const fit = fitScale(frame);
  const most = Math.max(MAX_ENLARGES * naturalScale(frame), fit * 2);
  const next = Math.min(most, scale);
  if (next <= fit) return fittedView(frame);
  const factor = next / view.scale;
  return kept(
    {
      scale: next,
      x: at.x - (at.x - view.x) * factor,
      y: at.y - (at.y - view.y) * factor,
    },
    frame,
  );
};

/** Moved, but never so far that an edge of the picture comes further in than it has to. */
export const pannedBy = (
  view: PictureView,
  dx: number,
  dy: number,
  frame: ViewFrame,
): PictureView => kept({ ...view, x: view.x + dx, y: view.y + dy }, frame);

/** By less nobody zooms. */
const WORTH_ZOOMING = 1.5;

/** What Z and a double click do: to 100 %, or to twice the fit where that would hardly be larger, and back. */
export const toggledAt = (view: PictureView, at: Point, frame: ViewFrame): PictureView => {
  if (isZoomed(view, frame)) return fittedView(frame);
  const natural = naturalScale(frame);
  const fit = fitScale(frame);
  return zoomedAt(view, natural > fit * WORTH_ZOOMING ? natural : fit * 2, at, frame);
};

/** The same view in another frame: a fitted one stays fitted, a zoomed one keeps its middle. */
export const reframed = (view: PictureView, from: ViewFrame, to: ViewFrame): PictureView =>
  isZoomed(view, from) ? unlocked(locked(view, from), to) : fittedView(to);

/** A view without the size of its picture and area: what two pictures can share. */
export interface LockedView {
  /** Times the fitted scale. */
  readonly zoom: number;
  /** What lies in the middle of the area, as shares of the picture. */
  readonly x: number;
  readonly y: number;
}

/** All of any picture. */
export const LOCKED_FIT: LockedView = { zoom: 1, x: 0.5, y: 0.5 };

/** See `LockedView`. */
export const locked = (view: PictureView, frame: ViewFrame): LockedView => ({
  zoom: view.scale / fitScale(frame),
  x: 0.5 - view.x / (view.scale * frame.picture.width),
  y: 0.5 - view.y / (view.scale * frame.picture.height),
});

/** `locked` back, for a picture of another size. */
export const unlocked = ({ zoom, x, y }: LockedView, frame: ViewFrame): PictureView => {
  const scale = Math.max(1, zoom) * fitScale(frame);
  const { width, height } = frame.picture;
  return kept({ scale, x: (0.5 - x) * width * scale, y: (0.5 - y) * height * scale }, frame);
};

const kept = (view: PictureView, { picture, area }: ViewFrame): PictureView => ({
  ...view,
  x: clamp(view.x, (view.scale * picture.width - area.width) / 2),
  y: clamp(view.y, (view.scale * picture.height - area.height) / 2),
});

const clamp = (value: number, most: number): number =>
  most <= 0 ? 0 : Math.min(most, Math.max(-most, value));

/** The size in which the picture is laid out, in CSS pixels: the fitted one, scaled by `transformOf`. */
export const layoutOf = (frame: ViewFrame): Size => {
  const fit = fitScale(frame);
  return { width: frame.picture.width * fit, height: frame.picture.height * fit };
};

/** The transform of the picture, laid out from the area's corner, that shows the view: on whole device pixels. */
export const transformOf = (view: PictureView, frame: ViewFrame): string => {
  const { picture, area, density } = frame;
  const snap = (value: number): number => Math.round(value * density) / density;
  const left = snap((area.width - picture.width * view.scale) / 2 + view.x);
  const top = snap((area.height - picture.height * view.scale) / 2 + view.y);
  return `translate(${left}px, ${top}px) scale(${view.scale / fitScale(frame)})`;
};

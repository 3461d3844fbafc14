/** A box on a picture, in its own pixels: drawn, moved, linked to, shown. */
import type { Region } from '../../core/uri/media-fragment.ts';
import { fitScale, zoomedAt } from './picture-view.ts';
import type { PictureView, Point, Size, ViewFrame } from './picture-view.ts';

/** In pixels of the picture, within it, fractions allowed while it is drawn. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** A box is at least so wide and high, in pixels of the picture. */
const LEAST = 4;
/** How much of the area a linked region takes, the rest being its surroundings. */
const SHOWN_SHARE = 0.8;

/** What of a region lies within the picture; `null` where all of it is outside. */
export const regionToBox = (region: Region, { width, height }: Size): Box | null => {
  const [sx, sy] = region.unit === 'percent' ? [width / 100, height / 100] : [1, 1];
  const [x, y] = [region.x * sx, region.y * sy];
  if (x >= width || y >= height) return null;
  return {
    x,
    y,
    w: Math.min(region.w * sx, width - x),
    h: Math.min(region.h * sy, height - y),
  };
};

/** The box as a link writes it: whole pixels. */
export const boxToRegion = ({ x, y, w, h }: Box): Region => ({
  unit: 'pixel',
  x: Math.round(x),
  y: Math.round(y),
  w: Math.max(1, Math.round(w)),
  h: Math.max(1, Math.round(h)),
});

/** The box between two corners, cut at the picture's edges. */
export const boxBetween = (a: Point, b: Point, { width, height }: Size): Box => {
  const inside = (value: number, most: number): number => Math.min(most, Math.max(0, value));
  const [ax, bx] = [inside(a.x, width), inside(b.x, width)];
  const [ay, by] = [inside(a.y, height), inside(b.y, height)];
  const [x, y] = [
    Math.min(ax, bx, Math.max(0, width - LEAST)),
    Math.min(ay, by, Math.max(0, height - LEAST)),
  ];
  return {
    x,
    y,
    w: Math.max(LEAST, Math.abs(bx - ax)),
    h: Math.max(LEAST, Math.abs(by - ay)),
  };
};

/** Moved by so many pixels of the picture, never out of it. */
export const movedBox = (box: Box, dx: number, dy: number, { width, height }: Size): Box => ({
  ...box,
  x: Math.min(Math.max(0, box.x + dx), Math.max(0, width - box.w)),
  y: Math.min(Math.max(0, box.y + dy), Math.max(0, height - box.h)),
});

/** With another right and lower edge. */
export const resizedBox = (box: Box, dw: number, dh: number, { width, height }: Size): Box => ({
  ...box,
  w: Math.min(Math.max(LEAST, box.w + dw), width - box.x),
  h: Math.min(Math.max(LEAST, box.h + dh), height - box.y),
});

/** The half in the middle of what is seen: where a box begins for who draws without a pointer. */
export const middleBox = (view: PictureView, frame: ViewFrame): Box => {
  const { area, picture } = frame;
  const corner = { x: area.width / 2, y: area.height / 2 };
  const seen = boxBetween(
    pictureAt({ x: -corner.x, y: -corner.y }, view, frame),
    pictureAt(corner, view, frame),
    picture,
  );
  return { x: seen.x + seen.w / 4, y: seen.y + seen.h / 4, w: seen.w / 2, h: seen.h / 2 };
};

/** The view in which the box fills most of the area. */
export const viewOfBox = (box: Box, frame: ViewFrame): PictureView => {
  const { picture, area } = frame;
  const scale = Math.min(
    (area.width * SHOWN_SHARE) / box.w,
    (area.height * SHOWN_SHARE) / box.h,
  );
  const middle = {
    x: box.x + box.w / 2 - picture.width / 2,
    y: box.y + box.h / 2 - picture.height / 2,
  };
  const fitted = { scale: fitScale(frame), x: 0, y: 0 };
  const zoomed = zoomedAt(fitted, scale, { x: 0, y: 0 }, frame);
  const { scale: s } = zoomed;
  return zoomedAt({ scale: s, x: -middle.x * s, y: -middle.y * s }, s, { x: 0, y: 0 }, frame);
};

/** The pixel of the picture that lies at a point of the area. */
export const pictureAt = (at: Point, view: PictureView, { picture }: ViewFrame): Point => ({
  x: (at.x - view.x) / view.scale + picture.width / 2,
  y: (at.y - view.y) / view.scale + picture.height / 2,
});

/** Where a box lies in the area, in CSS pixels from its upper left corner. */
export const boxOnArea = (box: Box, view: PictureView, { picture, area }: ViewFrame): Box => ({
  x: area.width / 2 + view.x + (box.x - picture.width / 2) * view.scale,
  y: area.height / 2 + view.y + (box.y - picture.height / 2) * view.scale,
  w: box.w * view.scale,
  h: box.h * view.scale,
});

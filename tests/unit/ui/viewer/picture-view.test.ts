import { describe, expect, it } from 'vitest';
import {
  fillScale,
  fitScale,
  fittedView,
  isZoomed,
  locked,
  LOCKED_FIT,
  naturalScale,
  pannedBy,
  toggledAt,
  transformOf,
  unlocked,
  zoomedAt,
  type ViewFrame,
} from '../../../../src/ui/viewer/picture-view.ts';
import { pictureAt } from '../../../../src/ui/viewer/picture-region.ts';

const frame: ViewFrame = {
  picture: { width: 4000, height: 3000 },
  area: { width: 1000, height: 600 },
  density: 2,
};
const MIDDLE = { x: 0, y: 0 };

describe('scales', () => {
  it('fit shows all of the picture, fill leaves no gap, 100 % is a pixel for a pixel of the screen', () => {
    expect(fitScale(frame)).toBeCloseTo(0.2);
    expect(fillScale(frame)).toBeCloseTo(0.25);
    expect(naturalScale(frame)).toBe(0.5);
  });

  it('fit enlarges a small picture to at most two device pixels for one of its own', () => {
    const small = { ...frame, picture: { width: 16, height: 16 } };
    expect(fitScale(small)).toBe(1);
  });
});

describe('zoom', () => {
  it('keeps what lies under the cursor', () => {
    const at = { x: 200, y: -100 };
    const start = zoomedAt(fittedView(frame), 0.5, MIDDLE, frame);
    const before = pictureAt(at, start, frame);
    const after = pictureAt(at, zoomedAt(start, 1.4, at, frame), frame);
    expect(after.x).toBeCloseTo(before.x);
    expect(after.y).toBeCloseTo(before.y);
  });

  it('never goes below all of it, nor beyond eight device pixels for one', () => {
    const view = zoomedAt(fittedView(frame), 0.5, { x: 90, y: 90 }, frame);
    expect(zoomedAt(view, 0.01, { x: 90, y: 90 }, frame)).toEqual(fittedView(frame));
    expect(zoomedAt(view, 100, MIDDLE, frame).scale).toBe(4);
  });

  it('toggles between all of it and 100 %, or twice the fit where 100 % is no larger', () => {
    const natural = toggledAt(fittedView(frame), MIDDLE, frame);
    expect(natural.scale).toBe(0.5);
    expect(isZoomed(natural, frame)).toBe(true);
    expect(toggledAt(natural, MIDDLE, frame)).toEqual(fittedView(frame));
    const small = { ...frame, picture: { width: 500, height: 300 } };
    expect(toggledAt(fittedView(small), MIDDLE, small).scale).toBeCloseTo(2 * fitScale(small));
    // Hardly smaller than its pixels: 100 % would hardly be larger.
    const nearly = { ...frame, area: { width: 1600, height: 1200 } };
    expect(toggledAt(fittedView(nearly), MIDDLE, nearly).scale).toBeCloseTo(
      2 * fitScale(nearly),
    );
  });
});

describe('pan', () => {
  it('stops where an edge of the picture meets the edge of the area', () => {
    const view = zoomedAt(fittedView(frame), 0.5, MIDDLE, frame);
    const panned = pannedBy(view, 9999, -9999, frame);
    expect(panned.x).toBe((2000 - 1000) / 2);
    expect(panned.y).toBe(-(1500 - 600) / 2);
  });

  it('does not move what fits', () => {
    expect(pannedBy(fittedView(frame), 50, 50, frame)).toEqual(fittedView(frame));
  });
});

describe('a locked view', () => {
  it('shows the same part of pictures of other sizes', () => {
    const view = zoomedAt(fittedView(frame), 0.8, { x: 100, y: 50 }, frame);
    const half = { ...frame, picture: { width: 2000, height: 1500 } };
    const other = unlocked(locked(view, frame), half);
    const [a, b] = [pictureAt(MIDDLE, view, frame), pictureAt(MIDDLE, other, half)];
    expect(b.x / 2000).toBeCloseTo(a.x / 4000);
    expect(b.y / 1500).toBeCloseTo(a.y / 3000);
  });

  it('comes back as it was', () => {
    const view = zoomedAt(fittedView(frame), 0.7, { x: -80, y: 20 }, frame);
    const again = unlocked(locked(view, frame), frame);
    expect(again.scale).toBeCloseTo(view.scale);
    expect(again.x).toBeCloseTo(view.x);
    expect(unlocked(LOCKED_FIT, frame)).toEqual(fittedView(frame));
  });
});

it('puts the picture on whole device pixels', () => {
  const odd = { ...frame, area: { width: 1001, height: 601 } };
  const [, left = '', top = ''] =
    /translate\(([-\d.]+)px, ([-\d.]+)px\)/.exec(
      transformOf(zoomedAt(fittedView(odd), 0.5, { x: 33.3, y: 7.7 }, odd), odd),
    ) ?? [];
  expect(Number(left) * 2).toBe(Math.round(Number(left) * 2));
  expect(Number(top) * 2).toBe(Math.round(Number(top) * 2));
});

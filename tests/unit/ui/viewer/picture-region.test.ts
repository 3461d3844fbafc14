import { describe, expect, it } from 'vitest';
import {
  boxBetween,
  boxOnArea,
  boxToRegion,
  middleBox,
  movedBox,
  regionToBox,
  resizedBox,
  viewOfBox,
} from '../../../../src/ui/viewer/picture-region.ts';

const picture = { width: 400, height: 200 };
const frame = { picture, area: { width: 800, height: 800 }, density: 1 };

describe('a linked region', () => {
  it('is cut at the edges of the picture, in pixels or percent', () => {
    expect(regionToBox({ unit: 'pixel', x: 300, y: 100, w: 500, h: 500 }, picture)).toEqual({
      x: 300,
      y: 100,
      w: 100,
      h: 100,
    });
    expect(regionToBox({ unit: 'percent', x: 50, y: 50, w: 25, h: 50 }, picture)).toEqual({
      x: 200,
      y: 100,
      w: 100,
      h: 100,
    });
  });

  it('is none where all of it lies outside', () => {
    expect(regionToBox({ unit: 'pixel', x: 400, y: 0, w: 9, h: 9 }, picture)).toBeNull();
    expect(regionToBox({ unit: 'pixel', x: 0, y: 99999, w: 9, h: 9 }, picture)).toBeNull();
  });

  it('is shown within the area, as large as four fifths of it allow', () => {
    const box = { x: 100, y: 50, w: 100, h: 100 };
    const shown = boxOnArea(box, viewOfBox(box, frame), frame);
    expect(shown.w).toBeCloseTo(640);
    expect(shown.x).toBeGreaterThanOrEqual(0);
    expect(shown.x + shown.w).toBeLessThanOrEqual(800.001);
    expect(shown.y + shown.h / 2).toBeCloseTo(400);
  });
});

describe('a drawn box', () => {
  it('lies between its corners, whichever comes first, within the picture and never empty', () => {
    expect(boxBetween({ x: 90, y: 80 }, { x: 10, y: 20 }, picture)).toEqual({
      x: 10,
      y: 20,
      w: 80,
      h: 60,
    });
    expect(boxBetween({ x: -50, y: -50 }, { x: 9e3, y: 9e3 }, picture)).toEqual({
      x: 0,
      y: 0,
      w: 400,
      h: 200,
    });
    const dot = boxBetween({ x: 400, y: 200 }, { x: 400, y: 200 }, picture);
    expect(dot).toEqual({ x: 396, y: 196, w: 4, h: 4 });
  });

  it('moves and grows by keys without leaving the picture', () => {
    const box = middleBox({ scale: 2, x: 0, y: 0 }, frame);
    expect(box).toEqual({ x: 100, y: 50, w: 200, h: 100 });
    expect(movedBox(box, -999, 999, picture)).toMatchObject({ x: 0, y: 100 });
    expect(resizedBox(box, 999, 999, picture)).toMatchObject({ w: 300, h: 150 });
    expect(resizedBox(box, -999, -999, picture)).toMatchObject({ w: 4, h: 4 });
  });

  it('is written in whole pixels, none of them zero', () => {
    expect(boxToRegion({ x: 1.4, y: 2.6, w: 0.2, h: 10.5 })).toEqual({
      unit: 'pixel',
      x: 1,
      y: 3,
      w: 1,
      h: 11,
    });
  });
});

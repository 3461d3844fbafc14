import { describe, expect, it } from 'vitest';
import { parseFragment } from '../../../../src/core/uri/media-fragment.ts';
import type { MediaFragment } from '../../../../src/core/uri/media-fragment.ts';

// After the W3C's user agent test cases for Media Fragments URI 1.0 (their numbers, where they have one).
const box = (
  unit: 'pixel' | 'percent',
  x: number,
  y: number,
  w: number,
  h: number,
): MediaFragment => ({
  xywh: { unit, x, y, w, h },
});

const VALID: [string, MediaFragment][] = [
  ['t=0,9.97', { t: [0, 9.97] }], // TC0004
  ['t=3,7', { t: [3, 7] }], // TC0005
  ['t=15,20', { t: [15, 20] }], // TC0009
  ['t=3', { t: [3, null] }], // TC0011
  ['t=,7', { t: [0, 7] }], // TC0015
  ['t=npt:3,7', { t: [3, 7] }],
  ['t=npt:,7', { t: [0, 7] }],
  ['t=3s,7s', { t: [3, 7] }],
  ['t=10s', { t: [10, null] }],
  ['t=00:03,00:07', { t: [3, 7] }],
  ['t=0:00:03,0:00:07', { t: [3, 7] }],
  ['t=100:00:00.5', { t: [360_000.5, null] }],
  ['t=0:02:00,121.5', { t: [120, 121.5] }],
  ['%74=3', { t: [3, null] }],
  ['t=%6ept:3', { t: [3, null] }],
  ['t=npt%3A3', { t: [3, null] }],
  ['t=3%2C7', { t: [3, 7] }],
  ['t=%33', { t: [3, null] }],
  ['u=12&t=3', { t: [3, null] }],
  ['&t=3', { t: [3, null] }],
  ['t=3&', { t: [3, null] }],
  ['t=foo:7&t=npt:3', { t: [3, null] }],
  ['foo=t=3&t=9', { t: [9, null] }],
  ['t=3&t=9', { t: [9, null] }],
  ['t=9&t=x', { t: [9, null] }],
  ['t=3&T=9', { t: [3, null] }],
  ['xywh=160,120,320,240', box('pixel', 160, 120, 320, 240)],
  ['xywh=pixel:160,120,320,240', box('pixel', 160, 120, 320, 240)],
  ['xywh=percent:25,25,50,50', box('percent', 25, 25, 50, 50)],
  ['xywh=0,0,1,1', box('pixel', 0, 0, 1, 1)],
  ['component=2', { component: 2 }],
  ['t=1,2&xywh=1,2,3,4', { t: [1, 2], ...box('pixel', 1, 2, 3, 4) }],
];

const INVALID = [
  '',
  't',
  't=',
  't=,', // TC0001
  't=3,3', // TC0002
  't=7,3', // TC0003
  't=3,', // TC0012
  't=3,7,9',
  't=-1,3',
  't=3,-7',
  't=3-7',
  't=3:7',
  't=a',
  't=3,b',
  "t='3'",
  't= 3',
  't=3%',
  't%3D3',
  't=smpte:0:00:03,0:00:07', // TC0018: a unit that is optional
  't=clock:2011-01-01T00:00:00Z',
  't=0:60:00',
  't=0:00:60',
  't=1e3',
  't=99999999999',
  't=npt:',
  'xywh=1,2,3',
  'xywh=1,2,3,4,5',
  'xywh=1,2,0,4',
  'xywh=1,2,3,0',
  'xywh=-1,2,3,4',
  'xywh=1.5,2,3,4',
  'xywh=inches:1,2,3,4',
  'xywh=percent:60,0,50,10',
  'xywh=percent:0,60,10,50',
  'component=0',
  'component=-1',
  'component=two',
  'track=audio',
  '__proto__=3',
];

describe('media fragments', () => {
  it.each(VALID)('U6: reads #%s', (text, expected) => {
    expect(parseFragment(text)).toEqual(expected);
  });

  it.each(INVALID)('U6: ignores #%s', (text) => {
    expect(parseFragment(text)).toBeNull();
  });
});

/** A stretch of time in seconds, `end` exclusive, `null` for the end of the medium. */
export type TimeRange = readonly [start: number, end: number | null];

/** A rectangle of a picture; percent are of its width and height. */
export interface Region {
  readonly unit: 'pixel' | 'percent';
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** What part of a medium an address means; dimensions that it does not name are absent. */
export interface MediaFragment {
  readonly t?: TimeRange;
  readonly xywh?: Region;
  /** A part of a composite, counted from 1, the part that is shown being the first. */
  readonly component?: number;
}

/**
 * The fragment behind `#`, by W3C Media Fragments URI 1.0: names and values are percent-decoded, a
 * dimension that is malformed or unknown is ignored as section 5.1.4 and the test suite ask, of several
 * valid ones of a name the last counts. `null` where nothing is left.
 */
export const parseFragment = (text: string): MediaFragment | null => {
  let fragment: MediaFragment = {};
  for (const pair of text.split('&')) {
    const split = pair.indexOf('=');
    if (split < 0) continue;
    const name = decodePercent(pair.slice(0, split));
    const value = decodePercent(pair.slice(split + 1));
    if (name !== null && value !== null)
      fragment = { ...fragment, ...readDimension(name, value) };
  }
  return Object.keys(fragment).length === 0 ? null : fragment;
};

/** The canonical text of a fragment, without the `#`; `''` where it names nothing. */
export const buildFragment = ({ t, xywh, component }: MediaFragment): string =>
  [
    t === undefined ? [] : `t=${buildTime(t)}`,
    xywh === undefined ? [] : `xywh=${buildRegion(xywh)}`,
    component === undefined ? [] : `component=${component}`,
  ]
    .flat()
    .join('&');

/** The text that percent-encoding stands for; `null` where it is no UTF-8 or ends in mid-code. */
export const decodePercent = (text: string): string | null => {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
};

const readDimension = (name: string, value: string): MediaFragment => {
  switch (name) {
    case 't': {
      const t = parseTime(value);
      return t === null ? {} : { t };
    }
    case 'xywh': {
      const xywh = parseRegion(value);
      return xywh === null ? {} : { xywh };
    }
    case 'component':
      return /^[1-9]\d{0,8}$/.test(value) ? { component: Number(value) } : {};
    default:
      return {};
  }
};

/** Section 4.2.1: normal play time, the start alone, the end alone, or both with the start before the end. */
const parseTime = (value: string): TimeRange | null => {
  const times = value.replace(/^npt:/, '').split(',');
  const [from = '', to] = times;
  if (times.length > 2 || (from === '' && to === undefined)) return null;
  const start = from === '' ? 0 : parseClock(from);
  const end = to === undefined ? null : parseClock(to);
  if (start === null || (to !== undefined && end === null)) return null;
  return end !== null && start >= end ? null : [start, end];
};

const SECONDS = /^(\d+(?:\.\d*)?)s?$/;
const CLOCK = /^(?:(\d+):)?([0-5]\d):([0-5]\d(?:\.\d*)?)$/;
const MAX_SECONDS = 1e9;

/** Seconds (`10`, `10.5s`), `mm:ss` or `h:mm:ss`, kept to the microsecond; `null` where it is none. */
const parseClock = (text: string): number | null => {
  const plain = SECONDS.exec(text);
  const clock = CLOCK.exec(text);
  const [, hours = '0', minutes = '0', rest = ''] = clock ?? [];
  const seconds =
    plain === null
      ? Number(hours) * 3600 + Number(minutes) * 60 + Number(rest)
      : Number(plain[1]);
  if ((plain === null && clock === null) || seconds > MAX_SECONDS) return null;
  return Math.round(seconds * 1e6) / 1e6;
};

const REGION = /^(?:(pixel|percent):)?(\d{1,9}),(\d{1,9}),(\d{1,9}),(\d{1,9})$/;

/** Section 4.2.2: whole numbers, a width and height above 0, percent within the picture. */
const parseRegion = (value: string): Region | null => {
  const parts = REGION.exec(value);
  if (parts === null) return null;
  const unit = parts[1] === 'percent' ? 'percent' : 'pixel';
  const [x = 0, y = 0, w = 0, h = 0] = parts.slice(2).map(Number);
  if (w === 0 || h === 0) return null;
  if (unit === 'percent' && (x + w > 100 || y + h > 100)) return null;
  return { unit, x, y, w, h };
};

const buildTime = ([start, end]: TimeRange): string =>
  end === null ? seconds(start) : `${start === 0 ? '' : seconds(start)},${seconds(end)}`;

const seconds = (value: number): string =>
  `${Number(value.toFixed(6))}s`.replace(/^.*e.*$/, '0s');

const buildRegion = ({ unit, x, y, w, h }: Region): string =>
  `${unit === 'percent' ? 'percent:' : ''}${x},${y},${w},${h}`;

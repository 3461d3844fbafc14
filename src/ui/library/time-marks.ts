/** Where months and years stand along a scrubber, by the positions of the layout itself. */
import { cutBy, dayKey, sectionAt, type DaySections } from '../../core/layout/day-sections.ts';
import { rowOf, type GridLayout } from '../../core/layout/justified-layout.ts';

/** Where a month of the listing begins. */
export interface MonthStop {
  /** '2024-06'; '' for the items without a date. */
  readonly key: string;
  readonly topPx: number;
}

/** What is drawn of a stop: the year, the month, or a dot. */
export interface TimeMark {
  readonly kind: 'year' | 'month' | 'dot';
  readonly key: string;
  /** From 0, the top of the track, to 1. */
  readonly share: number;
}

/** The months of a listing in its order, with the place of each one's first row, heading included. */
export const monthStops = (
  days: Int32Array,
  layout: GridLayout,
  sections: DaySections,
): readonly MonthStop[] => {
  const months = cutBy(days, 'month');
  return Array.from(months.starts, (start, month) => {
    const row = rowOf(layout, start);
    const section = sectionAt(sections, start);
    const isFirst = sections.starts[section] === layout.rowFirsts[row];
    const rowTop = layout.rowTops[row] ?? 0;
    return {
      key: dayKey(months.days[month] ?? 0, 'month'),
      topPx: isFirst ? (layout.headingTops[section] ?? rowTop) : rowTop,
    };
  });
};

/** The last stop that begins at or above `topPx`; -1 without stops. */
export const stopAt = (stops: readonly MonthStop[], topPx: number): number => {
  const after = stops.findIndex((stop) => stop.topPx > topPx + 1);
  return after < 0 ? stops.length - 1 : Math.max(0, after - 1);
};

/** The stop of the next year (1), or of this year's begin or the one before it (-1). */
export const stopByYear = (stops: readonly MonthStop[], from: number, by: 1 | -1): number => {
  const begins = stops.flatMap((stop, index) =>
    index === 0 || yearOf(stop.key) !== yearOf(stops[index - 1]?.key ?? '') ? [index] : [],
  );
  return by > 0
    ? (begins.find((index) => index > from) ?? stops.length - 1)
    : (begins.findLast((index) => index < from) ?? 0);
};

/** Room that a label takes, and a dot. */
export const LABEL_PX = 20;
const DOT_PX = 6;

/**
 * What of the stops is drawn on a track of `trackPx`, whose end stands for `lastTopPx`: years first, then
 * months where there is room for their names, then dots; nothing lies on anything else.
 */
export const placeMarks = (
  stops: readonly MonthStop[],
  trackPx: number,
  lastTopPx: number,
): readonly TimeMark[] => {
  const shareOf = ({ topPx }: MonthStop): number =>
    lastTopPx <= 0 ? 0 : Math.min(1, topPx / lastTopPx);
  const marks: TimeMark[] = [];
  const place = (kind: TimeMark['kind'], roomPx: number, of: readonly MonthStop[]): void => {
    for (const stop of of) {
      const share = shareOf(stop);
      const isFree = marks.every(
        (mark) =>
          Math.abs(mark.share - share) * trackPx >=
          (mark.kind === 'dot' ? roomPx / 2 + DOT_PX / 2 : roomPx / 2 + LABEL_PX / 2),
      );
      if (isFree) marks.push({ kind, key: stop.key, share });
    }
  };
  const isYear = (stop: MonthStop, index: number): boolean =>
    stop.key !== '' && yearOf(stop.key) !== yearOf(stops[index - 1]?.key ?? '');
  place('year', LABEL_PX, stops.filter(isYear));
  const months = stops.filter((stop, index) => stop.key !== '' && !isYear(stop, index));
  place('month', LABEL_PX, hasRoomForMonths(months, shareOf, trackPx) ? months : []);
  place('dot', DOT_PX, months);
  return marks.sort((a, b) => a.share - b.share);
};

/** Names of months stand for all or for none: one here and there would say nothing. */
const hasRoomForMonths = (
  months: readonly MonthStop[],
  shareOf: (stop: MonthStop) => number,
  trackPx: number,
): boolean => {
  const [first] = months;
  const last = months.at(-1);
  if (first === undefined || last === undefined) return false;
  return (shareOf(last) - shareOf(first)) * trackPx >= (months.length - 1) * LABEL_PX * 1.5;
};

/** The mark within `nearPx` of a place on the track, the nearest; `null` where there is none. */
export const markNear = (
  marks: readonly TimeMark[],
  share: number,
  trackPx: number,
  nearPx: number,
): TimeMark | null => {
  let best: TimeMark | null = null;
  for (const mark of marks) {
    const distance = Math.abs(mark.share - share) * trackPx;
    if (distance > nearPx) continue;
    if (best === null || distance < Math.abs(best.share - share) * trackPx) best = mark;
  }
  return best;
};

/**
 * Whether a listing fills more than two screens, before anything is laid out, so that the room of a
 * scrubber is there from the first picture on or never.
 */
export const isLong = (
  ratios: Float32Array,
  targetHeightPx: number,
  widthPx: number,
  viewPx: number,
): boolean => {
  let ratioSum = 0;
  for (const ratio of ratios) ratioSum += ratio > 0 ? Math.min(ratio, 3.2) : 1;
  return (ratioSum * targetHeightPx ** 2) / Math.max(1, widthPx) > 2 * viewPx;
};

const yearOf = (key: string): string => key.slice(0, 4);

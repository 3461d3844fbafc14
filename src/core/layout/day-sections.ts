/** Sections of a listing by the day, month or year in which things were taken. */
import { NO_DAY } from '../media/row-shapes.ts';
import { firstWhere } from './first-where.ts';

/** How finely a listing is cut; 'none' leaves it whole. */
export type Grouping = 'day' | 'month' | 'year' | 'none';

/** Sections in order: section `s` holds items `[starts[s], starts[s + 1])`, the last one all that follow. */
export interface DaySections {
  readonly grouping: Grouping;
  readonly starts: Int32Array;
  /** The day of each section's first item; `NO_DAY` for those without a date. */
  readonly days: Int32Array;
}

/** A listing that is left whole. */
export const NO_SECTIONS: DaySections = {
  grouping: 'none',
  starts: new Int32Array(0),
  days: new Int32Array(0),
};

/** A section holds about so many items, or the next coarser grouping is taken. Small days share rows. */
const ENOUGH = { day: 3, month: 6, year: 6 } as const;

const GROUPINGS = ['day', 'month', 'year'] as const;

/** Cuts `days`, which are in order, as finely as leaves several items in each section; none where even years would not. */
export const cutByDay = (days: Int32Array): DaySections => {
  for (const grouping of GROUPINGS) {
    const sections = cutBy(days, grouping);
    if (days.length >= ENOUGH[grouping] * sections.starts.length) return sections;
  }
  return NO_SECTIONS;
};

/** Cuts where the day, month or year changes. */
export const cutBy = (days: Int32Array, grouping: Exclude<Grouping, 'none'>): DaySections => {
  const starts: number[] = [];
  let day = NaN;
  let unit = NaN;
  for (let index = 0; index < days.length; index++) {
    const now = days[index] ?? NO_DAY;
    if (now === day) continue;
    day = now;
    const next = unitOf(now, grouping);
    if (next === unit) continue;
    unit = next;
    starts.push(index);
  }
  return {
    grouping,
    starts: Int32Array.from(starts),
    days: Int32Array.from(starts, (start) => days[start] ?? NO_DAY),
  };
};

/** The section that holds item `index`; -1 where there is none. */
export const sectionAt = ({ starts }: DaySections, index: number): number =>
  firstWhere(starts.length, (section) => (starts[section] ?? 0) > index) - 1;

/** Items `[first, end)` of a section of a listing of `count` items. */
export const itemsOf = (
  { starts }: DaySections,
  section: number,
  count: number,
): { readonly first: number; readonly end: number } => ({
  first: starts[section] ?? 0,
  end: starts[section + 1] ?? count,
});

/** '2024-06-03', '2024-06' or '2024' of a day; '' without one. */
export const dayKey = (day: number, grouping: Grouping): string =>
  day === NO_DAY ? '' : new Date(day * DAY_MS).toISOString().slice(0, KEY_LENGTHS[grouping]);

/** Whether section `section` is the first of its month (of the undated ones, too). */
export const beginsMonth = ({ days }: DaySections, section: number): boolean =>
  section === 0 ||
  unitOf(days[section] ?? NO_DAY, 'month') !== unitOf(days[section - 1] ?? NO_DAY, 'month');

/**
 * The first item of the next day, month or year (1), seen from `index`; back (-1) that of its own, or of
 * the previous one where it is the first. `index` where there is none.
 */
export const jumpByUnit = (
  days: Int32Array,
  index: number,
  grouping: Exclude<Grouping, 'none'>,
  by: 1 | -1,
): number => {
  const { starts } = cutBy(days, grouping);
  const here = firstWhere(starts.length, (section) => (starts[section] ?? 0) > index) - 1;
  const isInside = (starts[here] ?? 0) < index;
  return starts[Math.max(0, by < 0 && isInside ? here : here + by)] ?? index;
};

/** The item of days in descending or ascending order that lies nearest to `day`; 0 where there is none. */
export const nearestToDay = (days: Int32Array, day: number): number => {
  const dated = firstWhere(days.length, (index) => days[index] === NO_DAY);
  if (dated === 0) return 0;
  const isFalling = (days[0] ?? 0) >= (days[dated - 1] ?? 0);
  const firstFrom = (wanted: number): number =>
    firstWhere(dated, (index) => {
      const here = days[index] ?? 0;
      return isFalling ? here <= wanted : here >= wanted;
    });
  const at = firstFrom(day);
  const distance = (index: number): number => Math.abs((days[index] ?? 0) - day);
  if (at < dated && (at === 0 || distance(at) <= distance(at - 1))) return at;
  return firstFrom(days[at - 1] ?? 0);
};

/** The oldest and the newest day of days in descending or ascending order; `null` where none is dated. */
export const daySpan = (
  days: Int32Array,
): { readonly oldest: number; readonly newest: number } | null => {
  const dated = firstWhere(days.length, (index) => days[index] === NO_DAY);
  const ends = [days[0] ?? NO_DAY, days[dated - 1] ?? NO_DAY];
  return dated === 0 ? null : { oldest: Math.min(...ends), newest: Math.max(...ends) };
};

/** The day of '2024-06-03'; `null` for a text that is no date. */
export const dayOfKey = (key: string): number | null => {
  const time = /^\d{4,6}-\d\d-\d\d$/.test(key) ? Date.parse(key) : NaN;
  return Number.isNaN(time) ? null : Math.floor(time / DAY_MS);
};

const DAY_MS = 86_400_000;
const KEY_LENGTHS: Record<Grouping, number> = { day: 10, month: 7, year: 4, none: 0 };

/** Equal for days of one unit: the day itself, months since year 0, the year; proleptic Gregorian. */
const unitOf = (day: number, grouping: Exclude<Grouping, 'none'>): number => {
  if (grouping === 'day' || day === NO_DAY) return day;
  const date = new Date(day * DAY_MS);
  const year = date.getUTCFullYear();
  return grouping === 'year' ? year : year * 12 + date.getUTCMonth();
};

/** Spans of days to choose with one click, and how a span is called: pure. Days are those of the person's own calendar. */

/** Days as '2024-06-03', both inclusive; `null` is open. */
export interface DaySpan {
  readonly from: string | null;
  readonly to: string | null;
}

/** The spans that are offered by name. */
export const DATE_CHOICES = ['thisMonth', 'lastMonth', 'thisYear', 'lastYear'] as const;
export type DateChoice = (typeof DATE_CHOICES)[number];

/** The days of a choice, counted from the day that `today` is where the person is. */
export const spanOf = (choice: DateChoice, today: Date): DaySpan => {
  const year = today.getFullYear();
  const month = today.getMonth();
  switch (choice) {
    case 'thisMonth':
      return monthSpan(year, month);
    case 'lastMonth':
      return month === 0 ? monthSpan(year - 1, 11) : monthSpan(year, month - 1);
    case 'thisYear':
      return yearSpan(year);
    case 'lastYear':
      return yearSpan(year - 1);
  }
};

/** A whole year. */
export const yearSpan = (year: number): DaySpan => ({
  from: `${pad(year, 4)}-01-01`,
  to: `${pad(year, 4)}-12-31`,
});

/** A whole month; `month` from 0. */
export const monthSpan = (year: number, month: number): DaySpan => {
  const days = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const prefix = `${pad(year, 4)}-${pad(month + 1, 2)}`;
  return { from: `${prefix}-01`, to: `${prefix}-${pad(days, 2)}` };
};

/** What a span is: a whole year or month that has a name of its own, one day, or days between. */
export type SpanKind =
  | { readonly is: 'year' | 'month' | 'day'; readonly key: string }
  | { readonly is: 'since' | 'until'; readonly day: string }
  | { readonly is: 'between'; readonly from: string; readonly to: string };

/** The kind of a span; `null` of one that is open on both sides. `key` is '2024', '2024-06' or '2024-06-03'. */
export const kindOfSpan = ({ from, to }: DaySpan): SpanKind | null => {
  if (from === null) return to === null ? null : { is: 'until', day: to };
  if (to === null) return { is: 'since', day: from };
  if (from === to) return { is: 'day', key: from };
  const year = Number(from.slice(0, 4));
  if (isSpan({ from, to }, yearSpan(year))) return { is: 'year', key: from.slice(0, 4) };
  const month = Number(from.slice(5, 7)) - 1;
  if (isSpan({ from, to }, monthSpan(year, month)))
    return { is: 'month', key: from.slice(0, 7) };
  return { is: 'between', from, to };
};

/** A span with its ends in order, whichever way they were given. */
export const inOrder = (span: DaySpan): DaySpan =>
  span.from !== null && span.to !== null && span.from > span.to
    ? { from: span.to, to: span.from }
    : span;

const isSpan = (a: DaySpan, b: DaySpan): boolean => a.from === b.from && a.to === b.to;
const pad = (value: number, digits: number): string => String(value).padStart(digits, '0');

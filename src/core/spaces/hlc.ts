/**
 * A hybrid logical clock reading as sortable text: 12 hex digits of milliseconds since 1970, a dot, and
 * 4 hex digits that count events within the millisecond.
 */
export type Hlc = string & { readonly __hlc: never };

const HLC = /^[0-9a-f]{12}\.[0-9a-f]{4}$/;
const MAX_COUNT = 0xffff;

/** How far ahead of the local clock a reading may be before it is held, not believed. */
export const MAX_AHEAD_MS = 5 * 60_000;

/** Whether `text` has the literal form of a reading. */
export const isHlc = (text: string): text is Hlc => HLC.test(text);

/** A reading from its parts; `count` from 0 to 65,535. */
export const createHlc = (ms: number, count: number): Hlc =>
  `${ms.toString(16).padStart(12, '0')}.${count.toString(16).padStart(4, '0')}` as Hlc;

/** Milliseconds since 1970 of a reading. */
export const hlcToMs = (hlc: Hlc): number => parseInt(hlc.slice(0, 12), 16);

/** The next reading of a clock that last said `last` and whose wall now shows `nowMs`: later than both. */
export const nextHlc = (last: Hlc | null, nowMs: number): Hlc => {
  if (last === null || hlcToMs(last) < nowMs) return createHlc(nowMs, 0);
  const count = parseInt(last.slice(13), 16);
  return count < MAX_COUNT
    ? createHlc(hlcToMs(last), count + 1)
    : createHlc(hlcToMs(last) + 1, 0);
};

/** Whether a reading from elsewhere is so far ahead that it must wait. */
export const isTooFarAhead = (hlc: Hlc, nowMs: number): boolean =>
  hlcToMs(hlc) > nowMs + MAX_AHEAD_MS;

/** `hlc` where it is later than all of `others`, else the reading right behind the latest of them. */
export const hlcAfter = (hlc: Hlc, others: readonly Hlc[]): Hlc => {
  const latest = others.reduce<Hlc | null>((a, b) => (a === null || a < b ? b : a), null);
  return latest === null || hlc > latest ? hlc : nextHlc(latest, 0);
};

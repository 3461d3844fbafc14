import type { AuditEntry } from '../../core/drive/audit-trail.ts';

/** What was done on one day of this device's calendar. */
export interface HistoryDay {
  /** '2026-11-21' */
  readonly key: string;
  readonly entries: readonly AuditEntry[];
}

/** The lines by day, in their order. `offsetMinutesAt` is how far local time is east of UTC at a time. */
export const byDay = (
  entries: readonly AuditEntry[],
  offsetMinutesAt: (atMs: number) => number = localOffset,
): readonly HistoryDay[] => {
  const days = new Map<string, AuditEntry[]>();
  for (const entry of entries) {
    const atMs = Date.parse(entry.at);
    const key = new Date(atMs + offsetMinutesAt(atMs) * 60_000).toISOString().slice(0, 10);
    const day = days.get(key);
    if (day === undefined) days.set(key, [entry]);
    else day.push(entry);
  }
  return [...days].map(([key, ofDay]) => ({ key, entries: ofDay }));
};

const localOffset = (atMs: number): number => -new Date(atMs).getTimezoneOffset();

/** The device of an author such as 'k3x….2': the part before its epoch. */
export const deviceOf = (author: string): string => author.replace(/\.\d+$/, '');

/** How dates of items change together, and what comes of it: pure. */
import type { MediaEdit } from '../../core/media/media-edit.ts';
import { MAX_SHIFT_SECONDS, shiftTime } from '../../core/media/media-edit.ts';
import type { CapturedItem, MediaSummary } from '../../core/media/media-summary.ts';
import { wallToUtc, type WallClock } from '../../core/media/wall-clock.ts';

/** What a person does to the dates of items. */
export interface DateChange {
  readonly kind: 'keep' | 'set' | 'shift' | 'clear';
  /** For 'set': the reading of the clock on the spot, `''` where nothing is typed. */
  readonly wall: WallClock;
  /** For 'set': minutes east of UTC, `null` where unknown. */
  readonly offsetMinutes: number | null;
  /** For 'shift'. */
  readonly isEarlier: boolean;
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
}

/** Dates that stay as they are. */
export const KEEP_DATE: DateChange = {
  kind: 'keep',
  wall: '',
  offsetMinutes: null,
  isEarlier: false,
  days: 0,
  hours: 0,
  minutes: 0,
};

/** How far a shift moves, later where positive; `null` where a part is no whole number or it is too far. */
export const shiftSeconds = ({
  isEarlier,
  days,
  hours,
  minutes,
}: DateChange): number | null => {
  const parts = [days, hours, minutes];
  if (!parts.every((part) => Number.isInteger(part) && part >= 0)) return null;
  const seconds = ((days * 24 + hours) * 60 + minutes) * 60;
  if (seconds > MAX_SHIFT_SECONDS) return null;
  return isEarlier && seconds > 0 ? -seconds : seconds;
};

/** The part of an edit that a change of dates is; `null` where what was typed is no date or no shift. */
export const dateToEdit = (change: DateChange): MediaEdit | null => {
  switch (change.kind) {
    case 'keep':
      return {};
    case 'clear':
      return { capturedAt: null, capturedOffsetMinutes: null };
    case 'set': {
      const { offsetMinutes } = change;
      const capturedAt = wallToUtc(change.wall, offsetMinutes);
      return capturedAt === null ? null : { capturedAt, capturedOffsetMinutes: offsetMinutes };
    }
    case 'shift': {
      const seconds = shiftSeconds(change);
      if (seconds === null) return null;
      return seconds === 0 ? {} : { shiftCapturedSeconds: seconds };
    }
  }
};

/** A date before and after a change; `after` is `null` where there will be none. */
export interface DatePreview {
  readonly item: CapturedItem;
  readonly after: Pick<CapturedItem, 'capturedAt' | 'capturedOffsetMinutes'> | null;
}

/** What becomes of the first and the last date of items; nothing where the change is none or cannot be done. */
export const previewDates = (
  { first, last }: Pick<MediaSummary, 'first' | 'last'>,
  change: DateChange,
): readonly DatePreview[] => {
  const edit = dateToEdit(change);
  if (edit === null || Object.keys(edit).length === 0) return [];
  const ends = [first, last].filter((item) => item !== null);
  const items = ends[0]?.id === ends[1]?.id ? ends.slice(0, 1) : ends;
  return items.flatMap((item): readonly DatePreview[] => {
    if (change.kind === 'clear') return [{ item, after: null }];
    const { capturedOffsetMinutes = item.capturedOffsetMinutes } = edit;
    const capturedAt =
      edit.capturedAt ?? shiftTime(item.capturedAt, edit.shiftCapturedSeconds ?? 0);
    if (typeof capturedAt !== 'string') return [];
    return [{ item, after: { capturedAt, capturedOffsetMinutes } }];
  });
};

/** Minutes east of UTC of every zone in use (IANA, 2025). */
export const ZONE_OFFSETS: readonly number[] = [
  -720, -660, -600, -570, -540, -480, -420, -360, -300, -240, -210, -180, -120, -60, 0, 60, 120,
  180, 210, 240, 270, 300, 330, 345, 360, 390, 420, 480, 525, 540, 570, 600, 630, 660, 720, 765,
  780, 840,
];

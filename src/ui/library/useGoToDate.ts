import { dayKey, dayOfKey, daySpan, nearestToDay } from '../../core/layout/day-sections.ts';
import { useDialogStore } from '../base/dialog-store.ts';

/** Where a date is gone to. */
export interface GoToDateInput {
  days(): Int32Array;
  /** The item whose day is offered first. */
  from(): number;
  goTo(index: number): Promise<void>;
}

/** Asks for a date and goes to the first item of the nearest day; nowhere where the person closed the dialog. */
export const useGoToDate = (input: GoToDateInput) => {
  const dialogs = useDialogStore();
  return async (): Promise<void> => {
    const span = daySpan(input.days());
    const value = await dialogs.ask({
      kind: 'date',
      value: dayKey(input.days()[input.from()] ?? span?.newest ?? 0, 'day'),
      first: span === null ? null : dayKey(span.oldest, 'day'),
      last: span === null ? null : dayKey(span.newest, 'day'),
    });
    const day = value === null ? null : dayOfKey(value);
    if (day !== null) await input.goTo(nearestToDay(input.days(), day));
  };
};

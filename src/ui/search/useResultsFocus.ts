import { watch } from 'vue';
import { useSearchFieldStore } from './search-field-store.ts';

/** A view of results that can be given the focus. */
export interface ResultsView {
  focusCurrent(): Promise<void>;
}

/** What is known of the results. */
export interface ResultsInput {
  /** Whether what was asked for last is on screen. */
  areShown(): boolean;
  count(): number;
  /** `null` until it is drawn. */
  view(): ResultsView | null;
}

/** Gives the results the focus when the field hands it on, at once or as soon as they are shown. */
export const useResultsFocus = (input: ResultsInput): void => {
  const field = useSearchFieldStore();
  watch(
    () =>
      field.wantsResults && input.areShown() && { count: input.count(), view: input.view() },
    (found) => {
      if (found === false || (found.count > 0 && found.view === null)) return;
      field.wantsResults = false;
      void found.view?.focusCurrent();
    },
    { flush: 'post' },
  );
};

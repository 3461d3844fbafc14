import { defineStore } from 'pinia';
import { shallowRef } from 'vue';

/** A question that a dialog asks; all texts are translated already. */
export type Question =
  | {
      readonly kind: 'text';
      readonly title: string;
      readonly label: string;
      readonly value: string;
      readonly confirm: string;
      readonly inputType: 'text' | 'url';
      /** Why a text will not do, `null` where it will. */
      check(text: string): string | null;
    }
  | {
      readonly kind: 'confirm';
      readonly title: string;
      readonly text: string;
      readonly confirm: string;
    }
  | { readonly kind: 'collection'; readonly title: string; readonly confirm: string };

/** The one dialog that is open, and the promise of its answer. */
export const useDialogStore = defineStore('dialog', () => {
  const question = shallowRef<Question | null>(null);
  let settle: ((answer: string | null) => void) | null = null;

  /** Resolves to the text, the path or '' (confirmed); to `null` where the person closed it. */
  const ask = (asked: Question): Promise<string | null> => {
    answer(null);
    question.value = asked;
    return new Promise((resolve) => (settle = resolve));
  };

  const answer = (given: string | null): void => {
    question.value = null;
    settle?.(given);
    settle = null;
  };

  return { question, ask, answer };
});

import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { MediaId } from '../../core/base/ids.ts';
import type { Collection } from '../../core/collections/collection.ts';

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
  | { readonly kind: 'export'; readonly title: string }
  | {
      readonly kind: 'collection';
      readonly title: string;
      readonly confirm: string;
      /** The collection that looks for a place: those where it cannot go are left out, the root is offered. */
      readonly moving?: string;
    }
  /** What a collection says of itself. */
  | { readonly kind: 'collection-edit'; readonly collection: Collection }
  /** The links that start at a collection. */
  | { readonly kind: 'links'; readonly path: string }
  /** A day to go to; the first and last that there is something of, `null` where nothing has a date. */
  | {
      readonly kind: 'date';
      readonly value: string;
      readonly first: string | null;
      readonly last: string | null;
    }
  /** What items say, to be edited together; `only` shows one field. */
  | {
      readonly kind: 'edit';
      readonly ids: readonly MediaId[];
      readonly only: 'tags' | null;
    };

/** The one dialog that is open, and the promise of its answer. */
export const useDialogStore = defineStore('dialog', () => {
  const question = shallowRef<Question | null>(null);
  /** How many were asked. */
  const turn = shallowRef(0);
  let settle: ((answer: string | null) => void) | null = null;

  /** Resolves to the text, the path or '' (confirmed); to `null` where the person closed it. */
  const ask = (asked: Question): Promise<string | null> => {
    answer(null);
    question.value = asked;
    turn.value += 1;
    return new Promise((resolve) => (settle = resolve));
  };

  const answer = (given: string | null): void => {
    question.value = null;
    settle?.(given);
    settle = null;
  };

  return { question, turn, ask, answer };
});

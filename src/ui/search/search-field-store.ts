import { defineStore } from 'pinia';
import { shallowRef } from 'vue';

/** The one search field of the top bar, so that a key or a command can hand it the focus. */
export const useSearchFieldStore = defineStore('search-field', () => {
  /** On a narrow screen the field lies over the bar while it is in use. */
  const isOpen = shallowRef(false);
  /** Counts the wishes for focus; the field watches it. */
  const wishes = shallowRef(0);
  const focus = (): void => {
    isOpen.value = true;
    wishes.value += 1;
  };
  /** Whether the focus is to go on to the results of what was typed, once they are shown. */
  const wantsResults = shallowRef(false);
  return { isOpen, wishes, focus, wantsResults };
});

import { defineStore } from 'pinia';
import { shallowReactive } from 'vue';

/** What the palette can do to what is selected, while a library is on screen that can do it. */
export interface SelectionOffers {
  compare?: (() => void) | undefined;
  group?: (() => void) | undefined;
  ungroup?: (() => void) | undefined;
}

/** Where the library says what it offers; empty while none is on screen. */
export const useSelectionOffers = defineStore('selection-offers', () => ({
  offers: shallowReactive<SelectionOffers>({}),
}));

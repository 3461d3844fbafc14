import type { Directive } from 'vue';

/** Puts an element that was made elsewhere into the one it stands on: a decoded picture does not flash. */
export const vStageHost: Directive<HTMLElement, HTMLElement | null> = {
  mounted: (host, { value }) => place(host, value),
  updated: (host, { value, oldValue }) => {
    if (value !== oldValue) place(host, value);
  },
};

const place = (host: HTMLElement, element: HTMLElement | null): void =>
  host.replaceChildren(...(element === null ? [] : [element]));

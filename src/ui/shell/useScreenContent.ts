import { computed, useTemplateRef, type ComputedRef } from 'vue';

/** The part that scrolls of the screen whose `ScreenFrame` bears `ref="screen"`; `null` until it stands. */
export const useScreenContent = (): ComputedRef<HTMLElement | null> => {
  const screen = useTemplateRef<{ readonly content: HTMLElement | null }>('screen');
  return computed(() => screen.value?.content ?? null);
};

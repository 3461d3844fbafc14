import { usePreferredDark } from '@vueuse/core';
import { nextTick, watch } from 'vue';
import { useTheme } from '../base/useTheme.ts';

/** Colours the window's frame like the page, whichever theme a person chose. */
export const useThemeColour = (): void => {
  const theme = useTheme();
  const isDark = usePreferredDark();
  watch(
    [theme, isDark],
    async () => {
      await nextTick();
      const colour = getComputedStyle(document.body).backgroundColor;
      for (const meta of document.querySelectorAll('meta[name="theme-color"]'))
        meta.setAttribute('content', colour);
    },
    { immediate: true },
  );
};

import { usePreferredDark } from '@vueuse/core';
import { computed, nextTick, watch } from 'vue';
import { useRoute } from 'vue-router';
import { useTheme } from '../base/useTheme.ts';

/**
 * Colours the window's frame like what it lies beside: the page, whichever theme a person chose, or the
 * viewer's stage.
 */
export const useThemeColour = (): void => {
  const theme = useTheme();
  const isDark = usePreferredDark();
  const route = useRoute();
  const isOnStage = computed(() => typeof route.query['view'] === 'string');
  watch(
    [theme, isDark, isOnStage],
    async () => {
      await nextTick();
      const style = getComputedStyle(document.body);
      const colour = isOnStage.value
        ? style.getPropertyValue('--stage').trim()
        : style.backgroundColor;
      for (const meta of document.querySelectorAll('meta[name="theme-color"]'))
        meta.setAttribute('content', colour);
    },
    { immediate: true },
  );
};

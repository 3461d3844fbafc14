import { useLocalStorage } from '@vueuse/core';
import { watchEffect } from 'vue';

/** The themes that a person may choose; 'system' follows the device. */
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** The chosen theme, kept on this device and put on the document. */
export const useTheme = () => {
  const theme = useLocalStorage<Theme>('hm-theme', 'system');
  watchEffect(() => {
    if (theme.value === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme.value;
  });
  return theme;
};

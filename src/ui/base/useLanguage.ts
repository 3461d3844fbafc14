import { createGlobalState, useLocalStorage, usePreferredLanguages } from '@vueuse/core';
import { computed } from 'vue';
import { languageFor, type LanguageChoice } from './languages.ts';

/** The chosen language, kept on this device, and the one that it stands for now. */
export const useLanguage = createGlobalState(() => {
  const choice = useLocalStorage<LanguageChoice>('hm-language', 'system');
  const told = usePreferredLanguages();
  const language = computed(() => languageFor(choice.value, told.value));
  return { choice, language };
});

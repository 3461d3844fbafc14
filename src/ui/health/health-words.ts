import type { LateWords } from '../base/useLateWords.ts';

/** The words of this room: none of them is on the first screen. */
export const HEALTH_WORDS: LateWords = {
  key: 'health.engines',
  load: {
    en: async () => (await import('../locales/en/health.ts')).health,
    fr: async () => (await import('../locales/fr/health.ts')).health,
  },
};

import { createI18n } from 'vue-i18n';
import { en } from './locales/en.ts';

/** The translations, English for now; numbers and dates follow the same locale. */
export const createTranslations = () =>
  createI18n({ legacy: false, locale: 'en', fallbackLocale: 'en', messages: { en } });

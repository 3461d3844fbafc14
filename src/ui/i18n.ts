import { createI18n, type Composer } from 'vue-i18n';
import type { Language } from './base/languages.ts';
import type { en } from './locales/en.ts';
import { firstWords } from './locales/first-words.ts';
import { toMessages } from './messages.ts';

/** The words of a language. */
export type Words = typeof en;

/** Nobody loads the words of a language that is not spoken; offline they come from the service worker. */
const LOADERS: Readonly<Record<Language, () => Promise<Words>>> = {
  en: async () => (await import('./locales/en.ts')).en,
  fr: async () => (await import('./locales/fr.ts')).fr,
};

/** The form of a plural in French, where 0 and 1 are both singular; with three forms the first is for none. */
export const frenchPlural = (count: number, forms: number): number => {
  const isPlural = Math.abs(count) >= 2;
  if (forms < 3) return isPlural ? forms - 1 : 0;
  return count === 0 ? 0 : isPlural ? 2 : 1;
};

/** The translations, with the first words alone until `speak`; numbers and dates follow the same locale. */
export const createTranslations = (language: Language = 'en') =>
  createI18n({
    legacy: false,
    locale: language,
    messages: { en: toMessages(firstWords.en), fr: toMessages(firstWords.fr) },
    pluralRules: { fr: frenchPlural },
  });

/** The part of vue-i18n's composer that a change of language needs. */
export type Speaker = Pick<Composer, 'locale' | 'te' | 'mergeLocaleMessage'>;

/** Changes the language of the screens and of the document; rejects where its words cannot be loaded. */
export const speak = async (speaker: Speaker, language: Language): Promise<void> => {
  if (!speaker.te('app.name', language))
    speaker.mergeLocaleMessage(language, toMessages(await LOADERS[language]()));
  speaker.locale.value = language;
  document.documentElement.lang = language;
};

import { shallowRef, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import type { HmFailure } from '../../core/base/hm-error.ts';
import { chooseWords, detailOf } from './failure-words.ts';
import { LANGUAGES, type Language } from './languages.ts';
import { toMessages, type WordTree } from '../messages.ts';
import { useFormat } from './useFormat.ts';

/** What is known of a failure, wherever it comes from. */
export type Failure = Pick<HmFailure, 'type' | 'message'> & Partial<Pick<HmFailure, 'facts'>>;

/** The words are many and seldom needed: they are fetched when something fails; offline too, by the service worker. */
const LOADERS: Readonly<Record<Language, () => Promise<WordTree>>> = {
  en: async () => (await import('../locales/en/failures.ts')).failures,
  fr: async () => {
    const [{ failures }, { withFrenchSpaces }] = await Promise.all([
      import('../locales/fr/failures.ts'),
      import('../locales/french-spaces.ts'),
    ]);
    return withFrenchSpaces(failures);
  },
};

/** Languages whose words came: vue-i18n does not tell a template that a part was added to its messages. */
const loaded = shallowRef<ReadonlySet<string>>(new Set());

/** How failures are told in the language of the screens. */
export const useFailures = () => {
  const { t, te, tm, locale, mergeLocaleMessage } = useI18n();
  const format = useFormat();

  /** Fetches the words; where that cannot be, the drive's own English says it. */
  const load = async (): Promise<void> => {
    const language = LANGUAGES.find((spoken) => spoken === locale.value);
    if (language === undefined || te('failing.defect.plain', language)) return;
    try {
      mergeLocaleMessage(language, toMessages(await LOADERS[language]()));
      loaded.value = new Set([...loaded.value, language]);
    } catch (error) {
      // So a browser tells that a script cannot be had.
      if (!(error instanceof TypeError)) throw error;
    }
  };

  /** What to say now; changes once the words are there. */
  const say = (failure: Failure): string => {
    const { type, facts = {} } = failure;
    const isLoaded =
      loaded.value.has(locale.value) && te(`failing.${type}.plain`, locale.value);
    if (!isLoaded) return detailOf(failure);
    const variants = Object.keys(tm(`failing.${type}`));
    const { variant, params } = chooseWords(facts, variants, format);
    return t(`failing.${type}.${variant}`, params);
  };

  /** What to say, once the words are there. */
  const tell = async (failure: Failure): Promise<string> => {
    await load();
    return say(failure);
  };

  /** Fetches the words of each language that the screens speak while this scope lives. */
  const keepLoaded = (): void => {
    watch(locale, load, { immediate: true });
  };

  return { say, tell, load, keepLoaded };
};

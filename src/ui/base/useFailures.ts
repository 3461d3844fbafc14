import { watch } from 'vue';
import { useI18n } from 'vue-i18n';
import type { HmFailure } from '../../core/base/hm-error.ts';
import { chooseWords, detailOf } from './failure-words.ts';
import { useFormat } from './useFormat.ts';
import { type LateWords, useLateWords } from './useLateWords.ts';

/** What is known of a failure, wherever it comes from. */
export type Failure = Pick<HmFailure, 'type' | 'message'> & Partial<Pick<HmFailure, 'facts'>>;

/** The words are many and seldom needed: they are fetched when something fails; offline too, by the service worker. */
const FAILURE_WORDS: LateWords = {
  key: 'failing.defect.plain',
  load: {
    en: async () => (await import('../locales/en/failures.ts')).failures,
    fr: async () => (await import('../locales/fr/failures.ts')).failures,
  },
};

/** How failures are told in the language of the screens. */
export const useFailures = () => {
  const { t, te, tm, locale } = useI18n();
  const format = useFormat();
  const words = useLateWords(FAILURE_WORDS);

  /** Fetches the words; where that cannot be, the drive's own English says it. */
  const load = async (): Promise<void> => {
    try {
      await words.load();
    } catch (error) {
      // So a browser tells that a script cannot be had.
      if (!(error instanceof TypeError)) throw error;
    }
  };

  /** What to say now; changes once the words are there. */
  const say = (failure: Failure): string => {
    const { type, facts = {} } = failure;
    const isKnown = words.isThere.value && te(`failing.${type}.plain`, locale.value);
    if (!isKnown) return detailOf(failure);
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

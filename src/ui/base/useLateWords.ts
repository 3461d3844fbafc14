import { computed, shallowRef, watch, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { toMessages, type WordTree } from '../messages.ts';
import { LANGUAGES, type Language } from './languages.ts';

/** Words that are fetched when they are to be said: those that the first screen has no use for. */
export interface LateWords {
  /** One of their keys: that it is known tells that they came. */
  readonly key: string;
  readonly load: Readonly<Record<Language, () => Promise<WordTree>>>;
}

/** Words and languages that came: vue-i18n does not tell a template that a part was added to its messages. */
const loaded = shallowRef<ReadonlySet<string>>(new Set());

/** Words of a part of the screens, in the language of the screens. */
export const useLateWords = (
  words: LateWords,
): {
  /** Whether they can be said. */
  readonly isThere: ComputedRef<boolean>;
  /** Fetches them where they are not there yet; rejects with what the browser says of a script that cannot be had. */
  load(): Promise<void>;
  /** Fetches them for each language that the screens speak while this scope lives. */
  keepLoaded(): void;
} => {
  const { te, locale, mergeLocaleMessage } = useI18n();
  const nameIn = (language: string): string => `${language} ${words.key}`;
  const isThere = computed(
    () => loaded.value.has(nameIn(locale.value)) && te(words.key, locale.value),
  );

  const load = async (): Promise<void> => {
    const language = LANGUAGES.find((spoken) => spoken === locale.value);
    if (language === undefined || te(words.key, language)) return;
    const got = await words.load[language]();
    mergeLocaleMessage(language, toMessages(await typeset(language, got)));
    loaded.value = new Set([...loaded.value, nameIn(language)]);
  };

  return {
    isThere,
    load,
    keepLoaded: () => void watch(locale, load, { immediate: true }),
  };
};

const typeset = async (language: Language, words: WordTree): Promise<WordTree> => {
  if (language !== 'fr') return words;
  const { withFrenchSpaces } = await import('../locales/french-spaces.ts');
  return withFrenchSpaces(words);
};

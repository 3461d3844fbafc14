/** The languages that the screens speak. */
export const LANGUAGES = ['en', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What a person may choose; 'system' follows the browser. */
export const LANGUAGE_CHOICES = ['system', ...LANGUAGES] as const;
export type LanguageChoice = (typeof LANGUAGE_CHOICES)[number];

/** The language for a choice: for 'system', and whatever is no choice, the first that the browser was told and the screens speak. */
export const languageFor = (choice: string, told: readonly string[]): Language => {
  const spoken = (tag: string): Language | undefined =>
    LANGUAGES.find((language) => language === tag.split('-')[0]?.toLowerCase());
  return (
    LANGUAGES.find((language) => language === choice) ?? told.map(spoken).find(Boolean) ?? 'en'
  );
};

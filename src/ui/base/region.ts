/** The region where none is told: its dates are read without doubt by everyone. */
const DEFAULT_REGIONS: Readonly<Record<string, string>> = { en: 'en-GB' };

/** The person's own variant of `language` ('en' → 'en-US'), by the languages that the browser was told. */
export const regionOf = (language: string, told: readonly string[]): string =>
  told.find((tag) => tag.startsWith(`${language}-`)) ?? DEFAULT_REGIONS[language] ?? language;

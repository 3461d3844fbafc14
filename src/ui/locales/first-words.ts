import type { Language } from '../base/languages.ts';

/**
 * What may have to be said before the words of the language came, or where they cannot be had: it comes with
 * the first script, in each language. In French the spaces are set already.
 */
export const firstWords = {
  en: {
    app: { defect: 'Something went wrong that should not have: {message}' },
    status: {
      damaged: 'This original is damaged, so it was not shown. Its preview is kept.',
    },
  },
  fr: {
    app: { defect: 'Une erreur inattendue s’est produite\u00a0: {message}' },
    status: {
      damaged:
        'Cet original est endommagé\u202f; il n’a donc pas été affiché. Son aperçu est conservé.',
    },
  },
} as const satisfies Readonly<Record<Language, object>>;

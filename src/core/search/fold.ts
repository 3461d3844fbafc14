const PLAIN = /^[\x20-\x7e]*$/;
/** Accents of Latin, Greek and Cyrillic, points of Hebrew, vowel signs and the tatweel of Arabic, variation selectors. */
const ACCENT_RANGES = [
  String.raw`\u0300-\u036f\u1dc0-\u1dff\u20d0-\u20ff`,
  String.raw`\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7`,
  String.raw`\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed`,
  String.raw`\ufe00-\ufe0f`,
];
const ACCENTS = new RegExp(`[${ACCENT_RANGES.map((range) => range).join('')}]`, 'gu');
/** Letters that people type without their stroke, dot or ligature, but that Unicode does not decompose. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ς: 'σ',
  ё: 'е',
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ى: 'ي',
};
const SPECIAL = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu');

/**
 * A text as it is compared: no case, no accents, compatibility forms as plain ones (rule X1). Signs that
 * carry the vowels of a script, such as those of Devanagari or Thai, stay. Folding twice changes nothing.
 */
export const foldText = (text: string): string => {
  if (PLAIN.test(text)) return text.toLowerCase();
  return text
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .toLowerCase()
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .normalize('NFC')
    .replace(SPECIAL, (letter) => LETTERS[letter] ?? letter);
};

/** How a few typed letters find a name: pure rules. */

/** A match: `score` higher is better; `at` are the places of the letters in the name, ascending. */
export interface FuzzyMatch {
  readonly score: number;
  readonly at: readonly number[];
}

/** A letter that follows the one before weighs more than a word's beginning, and that more than any other. */
const CONSECUTIVE = 6;
const WORD_START = 5;
const ELSEWHERE = 1;
/** What the whole of what was typed, found as it stands, is worth on top. */
const AS_IT_STANDS = 12;
const AT_THE_START = 8;
/** Letters that weigh less on average stand scattered: nobody meant that name. */
const LEAST_AVERAGE = 3;
/** A longer name than needed counts a little against it. */
const PER_SPARE_LETTER = 0.05;

/** Lower case without accents, letter for letter, so that places stay those of the name. */
export const foldLetters = (text: string): readonly string[] =>
  Array.from(text, (letter) => {
    const bare = letter.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC');
    return (bare === '' ? letter : bare).toLowerCase();
  });

/**
 * The match of `typed` in `name`: every letter of it in order, blanks apart, accents and case aside;
 * `null` where one is missing or where they stand scattered. Nothing typed matches everything with 0.
 */
export const matchFuzzy = (typed: string, name: string): FuzzyMatch | null => {
  const wanted = foldLetters(typed).filter((letter) => letter.trim() !== '');
  const letters = foldLetters(name);
  if (wanted.length === 0) return { score: 0, at: [] };
  if (wanted.length > letters.length) return null;
  const asItStands = findRun(letters, foldLetters(typed.trim()));
  if (asItStands !== null) {
    const run = foldLetters(typed.trim()).map((_, i) => asItStands + i);
    const bonus = asItStands === 0 ? AT_THE_START : isWordStart(letters, asItStands) ? 4 : 0;
    return toMatch(letters, run, AS_IT_STANDS + bonus);
  }
  const at = bestPlaces(letters, wanted);
  if (at === null) return null;
  const match = toMatch(letters, at, 0);
  return match.score / at.length < LEAST_AVERAGE ? null : match;
};

const toMatch = (
  letters: readonly string[],
  at: readonly number[],
  bonus: number,
): FuzzyMatch => {
  const weight = at.reduce((sum, place, i) => sum + weightOf(letters, place, at[i - 1]), bonus);
  return { score: weight - (letters.length - at.length) * PER_SPARE_LETTER, at };
};

const weightOf = (
  letters: readonly string[],
  place: number,
  before: number | undefined,
): number => {
  if (before !== undefined && place === before + 1) return CONSECUTIVE;
  return isWordStart(letters, place) ? WORD_START : ELSEWHERE;
};

const isWordStart = (letters: readonly string[], place: number): boolean =>
  place === 0 || !/[\p{L}\p{N}]/u.test(letters[place - 1] ?? '');

/** The first place where `run` stands whole, a word's beginning before any other; `null` where it does not. */
const findRun = (letters: readonly string[], run: readonly string[]): number | null => {
  let first: number | null = null;
  for (let start = 0; start + run.length <= letters.length; start++) {
    if (!run.every((letter, i) => letters[start + i] === letter)) continue;
    if (isWordStart(letters, start)) return start;
    first ??= start;
  }
  return first;
};

/** Places by the greatest weight: each letter at a word's beginning where the rest still fits behind it, else as early as it can. */
const bestPlaces = (
  letters: readonly string[],
  wanted: readonly string[],
): readonly number[] | null => {
  const at: number[] = [];
  let from = 0;
  for (const [i, letter] of wanted.entries()) {
    const rest = wanted.slice(i + 1);
    const places = placesOf(letters, letter, from);
    const fitting = places.filter((place) => fitsAfter(letters, rest, place + 1));
    const place =
      fitting.find((one) => one === (at.at(-1) ?? -2) + 1) ??
      fitting.find((one) => isWordStart(letters, one)) ??
      fitting[0];
    if (place === undefined) return null;
    at.push(place);
    from = place + 1;
  }
  return at;
};

const placesOf = (letters: readonly string[], letter: string, from: number): number[] => {
  const places: number[] = [];
  for (let i = from; i < letters.length; i++) if (letters[i] === letter) places.push(i);
  return places;
};

const fitsAfter = (
  letters: readonly string[],
  wanted: readonly string[],
  from: number,
): boolean => {
  let next = from;
  for (const letter of wanted) {
    next = letters.indexOf(letter, next) + 1;
    if (next === 0) return false;
  }
  return true;
};

/** A name cut where matched letters begin and end, for showing them. */
export const markMatch = (
  name: string,
  at: readonly number[],
): readonly { readonly text: string; readonly isMatch: boolean }[] => {
  const places = new Set(at);
  const parts: { text: string; isMatch: boolean }[] = [];
  Array.from(name).forEach((letter, i) => {
    const isMatch = places.has(i);
    const last = parts.at(-1);
    if (last?.isMatch === isMatch) last.text += letter;
    else parts.push({ text: letter, isMatch });
  });
  return parts;
};

import type { QueryWord } from './tokens.ts';

/** Terms of a sorted list from `start` up to `end`, exclusive, and how close they are to the word: 1 is the word itself. */
export interface TermRange {
  readonly start: number;
  readonly end: number;
  readonly isWord: boolean;
}

/** Letters that a word needs before a typing error is forgiven. */
export const MIN_TYPO_LETTERS = 4;
const DIGIT = /\p{N}/u;

/** The terms that are the word or, unless it is meant whole, begin with it (rules M1, M2). */
export const matchTerms = (
  terms: readonly string[],
  { term, isWhole }: QueryWord,
): readonly TermRange[] => {
  const start = lowerBound(terms, (candidate) => candidate < term);
  const hasWord = terms[start] === term;
  const ranges: TermRange[] = hasWord ? [{ start, end: start + 1, isWord: true }] : [];
  if (isWhole) return ranges;
  const from = hasWord ? start + 1 : start;
  const end = lowerBound(terms, (candidate) => candidate < term || candidate.startsWith(term));
  if (end > from) ranges.push({ start: from, end, isWord: false });
  return ranges;
};

/** Whether a word may have been mistyped: 4 letters or more, no digits, not in quotes (rule M4). */
export const mayBeMistyped = ({ term, isWhole }: QueryWord): boolean =>
  !isWhole && term.length >= MIN_TYPO_LETTERS && !DIGIT.test(term);

/** The places of terms that are one typing error away from the word and do not begin with it (rule M3). */
export const matchMistyped = (terms: readonly string[], word: string): readonly number[] => {
  const found: number[] = [];
  const shortest = word.length - 1;
  const longest = word.length + 1;
  terms.forEach((term, place) => {
    if (term.length < shortest || term.length > longest) return;
    if (isOneErrorAway(word, term) && !term.startsWith(word)) found.push(place);
  });
  return found;
};

/** Whether two texts differ by one letter too many, too few, or another, or by two neighbours that changed places. */
export const isOneErrorAway = (word: string, term: string): boolean => {
  const shorter = Math.min(word.length, term.length);
  let at = 0;
  while (at < shorter && word.charCodeAt(at) === term.charCodeAt(at)) at += 1;
  if (term.length > word.length) return endsAlike(word, at, term, at + 1);
  if (term.length < word.length) return endsAlike(word, at + 1, term, at);
  if (at === shorter) return false;
  return (
    endsAlike(word, at + 1, term, at + 1) ||
    (word.charCodeAt(at) === term.charCodeAt(at + 1) &&
      word.charCodeAt(at + 1) === term.charCodeAt(at) &&
      endsAlike(word, at + 2, term, at + 2))
  );
};

const endsAlike = (a: string, fromA: number, b: string, fromB: number): boolean => {
  if (a.length - fromA !== b.length - fromB) return false;
  for (let at = 0; at < a.length - fromA; at++) {
    if (a.charCodeAt(fromA + at) !== b.charCodeAt(fromB + at)) return false;
  }
  return true;
};

/** The first place of which `isBefore` does not hold, in a list where it holds for a first stretch. */
const lowerBound = (terms: readonly string[], isBefore: (term: string) => boolean): number => {
  let low = 0;
  let high = terms.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(terms[middle] ?? '')) low = middle + 1;
    else high = middle;
  }
  return low;
};

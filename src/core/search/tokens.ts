import { foldText } from './fold.ts';

/** Scripts that put no space between words: a run of theirs is cut into pairs (rule X3). */
const UNSPACED =
  '\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Bopomofo}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}';
const TOKEN = new RegExp(
  `\\p{RI}{2}|\\p{Extended_Pictographic}|(?<run>(?:(?=[\\p{L}\\p{N}\\p{M}])[${UNSPACED}])+)|(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}])+`,
  'gu',
);
const PLAIN_TOKEN = /[a-z0-9]+/g;
const PLAIN = /^[\x20-\x7e]*$/;

/** What is kept of a word, in UTF-16 units; longer ones are cut alike in items and in queries. */
const MAX_TERM = 64;

/** A stretch of folded text: a word, an emoji, or a run of a script without spaces. */
interface Token {
  readonly text: string;
  readonly isRun: boolean;
}

const readTokens = (folded: string): readonly Token[] =>
  Array.from(folded.matchAll(TOKEN), ({ 0: found, groups }) => {
    const isRun = groups?.['run'] !== undefined;
    return { text: isRun ? found : cut(found), isRun };
  });

const cut = (word: string): string =>
  word.length <= MAX_TERM ? word : word.slice(0, MAX_TERM);

/** The terms under which a text is found: words and emoji as they are, runs as pairs and their last sign. */
export const termsOf = (text: string): readonly string[] => {
  const folded = foldText(text);
  if (PLAIN.test(folded)) return (folded.match(PLAIN_TOKEN) ?? []).map(cut);
  const terms: string[] = [];
  for (const token of readTokens(folded)) {
    if (!token.isRun) terms.push(token.text);
    else {
      const signs = Array.from(token.text);
      terms.push(...pairs(signs), signs.at(-1) ?? '');
    }
  }
  return terms;
};

/** One word of a query: a term is meant whole, or by its beginning. */
export interface QueryWord {
  readonly term: string;
  readonly isWhole: boolean;
}

/** The words that a query's text asks for; those in quotes are meant whole. */
export const queryWords = (text: string, isQuoted = false): readonly QueryWord[] =>
  readTokens(foldText(text)).flatMap(({ text: term, isRun }): readonly QueryWord[] => {
    if (!isRun) return [{ term, isWhole: isQuoted }];
    const signs = Array.from(term);
    if (signs.length === 1) return [{ term, isWhole: false }];
    return pairs(signs).map((pair) => ({ term: pair, isWhole: true }));
  });

const pairs = (signs: readonly string[]): readonly string[] =>
  signs.slice(1).map((sign, i) => `${signs[i] ?? ''}${sign}`);

const RUN_TERM = new RegExp(`^[${UNSPACED}]+$`, 'u');

/** Whether a term is a piece of a run, which no person would want to be shown as a word. */
export const isPieceOfRun = (term: string): boolean => RUN_TERM.test(term);

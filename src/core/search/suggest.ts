import { foldText } from './fold.ts';
import type { LiveSegment } from './live-segment.ts';
import type { SearchIndex } from './search-index.ts';
import { foldTag, planSearch } from './search-plan.ts';
import { nameAt, numberOf } from './segment.ts';
import { matchTerms } from './term-match.ts';
import { isPieceOfRun, queryWords } from './tokens.ts';

/** Suggestions at most, and how many of each sort come first. */
const MOST = 10;
const TAGS = 4;
const TERMS = 4;
const NAMES = 3;
/** Longer beginnings are no beginnings that a person types. */
const MAX_PREFIX = 200;

/**
 * Texts that begin with what was typed, to be searched as they are: tags by how many items bear them, then
 * last words by how many items have them (with the words before, where both occur together), then names
 * of the best hits. Nothing typed: the tags that are borne most.
 */
export const suggest = (index: SearchIndex, typed: string): readonly string[] => {
  const prefix = typed.trimStart().slice(0, MAX_PREFIX);
  const segments = index.segments();
  const folded = foldTag(prefix);
  const tags = countTags(segments).filter((tag) => foldTag(tag).startsWith(folded));
  if (folded === '') return tags.slice(0, MOST);
  return distinct([
    ...tags.slice(0, TAGS),
    ...wordsFor(index, segments, prefix),
    ...namesFor(index, segments, prefix, folded),
  ]).slice(0, MOST);
};

/** Tags of shown items, the most frequent first. */
const countTags = (segments: readonly LiveSegment[]): readonly string[] => {
  const counts = new Map<string, number>();
  for (const live of segments) {
    const { words, starts, numbers } = live.segment.tags;
    const isShown = live.isShown();
    const own = new Uint32Array(words.length);
    for (let number = 0; number < live.segment.count; number++) {
      if (isShown[number] === 0) continue;
      for (let at = starts[number] ?? 0; at < (starts[number + 1] ?? 0); at++) {
        const word = numbers[at] ?? 0;
        own[word] = (own[word] ?? 0) + 1;
      }
    }
    words.forEach((word, i) => {
      const count = own[i] ?? 0;
      if (count > 0) counts.set(word, (counts.get(word) ?? 0) + count);
    });
  }
  return byCount(counts);
};

const byCount = (counts: ReadonlyMap<string, number>): readonly string[] =>
  [...counts]
    .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
    .map(([word]) => word);

/** The last word of the prefix as it may go on. */
const wordsFor = (
  index: SearchIndex,
  segments: readonly LiveSegment[],
  prefix: string,
): readonly string[] => {
  const last = queryWords(prefix).at(-1);
  if (last === undefined || last.isWhole || /\s$/u.test(prefix)) return [];
  const counts = new Map<string, number>();
  for (const { segment } of segments) {
    for (const { start, end } of matchTerms(segment.terms, last)) {
      for (let place = start; place < end; place++) {
        const term = segment.terms[place] ?? '';
        const items = (segment.termStarts[place + 1] ?? 0) - (segment.termStarts[place] ?? 0);
        if (!isPieceOfRun(term)) counts.set(term, (counts.get(term) ?? 0) + items);
      }
    }
  }
  const head = prefix.slice(0, /\S*$/u.exec(prefix)?.index ?? 0);
  const isPart = foldText(prefix.slice(head.length)) !== last.term;
  if (isPart) return [];
  return byCount(counts)
    .slice(0, 4 * TERMS)
    .map((term) => head + term)
    .filter((text) => occurs(index, text))
    .slice(0, TERMS);
};

const occurs = (index: SearchIndex, text: string): boolean =>
  index.find(planSearch({ text }, []), 0, 1).total > 0;

/** Names of the best hits that hold what was typed. */
const namesFor = (
  index: SearchIndex,
  segments: readonly LiveSegment[],
  prefix: string,
  folded: string,
): readonly string[] =>
  index
    .find(planSearch({ text: prefix }, []), 0, 4 * NAMES)
    .hits.flatMap(({ id }) => nameOf(segments, id) ?? [])
    .filter((name) => foldText(name).includes(folded))
    .slice(0, NAMES);

const nameOf = (segments: readonly LiveSegment[], id: LiveIds): string | null => {
  for (const { segment, isDead } of segments) {
    const number = numberOf(segment, id);
    if (number >= 0 && isDead[number] === 0) return nameAt(segment, number);
  }
  return null;
};
type LiveIds = Parameters<typeof numberOf>[1];

/** Each once, however it is written. */
const distinct = (texts: readonly string[]): readonly string[] =>
  [...new Map(texts.toReversed().map((text) => [foldTag(text), text])).values()].reverse();

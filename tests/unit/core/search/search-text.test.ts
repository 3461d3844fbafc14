import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText } from '../../../../src/core/search/fold.ts';
import { readPeriod } from '../../../../src/core/search/period.ts';
import { readQueryText } from '../../../../src/core/search/query-text.ts';
import { planSearch } from '../../../../src/core/search/search-plan.ts';
import { isOneErrorAway } from '../../../../src/core/search/term-match.ts';
import { queryWords, termsOf } from '../../../../src/core/search/tokens.ts';

const SEED = Number(process.env['HM_SEED']);

describe('text', () => {
  it.each([
    ['Été', 'ete'],
    ['STRASSE straße', 'strasse strasse'],
    ['İstanbul ISPARTA ı', 'istanbul isparta i'],
    ['Ørsted Łódź', 'orsted lodz'],
    ['ΣΊΣΥΦΟΣ', 'σισυφοσ'],
    ['ﬁlm Ⅷ ｆｕｌｌ', 'film viii full'],
    ['שָׁלוֹם', 'שלום'],
    ['مَرْحَبًا', 'مرحبا'],
    ['हिन्दी', 'हिन्दी'],
    ['한국어', '한국어'],
    ['がぎ', 'がぎ'],
  ])('X1 %s is compared as %s', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  it('X1 Folding twice changes nothing, and half characters are harmless', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
        expect(() => termsOf(text)).not.toThrow();
      }),
      { seed: SEED, numRuns: 2_000 },
    );
    expect(termsOf('\ud800 sea \udc00')).toEqual(['sea']);
  });

  it.each([
    ['IMG_2024-05-01 (Beach).JPG', ['img', '2024', '05', '01', 'beach', 'jpg']],
    ['東京タワー', ['東京', '京タ', 'タワ', 'ワー', 'ー']],
    ['山', ['山']],
    ['🏖️ at the sea🎉', ['🏖', 'at', 'the', 'sea', '🎉']],
    ['🇫🇷', ['🇫🇷']],
    ['.*[+', []],
  ])('X2 X3 %s is found by %j', (text, terms) => {
    expect(termsOf(text)).toEqual(terms);
  });

  it('X4 Whatever a text holds, it is found by itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
        const terms = termsOf(text);
        for (const { term, isWhole } of queryWords(text)) {
          expect(terms.some((own) => (isWhole ? own === term : own.startsWith(term)))).toBe(
            true,
          );
        }
      }),
      { seed: SEED, numRuns: 2_000 },
    );
  });

  it('M3 One letter too many, too few, another, or two that changed places is one error', () => {
    for (const typed of ['beachh', 'bech', 'beack', 'baech', 'xbeach', 'each']) {
      expect(isOneErrorAway(typed, 'beach')).toBe(true);
    }
    for (const typed of ['beach', 'baehc', 'beachhh', 'bch', 'hcaeb']) {
      expect(isOneErrorAway(typed, 'beach')).toBe(false);
    }
  });

  it('Q2 Operators in the text are filters; what does not read as one is words', () => {
    const { words, filters } = readQueryText(
      'sea tag:"New York" kind:VIDEO before:2024 size>=1.5mb rating>3 in:/a/b/ "whole word" kind:gif http://x size>big',
    );
    expect(words.map(({ term }) => term)).toEqual(
      'sea whole word kind gif http x size big'.split(' '),
    );
    expect(words.filter(({ isWhole }) => isWhole)).toHaveLength(2);
    expect(filters).toEqual({
      tags: ['New York'],
      kinds: ['video'],
      periods: [{ fromMs: -Infinity, toMs: Date.UTC(2024, 0) - 1 }],
      sizes: [{ min: 1_500_000, max: Infinity }],
      ratings: [{ min: 4, max: Infinity }],
      collections: ['a/b'],
    });
  });

  it.each([
    ['rating>3', 4, Infinity],
    ['rating>=3', 3, Infinity],
    ['rating<3', -Infinity, 2],
    ['rating<=3', -Infinity, 3],
    ['rating:3', 3, 3],
    ['rating=3', 3, 3],
  ])('Q2 %s is from %d to %d', (text, min, max) => {
    expect(readQueryText(text).filters.ratings).toEqual([{ min, max }]);
  });

  it('Q3 Q4 Only the first words count, and a text of signs alone matches nothing', () => {
    expect(readQueryText('a '.repeat(500)).words).toHaveLength(64);
    expect(planSearch({ text: '***' }, []).isEmpty).toBe(true);
    expect(planSearch({ text: ' ' }, []).isEmpty).toBe(false);
  });

  it('F3 A year, a month and a day are meant whole; what does not exist is no date', () => {
    expect(readPeriod('2024-02')).toEqual({
      fromMs: Date.UTC(2024, 1),
      toMs: Date.UTC(2024, 2) - 1,
    });
    expect(readPeriod('2024-12-31')?.toMs).toBe(Date.UTC(2025, 0) - 1);
    expect(readPeriod('2024-05-01T10:00:00+02:00')?.fromMs).toBe(Date.UTC(2024, 4, 1, 8));
    for (const text of ['2024-13', '2023-02-29', '2024-1', 'now', '', '2024-05-01T10:00:00']) {
      expect(readPeriod(text)).toBeNull();
    }
  });
});

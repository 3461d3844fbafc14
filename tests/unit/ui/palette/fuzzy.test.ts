import { describe, expect, it } from 'vitest';
import { foldLetters, markMatch, matchFuzzy } from '../../../../src/ui/palette/fuzzy.ts';

const best = (typed: string, names: readonly string[]): readonly string[] =>
  names
    .flatMap((name) => {
      const match = matchFuzzy(typed, name);
      return match === null ? [] : [{ name, score: match.score }];
    })
    .sort((a, b) => b.score - a.score)
    .map(({ name }) => name);

describe('fuzzy match', () => {
  it('finds the letters in order, and nothing where one is missing', () => {
    expect(matchFuzzy('gofav', 'Go to favourites')?.at).toEqual([0, 1, 6, 7, 8]);
    expect(matchFuzzy('gofax', 'Go to favourites')).toBeNull();
    expect(matchFuzzy('og', 'Go')).toBeNull();
  });

  it('takes nothing typed for everything', () => {
    expect(matchFuzzy('  ', 'Undo')).toEqual({ score: 0, at: [] });
  });

  it('puts a name that begins so before one that holds it, and both before scattered letters', () => {
    expect(best('new', ['Renewed', 'The new one', 'New collection', 'Nine eggs won'])).toEqual([
      'New collection',
      'The new one',
      'Renewed',
      'Nine eggs won',
    ]);
  });

  it('finds initials', () => {
    expect(best('gts', ['Lights', 'Go to settings'])).toEqual(['Go to settings']);
    expect(matchFuzzy('gts', 'Go to settings')?.at).toEqual([0, 3, 6]);
  });

  it('leaves out names over which the letters are scattered', () => {
    expect(matchFuzzy('lake', 'Show or hide collections, marked')).toBeNull();
  });

  it('does not mind case and accents', () => {
    expect(matchFuzzy('REGL', 'Aller aux réglages')?.at).toEqual([10, 11, 12, 13]);
    expect(matchFuzzy('é', 'E')).not.toBeNull();
  });

  it('takes signs of regular expressions, emoji and other scripts as they are', () => {
    expect(matchFuzzy('.*', 'a.*b')).not.toBeNull();
    expect(matchFuzzy('.*', 'anything')).toBeNull();
    expect(matchFuzzy('🌊', 'Sea 🌊')?.at).toEqual([4]);
    expect(matchFuzzy('🌋', 'Sea 🌊')).toBeNull();
    expect(matchFuzzy('שלום', 'שלום עולם')).not.toBeNull();
    expect(matchFuzzy('x'.repeat(10_000), 'short')).toBeNull();
  });

  it('keeps one place for each letter', () => {
    expect(foldLetters('Éé🌊ﬁ')).toHaveLength(4);
  });

  it('cuts a name where matched letters begin and end', () => {
    expect(markMatch('Go to 🌊', [0, 1, 6])).toEqual([
      { text: 'Go', isMatch: true },
      { text: ' to ', isMatch: false },
      { text: '🌊', isMatch: true },
    ]);
    expect(markMatch('Plain', [])).toEqual([{ text: 'Plain', isMatch: false }]);
  });
});

import { describe, expect, it } from 'vitest';
import { FAILURE_TYPES } from '../../../src/core/base/failure-types.ts';
import { chooseWords, detailOf } from '../../../src/ui/base/failure-words.ts';
import { formatBytes, formatCount } from '../../../src/ui/base/format.ts';
import { failures as en } from '../../../src/ui/locales/en/failures.ts';
import { failures as fr } from '../../../src/ui/locales/fr/failures.ts';

const format = {
  bytes: (value: number) => formatBytes(value, 'en-GB'),
  count: (value: number) => formatCount(value, 'en-GB'),
};
const LANGUAGES = { en: en.failing, fr: fr.failing } as const;
type Texts = Readonly<Record<string, string>>;

describe('the words of failures', () => {
  it.each(FAILURE_TYPES)('say "%s" in both languages, differently, as a sentence', (type) => {
    const texts: Texts[] = [LANGUAGES.en[type], LANGUAGES.fr[type]];
    for (const each of texts)
      for (const text of Object.values(each)) expect(text).toMatch(/^[\p{Lu}“«{].{15,}[.!]$/u);
    expect(texts[0]?.['plain']).not.toBe(texts[1]?.['plain']);
    expect(Object.keys(texts[0] ?? {})).toEqual(Object.keys(texts[1] ?? {}));
  });

  it('are of no type that does not exist', () => {
    for (const words of Object.values(LANGUAGES))
      expect(Object.keys(words).toSorted()).toEqual([...FAILURE_TYPES].toSorted());
  });

  it('show exactly the facts after which they are named', () => {
    for (const words of Object.values(LANGUAGES))
      for (const texts of Object.values(words) as Texts[])
        for (const [name, text] of Object.entries(texts)) {
          const shown = [...text.matchAll(/\{(\w+)\}/g)].map(([, fact]) => fact);
          expect(shown.toSorted()).toEqual(name === 'plain' ? [] : name.split('_').toSorted());
        }
  });
});

describe('what is chosen', () => {
  const variants = ['plain', 'path', 'url', 'url_status', 'sizeBytes_limitBytes'];

  it('shows as many facts as there are, numbers as people write them', () => {
    const facts = { url: 'https://x.example/a', status: 1404 };
    expect(chooseWords(facts, variants, format)).toEqual({
      variant: 'url_status',
      params: { url: 'https://x.example/a', status: '1,404' },
    });
    expect(chooseWords({ url: 'https://x.example/a' }, variants, format).variant).toBe('url');
    expect(chooseWords({ sizeBytes: 12e9, limitBytes: 1e9 }, variants, format).params).toEqual({
      sizeBytes: '12 GB',
      limitBytes: '1 GB',
    });
  });

  it.each([
    [{}],
    [{ path: '' }],
    [{ path: null }],
    [{ path: ['a'] }],
    [{ path: 'x'.repeat(201) }],
    [{ path: `blobs/ab/${'ab'.repeat(32)}` }],
    [{ path: 'journal/3.log', cause: 'AbortError' }],
  ])('shows none of %j', (facts) => {
    expect(chooseWords(facts, variants, format)).toEqual({ variant: 'plain', params: {} });
  });

  it('leaves hashes out of the details', () => {
    const message = `There is no file blobs/ab/${'ab'.repeat(32)}.`;
    expect(detailOf({ message })).toBe('There is no file blobs/ab/….');
  });
});

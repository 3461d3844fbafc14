import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CollectionId, MediaId } from '../../../../src/core/base/ids.ts';
import { finishSteps } from '../../../../src/core/base/steps.ts';
import type { SearchDocument } from '../../../../src/core/search/document.ts';
import { createSearchIndex } from '../../../../src/core/search/search-index.ts';
import { planSearch } from '../../../../src/core/search/search-plan.ts';
import type { SearchQuery } from '../../../../src/core/search/search-query.ts';
import { decodeSegment, encodeSegment } from '../../../../src/core/search/segment-codec.ts';
import { suggest } from '../../../../src/core/search/suggest.ts';
import { scan } from '../../../fixtures/search/scan-oracle.ts';

const SEED = Number(process.env['HM_SEED']);

/** Few words that are close to each other, in several scripts. */
const WORDS =
  'beach beaches bench bleach beahc sun sunny sunset Été ete naïve 東京 東京タワー 京都 שלום مرحبا ภาษาไทย 🏖️ 🏖️🎉 2024 2025 img_0001.jpg'.split(
    ' ',
  );
const word = fc.constantFrom(...WORDS);
const words = fc.array(word, { maxLength: 3 }).map((list) => list.join(' '));
const tag = fc.constantFrom('Sea', 'sea', 'Été', 'new york');
const id = (n: number): MediaId => `m${String(n).padStart(21, '0')}` as MediaId;
const collection = fc.constantFrom('a', 'b').map((name) => name as CollectionId);

const document = fc.record({
  id: fc.integer({ min: 0, max: 12 }).map(id),
  texts: fc.array(words, { minLength: 8, maxLength: 8 }),
  name: word,
  tags: fc.uniqueArray(tag, { maxLength: 3 }),
  kind: fc.constantFrom('photo', 'video'),
  takenMs: fc.option(fc.integer({ min: Date.UTC(2023), max: Date.UTC(2026) })),
  sizeBytes: fc.integer({ min: 0, max: 100 }),
  rating: fc.option(fc.integer({ min: 0, max: 5 })),
  collections: fc.uniqueArray(collection, { minLength: 1, maxLength: 2 }),
  places: fc.constantFrom([], ['opfs']),
}) satisfies fc.Arbitrary<SearchDocument>;

const query = fc.record(
  {
    text: fc
      .array(
        fc.oneof(
          word,
          word.map((w) => w.slice(0, 3)),
          word.map((w) => `"${w}"`),
          fc.constantFrom(
            'bech',
            'sunste',
            'xbeach',
            'tag:sea',
            'kind:video',
            'after:2024-05',
            'size>50',
            'rating<=3',
            '***',
          ),
        ),
        { maxLength: 3 },
      )
      .map((list) => list.join(' ')),
    tags: fc.array(tag, { maxLength: 2 }),
    kind: fc.constantFrom('photo' as const, 'video' as const),
    from: fc.constantFrom('2024', '2024-06-30'),
    to: fc.constantFrom('2024', '2025-01-01T00:00:00Z'),
    minSize: fc.integer({ min: 0, max: 100 }),
    maxSize: fc.integer({ min: 0, max: 100 }),
    rating: fc.integer({ min: 0, max: 5 }),
    locations: fc.constantFrom(['opfs'], ['opfs', 'attic']),
  },
  { requiredKeys: ['text'] },
) as fc.Arbitrary<SearchQuery>;

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ put: fc.array(document, { maxLength: 6 }) }) },
  fc.record({ remove: fc.integer({ min: 0, max: 12 }).map(id) }),
  fc.record({ merge: fc.boolean() }),
  fc.constant({ keep: true }),
  // Kept in steps, of which the first so many are done before a change comes.
  fc.record({
    after: fc.integer({ min: 0, max: 3 }),
    meanwhile: fc.oneof(document, fc.integer({ min: 0, max: 12 }).map(id)),
  }),
);

describe('the index', () => {
  it('E1 It finds what a look at every item finds, whatever came, changed, went, was merged or kept', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 8 }),
        fc.array(query, { minLength: 4, maxLength: 4 }),
        (steps, queries) => {
          let index = createSearchIndex();
          const items = new Map<MediaId, SearchDocument>();
          const put = (documents: readonly SearchDocument[]): void => {
            index.put(documents);
            for (const one of documents) items.set(one.id, one);
          };
          const remove = (gone: MediaId): void => {
            index.remove([gone]);
            items.delete(gone);
          };
          for (const one of steps) {
            if ('put' in one) put(one.put);
            else if ('remove' in one) remove(one.remove);
            else if ('merge' in one) index.merge(one.merge);
            else if ('meanwhile' in one) {
              const keeping = index.wholeInSteps();
              for (let i = 0; i < one.after; i++) keeping.next();
              if (typeof one.meanwhile === 'string') remove(one.meanwhile);
              else put([one.meanwhile]);
              finishSteps(keeping);
            } else {
              const bytes = encodeSegment({ segment: index.whole(), stamp: 's' });
              index = createSearchIndex(decodeSegment(bytes)?.segment);
            }
          }
          for (const asked of queries) {
            const plan = planSearch(asked, []);
            const found = index.find(plan, 0, 100);
            const wanted = scan([...items.values()], plan);
            expect(new Set(found.hits.map((hit) => hit.id))).toEqual(wanted);
            expect(found.total).toBe(wanted.size);
          }
        },
      ),
      { seed: SEED, numRuns: 300 },
    );
  });

  it('E1 What goes, comes and changes while it is kept is found as it is then, at each step', () => {
    const all = planSearch({ text: '' }, []);
    const found = (index: ReturnType<typeof createSearchIndex>) =>
      index
        .find(all, 0, 10)
        .hits.map((hit) => hit.id)
        .sort();
    const three = [plain(1, {}), plain(2, {}), plain(3, {})];
    for (let done = 0; done < 6; done++) {
      const index = createSearchIndex();
      for (const one of three) {
        index.put([one]);
        if (one !== three[2]) finishSteps(index.wholeInSteps());
      }
      const keeping = index.wholeInSteps();
      for (let step = 0; step < done; step++) keeping.next();
      index.remove([id(1)]);
      index.put([plain(2, { 0: 'changed' }), plain(4, {})]);
      expect(found(index)).toEqual([id(2), id(3), id(4)]);
      finishSteps(keeping);
      expect(found(index)).toEqual([id(2), id(3), id(4)]);
      expect(index.whole().count).toBe(3);
    }
  });

  it('E2 Pages put together are the whole answer, in one order', () => {
    fc.assert(
      fc.property(
        fc.array(document, { maxLength: 12 }),
        query,
        fc.integer({ min: 1, max: 5 }),
        (items, asked, size) => {
          const index = createSearchIndex();
          for (const item of items) {
            index.put([item]);
            if (item.sizeBytes % 3 === 0) index.merge(true);
          }
          const plan = planSearch(asked, []);
          const whole = index.find(plan, 0, Infinity).hits;
          const paged = Array.from(
            { length: 14 },
            (_, page) => index.find(plan, page * size, size).hits,
          ).flat();
          expect(paged).toEqual(whole.slice(0, 14 * size));
          const scores = whole.map(({ score }) => score);
          expect(scores).toEqual([...scores].sort((a, b) => b - a));
        },
      ),
      { seed: SEED, numRuns: 100 },
    );
  });

  it('E2 The first pages of many hits are those of the whole answer', () => {
    const index = createSearchIndex();
    index.put(
      Array.from({ length: 60 }, (_, n) => plain(n, { 1: 'sea', 6: 'more '.repeat(n % 7) })),
    );
    const plan = planSearch({ text: 'sea' }, []);
    const { hits } = index.find(plan, 0, Infinity);
    for (const size of [1, 3, 10]) {
      expect(index.find(plan, 0, size).hits).toEqual(hits.slice(0, size));
      expect(index.find(plan, size, size).hits).toEqual(hits.slice(size, 2 * size));
    }
  });

  it('E1 What goes after a question was asked is gone from the next answer', () => {
    const index = createSearchIndex();
    index.put([plain(1, { 1: 'sea' }), plain(2, { 1: 'sea' })]);
    index.merge(true);
    const everything = planSearch({ text: '' }, []);
    expect(index.find(everything, 0, 10).total).toBe(2);
    index.remove([id(1)]);
    expect(index.find(everything, 0, 10)).toMatchObject({ hits: [{ id: id(2) }], total: 1 });
  });

  it('F6 F7 A tag that only items out of sight bear is one that is not there', () => {
    const index = createSearchIndex();
    index.put([
      plain(1, { 1: 'sea' }, { tags: ['seen'] }),
      plain(2, { 1: 'sea' }, { tags: ['hidden'], collections: ['b' as CollectionId] }),
    ]);
    index.show(['a' as CollectionId]);
    const { hits, unknownTags } = index.find(
      planSearch({ text: '', tags: ['seen', 'hidden'] }, []),
      0,
      10,
    );
    expect([hits, unknownTags]).toEqual([[], ['hidden']]);
  });
});

const plain = (
  n: number,
  texts: Partial<Record<number, string>>,
  rest: Partial<SearchDocument> = {},
): SearchDocument => ({
  id: id(n),
  texts: Array.from({ length: 8 }, (_, field) => texts[field] ?? ''),
  name: texts[1] ?? '',
  tags: [],
  kind: 'photo',
  takenMs: null,
  sizeBytes: 1,
  rating: null,
  collections: ['a' as CollectionId],
  places: [],
  ...rest,
});

const order = (documents: readonly SearchDocument[], text: string): readonly MediaId[] => {
  const index = createSearchIndex();
  index.put(documents);
  return index.find(planSearch({ text }, []), 0, 100).hits.map((hit) => hit.id);
};

describe('typing errors', () => {
  const crowd = (count: number) =>
    Array.from({ length: count }, (_, n) => plain(n, { 1: 'beach' }));

  it('M3 are forgiven where fewer than 5 items have the word itself', () => {
    const mistyped = plain(99, { 1: 'beack' });
    expect(order([...crowd(4), mistyped], 'beach')).toHaveLength(5);
    expect(order([...crowd(5), mistyped], 'beach')).not.toContain(id(99));
  });

  it.each([
    ['words under 4 letters', 'cat', 'car'],
    ['words with digits', 'img01', 'img02'],
    ['words in quotes', '"beach"', 'beack'],
  ])('M4 are not looked for in %s', (_, asked, near) => {
    expect(order([plain(1, { 1: near })], asked)).toEqual([]);
  });
});

describe('ranking', () => {
  it('R1 The word itself comes before its beginning, and that before a mistyped one', () => {
    const items = [
      plain(1, { 1: 'hose' }),
      plain(2, { 1: 'houses' }),
      plain(3, { 1: 'house' }),
    ];
    expect(order(items, 'house')).toEqual([id(3), id(2), id(1)]);
  });
  it('R2 A title counts more than a description, and a description more than a camera', () => {
    const items = [
      plain(1, { 7: 'leica' }),
      plain(2, { 6: 'leica' }),
      plain(3, { 0: 'leica' }),
    ];
    expect(order(items, 'leica')).toEqual([id(3), id(2), id(1)]);
  });
  it('R3 A rare word decides over a frequent one', () => {
    const crowd = Array.from({ length: 30 }, (_, n) => plain(100 + n, { 1: 'common' }));
    const items = [plain(2, { 1: 'rare', 6: 'common' }), plain(1, { 1: 'common', 6: 'rare' })];
    expect(order([...crowd, ...items], 'common rare')[0]).toBe(id(2));
  });
  it('R3 An item with many words yields to one with few', () => {
    const items = [plain(1, { 1: 'sea', 6: 'and much more' }), plain(2, { 1: 'sea' })];
    expect(order(items, 'sea')).toEqual([id(2), id(1)]);
  });
  it('R4 Equal hits come with the latest taken first, those without a time last', () => {
    const items = [
      plain(1, { 1: 'sea' }),
      plain(2, { 1: 'sea' }, { takenMs: 5 }),
      plain(3, { 1: 'sea' }, { takenMs: 9 }),
    ];
    expect(order(items, 'sea')).toEqual([id(3), id(2), id(1)]);
    expect(order(items, '')).toEqual([id(3), id(2), id(1)]);
  });
});

describe('suggestions', () => {
  it('S1 Tags come first by how many bear them, then words that occur, then names', () => {
    const index = createSearchIndex();
    index.put([
      plain(1, { 1: 'beach one.jpg', 2: 'Beacon' }, { tags: ['Beacon'] }),
      plain(2, { 1: 'beach two.jpg', 2: 'Béach' }, { tags: ['Béach'] }),
      plain(3, { 1: 'x.jpg', 2: 'Béach' }, { tags: ['Béach'] }),
    ]);
    expect(suggest(index, 'bea').slice(0, 2)).toEqual(['Béach', 'Beacon']);
    expect(suggest(index, 'beach o')).toContain('beach one');
    expect(suggest(index, 'beach j')).toContain('beach jpg');
    expect(suggest(index, 'two o')).not.toContain('two one');
    expect(suggest(index, '')).toEqual(['Béach', 'Beacon']);
    expect(suggest(index, '\\')).toEqual([]);
  });
});

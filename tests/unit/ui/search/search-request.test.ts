import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LocationQuery } from 'vue-router';
import {
  addressQuery,
  cutText,
  isEmptyRequest,
  isSameRequest,
  KINDS,
  NO_REQUEST,
  parseAddress,
  parseRequest,
  quoteText,
  queryToRequest,
  requestQuery,
  requestToQuery,
  TEXT_MOST,
  type SearchRequest,
} from '../../../../src/ui/search/search-request.ts';

const FULL: SearchRequest = {
  text: 'lake .* 🌊 שלום',
  kinds: ['photo', 'video'],
  from: '2024-01-01',
  to: '2024-12-31',
  tags: ['blue', 'a&b=c'],
  collection: 'Trips/2024',
  rating: 4,
  minSizeBytes: 1,
  maxSizeBytes: 10_000_000,
  locations: ['opfs'],
};
const day = fc
  .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const name = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .map((text) => text.trim())
  .filter((text) => text !== '');
const request: fc.Arbitrary<SearchRequest> = fc.record({
  text: fc.string({ unit: 'grapheme', maxLength: 40 }),
  kinds: fc.subarray([...KINDS]),
  from: fc.option(day),
  to: fc.option(day),
  tags: fc.uniqueArray(name, { maxLength: 5 }),
  collection: fc.option(name),
  rating: fc.option(fc.integer({ min: 1, max: 5 })),
  minSizeBytes: fc.option(fc.integer({ min: 1 })),
  maxSizeBytes: fc.option(fc.integer({ min: 1 })),
  locations: fc.uniqueArray(name, { maxLength: 3 }),
});

describe('address of a search', () => {
  it('says all of a request, and only what is asked', () => {
    expect(parseRequest(requestQuery(FULL) as LocationQuery)).toEqual(FULL);
    expect(requestQuery(NO_REQUEST)).toEqual({});
  });

  it('is read back as it was written, whatever is asked', () => {
    fc.assert(
      fc.property(request, (asked) => {
        expect(parseRequest(requestQuery(asked) as LocationQuery)).toEqual(asked);
      }),
      { seed: 20261121 },
    );
  });

  it('is harmless wherever it comes from', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom('q', 'kind', 'from', 'to', 'tag', 'in', 'rating', 'min', 'max', 'at'),
          fc.oneof(fc.string(), fc.constant(null), fc.array(fc.string(), { maxLength: 100 })),
        ),
        (query) => {
          const asked = parseRequest(query);
          expect(parseRequest(requestQuery(asked) as LocationQuery)).toEqual(asked);
        },
      ),
      { seed: 20261121 },
    );
  });

  it('leaves out what is no date, kind, rating or size', () => {
    const query = {
      kind: 'ghost',
      from: '2024-02-31',
      to: 'x',
      rating: '9',
      min: '-1',
      max: '1e3',
    };
    expect(parseRequest(query)).toEqual(NO_REQUEST);
  });

  it('cuts a text of 10,000 characters, none of them in half', () => {
    const asked = parseRequest({ q: '🌊'.repeat(5_000) });
    expect(asked.text.length).toBeLessThanOrEqual(TEXT_MOST);
    expect(asked.text).toMatch(/^(🌊)+$/u);
    expect(cutText(`a${'🌊'.repeat(TEXT_MOST)}`)).not.toMatch(/\p{Surrogate}/u);
  });

  it('quotes a long text by its beginning, no character cut in half', () => {
    expect(quoteText('lake at dawn')).toBe('lake at dawn');
    expect(quoteText('🌊'.repeat(400))).toMatch(/^(🌊){39}…$/u);
  });

  it('orders by relevance where there is a text, by date where there is none, or as it says', () => {
    expect(parseAddress({ q: 'lake' }).order).toBe('relevance');
    expect(parseAddress({ tag: 'blue' }).order).toBe('date');
    expect(parseAddress({ q: 'lake', order: 'date', saved: 'id' })).toMatchObject({
      order: 'date',
      saved: 'id',
    });
    expect(addressQuery(parseAddress({ q: 'lake', order: 'date' }))).toEqual({
      q: 'lake',
      order: 'date',
    });
    expect(addressQuery(parseAddress({ q: 'lake', order: 'sideways' }))).toEqual({ q: 'lake' });
  });
});

describe('request', () => {
  it('goes to the drive and comes back from a saved search as it was', () => {
    const trimmed = { ...FULL, text: FULL.text.trim() };
    expect(queryToRequest(requestToQuery(trimmed))).toEqual(trimmed);
    expect(requestToQuery(NO_REQUEST)).toEqual({ text: '' });
  });

  it('takes years, months and times of a saved search as the days that they are', () => {
    expect(queryToRequest({ text: '', from: '2024', to: '2024' })).toMatchObject({
      from: '2024-01-01',
      to: '2024-12-31',
    });
    expect(queryToRequest({ text: '', from: '2024-02', to: '2024-02' })).toMatchObject({
      from: '2024-02-01',
      to: '2024-02-29',
    });
    expect(
      queryToRequest({ text: '', kind: 'audio', from: '2024-02-03T10:00:00Z' }),
    ).toMatchObject({ kinds: ['audio'], from: '2024-02-03', to: null });
  });

  it('asks the same whatever the order of its tags and the blanks around its text', () => {
    expect(
      isSameRequest(FULL, { ...FULL, text: `${FULL.text} `, tags: ['a&b=c', 'blue'] }),
    ).toBe(true);
    expect(isSameRequest(FULL, { ...FULL, rating: 3 })).toBe(false);
  });

  it('is empty where neither a text nor a filter asks anything', () => {
    expect(isEmptyRequest({ ...NO_REQUEST, text: '  ' })).toBe(true);
    expect(isEmptyRequest({ ...NO_REQUEST, rating: 1 })).toBe(false);
  });
});

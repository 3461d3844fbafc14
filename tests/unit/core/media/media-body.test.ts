import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlainObject } from '../../../../src/core/base/plain.ts';
import { MEDIA_LIMITS, parseMediaBody } from '../../../../src/core/media/media-body.ts';
import { applyMediaPatch, parseMediaPatch } from '../../../../src/core/media/media-patch.ts';
import type { MediaBody } from '../../../../src/core/media/media.ts';

const SEED = 20_261_125;
const ID = 'A'.repeat(22);

const needed: PlainObject = {
  hash: 'a'.repeat(64),
  sizeBytes: 5,
  listHash: 'b'.repeat(64),
  name: 'a.jpg',
  mime: 'image/jpeg',
  kind: 'photo',
  createdAt: '2026-01-01T00:00:00.000Z',
};

const parsed = (fields: PlainObject): MediaBody => {
  const result = parseMediaBody(fields);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

describe('parseMediaBody', () => {
  it('gives what is missing its default, so that the form can grow', () => {
    expect(parsed({ ...needed, later: 1 })).toEqual({
      ...needed,
      width: null,
      height: null,
      durationSeconds: null,
      capturedAt: null,
      capturedOffsetMinutes: null,
      place: null,
      codec: null,
      camera: null,
      artist: null,
      album: null,
      albumArtist: null,
      trackNumber: null,
      discNumber: null,
      thumbHash: null,
      noThumbnail: null,
      perceptualHash: null,
      essence: null,
      contentId: null,
      burstId: null,
      title: null,
      description: null,
      rating: null,
      tags: [],
      project: null,
      descriptors: [],
      components: [],
      partOf: null,
      trashedAt: null,
    });
  });

  it('is its own inverse: a body is plain data', () => {
    const full = parsed({
      ...needed,
      width: 10,
      height: 20,
      place: { latitude: 1, longitude: 2, altitude: null, name: 'x' },
      tags: ['a'],
      descriptors: [{ name: 'sun', weight: 0.5 }],
      components: [ID],
      thumbHash: '1QcSHQRnh493V4dIh4eXh1h4kJUI',
      rating: 5,
    });
    expect(parsed(full as unknown as PlainObject)).toEqual(full);
  });

  it.each([
    ['hash', { hash: 'A'.repeat(64) }],
    ['sizeBytes', { sizeBytes: -1 }],
    ['sizeBytes', { sizeBytes: 1.5 }],
    ['sizeBytes', { sizeBytes: NaN }],
    ['name', { name: '../x' }],
    ['mime', { mime: 'text/html; charset=utf-8' }],
    ['kind', { kind: 'film' }],
    ['rating', { rating: 6 }],
    ['width', { width: 0 }],
    ['tags', { tags: [''] }],
    ['tags', { tags: ['a\u0000'] }],
    ['descriptors', { descriptors: [{ name: 'a', weight: 2 }] }],
    ['components', { components: ['x'] }],
    ['place', { place: { latitude: 91, longitude: 0 } }],
    ['place', { place: [1, 2] }],
    ['capturedAt', { capturedAt: '2024-02-30' }],
    ['thumbHash', { thumbHash: '"><script>' }],
    ['title', { title: 'x'.repeat(MEDIA_LIMITS.title + 1) }],
  ])('refuses a bad %s by its name', (field, wrong) => {
    expect(parseMediaBody({ ...needed, ...wrong })).toMatchObject({
      ok: false,
      error: { type: 'bad-media', field },
    });
  });

  it('survives any plain object', () => {
    const keys = fc.constantFrom(
      ...Object.keys(needed),
      'tags',
      'place',
      '__proto__',
      'rating',
    );
    fc.assert(
      fc.property(fc.dictionary(keys, fc.jsonValue() as fc.Arbitrary<never>), (fields) => {
        expect(typeof parseMediaBody({ ...needed, ...fields }).ok).toBe('boolean');
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});

describe('applyMediaPatch', () => {
  const body = parsed(needed);

  it('sets what it names, trims tags, takes each once, and turns times into UTC', () => {
    const patch = {
      title: 'T',
      rating: 0,
      tags: [' sea ', 'sea', 'sun'],
      capturedAt: '2024-01-31T23:59:59+01:00',
      description: undefined,
    };
    expect(applyMediaPatch(body, patch)).toEqual({
      ok: true,
      value: {
        ...body,
        title: 'T',
        rating: 0,
        tags: ['sea', 'sun'],
        capturedAt: '2024-01-31T22:59:59.000Z',
      },
    });
  });

  it('clears with null', () => {
    const rated = { ...body, rating: 3, capturedAt: '2024-01-01T00:00:00Z' };
    expect(applyMediaPatch(rated, { rating: null, capturedAt: null, place: null })).toEqual({
      ok: true,
      value: body,
    });
  });

  it.each<[string, unknown, string]>([
    ['rating', { rating: 7 }, '7'],
    ['rating', { rating: NaN }, 'NaN'],
    ['rating', { rating: '5' }, '"5"'],
    ['name', { name: 'a/b' }, '"a/b"'],
    ['tags', { tags: 'sea' }, '"sea"'],
    ['capturedAt', { capturedAt: 'yesterday' }, '"yesterday"'],
    ['hash', { hash: 'x' }, '"x"'],
    ['place', { place: { latitude: 'north' } }, 'north'],
    ['', null, 'null'],
    ['', ['title'], '["title"]'],
  ])('a bad %s fails with the value in the message', (field, patch, shown) => {
    const result = parseMediaPatch(patch);
    expect(result).toMatchObject({ ok: false, error: { type: 'bad-patch', field } });
    if (!result.ok) expect(result.error.message).toContain(shown);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlainObject } from '../../../../src/core/base/plain.ts';
import { boundDescription } from '../../../../src/core/media/bound-description.ts';
import { type Description, NOTHING_DESCRIBED } from '../../../../src/core/media/description.ts';
import { parseMediaBody } from '../../../../src/core/media/media-body.ts';

const seed = Number(process.env['HM_SEED'] ?? 20_261_121);
const NEEDED = {
  hash: 'a'.repeat(64),
  sizeBytes: 5,
  listHash: 'b'.repeat(64),
  name: 'a.jpg',
  mime: 'image/jpeg',
  kind: 'photo',
  createdAt: '2026-01-01T00:00:00.000Z',
};

/** Whether an item of these findings would be shown. */
const faultOf = (description: Description): string | null => {
  const body = parseMediaBody({ ...NEEDED, ...description } as unknown as PlainObject);
  return body.ok ? null : body.error.message;
};

const number = fc.option(fc.oneof(fc.double(), fc.integer(), fc.constantFrom(-0, 1e300)));
const text = fc.option(
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 50 }),
    fc.constantFrom('x'.repeat(20_000), '😀'.repeat(6_000), '\ud800', 'a\nb\0c'),
  ),
);
const texts = fc.array(
  text.map((found) => found ?? ''),
  { maxLength: 300 },
);
const descriptions = fc.record({
  ...Object.fromEntries(
    Object.entries(NOTHING_DESCRIBED).map(([field, value]) => [
      field,
      value === null ? fc.oneof(number, text) : fc.constant(value),
    ]),
  ),
  place: fc.option(
    fc.record({ latitude: number, longitude: number, altitude: number, name: text }),
  ),
  tags: texts,
  descriptors: fc.array(fc.record({ name: text.map((found) => found ?? ''), weight: number })),
}) as unknown as fc.Arbitrary<Description>;

describe('What readers found', () => {
  it('is cut to what an item may hold, so that a long keyword hides no item', () => {
    const long = {
      ...NOTHING_DESCRIBED,
      tags: ['k'.repeat(150), 'two\nlines', ' ', 'kept'],
      title: 't'.repeat(600),
      camera: 'c'.repeat(400),
    };
    expect(faultOf(long)).not.toBeNull();
    const bound = boundDescription(long);
    expect(faultOf(bound)).toBeNull();
    expect(bound.tags).toEqual(['k'.repeat(100), 'two lines', 'kept']);
    expect(bound.title).toBe('t'.repeat(500));
  });

  it(`makes a body that reads, whatever it is (seed ${seed})`, () => {
    fc.assert(
      fc.property(typed(descriptions), (found) => {
        expect(faultOf(boundDescription(found))).toBeNull();
      }),
      { seed, numRuns: 300 },
    );
  });
});

/** Readers give numbers where numbers belong, and texts where texts do. */
function typed(wild: fc.Arbitrary<Description>): fc.Arbitrary<Description> {
  const numbers = [
    'width',
    'height',
    'durationSeconds',
    'capturedOffsetMinutes',
    'trackNumber',
    'discNumber',
    'rating',
  ];
  const fits = (field: string, value: unknown): boolean =>
    typeof value === 'object' || (typeof value === 'number') === numbers.includes(field);
  return wild.map(
    (found) =>
      Object.fromEntries(
        Object.entries(found).map(([field, value]) => [
          field,
          fits(field, value) ? (value as unknown) : null,
        ]),
      ) as unknown as Description,
  );
}

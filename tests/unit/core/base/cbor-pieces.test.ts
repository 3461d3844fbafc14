import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areBytesEqual, concatBytes } from '../../../../src/core/base/bytes.ts';
import { encodeCbor } from '../../../../src/core/base/cbor.ts';
import { encodeCborInPieces, isWide } from '../../../../src/core/base/cbor-pieces.ts';
import type { Plain } from '../../../../src/core/base/plain.ts';
import { STRETCH } from '../../../../src/core/base/stretches.ts';

const SEED = 20261121;
const PIECE_BYTES = 256;
const nobody = (): Promise<void> => Promise.resolve();

/** Plain data in which long lists stand at any depth. */
const plain = (): fc.Arbitrary<Plain> =>
  fc.letrec<{ value: Plain }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.integer(),
      fc.string({ unit: 'grapheme' }),
      fc.uint8Array({ maxLength: 40 }),
      fc.array(fc.string({ maxLength: 3 }), {
        minLength: STRETCH + 1,
        maxLength: 4 * STRETCH,
        size: 'max',
      }),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.string({ maxLength: 8 }), tie('value'), { maxKeys: 4 }),
    ),
  })).value;

describe('CBOR in pieces', () => {
  it('has the bytes of the encoding at once, all pieces but the last of one size', async () => {
    let wide = 0;
    await fc.assert(
      fc.asyncProperty(plain(), async (value) => {
        if (isWide(value)) wide++;
        const pieces = await encodeCborInPieces(value, PIECE_BYTES, nobody);
        expect(areBytesEqual(concatBytes(pieces), encodeCbor(value))).toBe(true);
        const sizes = pieces.map(({ length }) => length);
        expect(sizes.slice(0, -1).every((size) => size === PIECE_BYTES)).toBe(true);
        expect(sizes.at(-1)).toBeGreaterThan(0);
        expect(sizes.at(-1)).toBeLessThanOrEqual(PIECE_BYTES);
      }),
      { numRuns: 300, seed: SEED },
    );
    expect(wide).toBeGreaterThan(50);
  });

  it('keeps the order of keys beyond ASCII', async () => {
    const long = Array.from({ length: 2 * STRETCH }, (_, i) => i);
    const value = { zz: long, é: long, '😀': 1, a: { ü: long } };
    const pieces = await encodeCborInPieces(value, PIECE_BYTES, nobody);
    expect(areBytesEqual(concatBytes(pieces), encodeCbor(value))).toBe(true);
  });

  it('refuses what encoding at once refuses', async () => {
    const long = Array.from({ length: 2 * STRETCH }, (_, i) => i);
    let deep: Plain = long;
    for (let level = 0; level < 16; level++) deep = { inside: deep };
    for (const bad of [[...long, undefined], { long, bad: new Date(0) }, deep]) {
      expect(() => encodeCbor(bad as Plain)).toThrow(RangeError);
      await expect(encodeCborInPieces(bad as Plain, PIECE_BYTES, nobody)).rejects.toThrow(
        RangeError,
      );
    }
  });

  it('lets others work after each stretch, however deep the long list stands', async () => {
    let touched = 0;
    const longest = { things: 0 };
    const items = Array.from({ length: 50 * STRETCH }, (_, n) =>
      Object.defineProperty({ n: 0 }, 'n', { enumerable: true, get: () => (touched++, n) }),
    );
    const breathe = (): Promise<void> => {
      longest.things = Math.max(longest.things, touched);
      touched = 0;
      return Promise.resolve();
    };
    await encodeCborInPieces([{ e: 'act', facts: { before: items } }], PIECE_BYTES, breathe);
    // Each thing is looked at before it is written.
    expect(longest.things).toBeGreaterThan(0);
    expect(longest.things).toBeLessThanOrEqual(2 * STRETCH);
    expect(touched).toBeLessThanOrEqual(2 * STRETCH);
  });
});

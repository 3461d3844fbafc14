import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MediaId } from '../../../../src/core/base/ids.ts';
import { createIdIndex } from '../../../../src/core/media/id-index.ts';
import { idAt, packId, WORDS_PER_ID } from '../../../../src/core/media/row-shapes.ts';

const SEED = 20261121;
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const ids = fc
  .array(
    fc.nat({ max: 63 }).map((digit) => DIGITS.charAt(digit)),
    { minLength: 22, maxLength: 22 },
  )
  .map((digits) => digits.join('') as MediaId);

const packed = (list: readonly MediaId[]): Uint32Array => {
  const words = new Uint32Array(list.length * WORDS_PER_ID);
  list.forEach((id, index) => packId(id, words, index));
  return words;
};

describe('packed ids', () => {
  it('come out as they went in, whatever their last bits are', () => {
    fc.assert(
      fc.property(fc.array(ids), (list) => {
        const words = packed(list);
        expect(list.map((_, index) => idAt({ ids: words }, index))).toEqual(list);
      }),
      { seed: SEED },
    );
  });

  it('are found at their place, and others are not', () => {
    fc.assert(
      fc.property(fc.uniqueArray(ids, { maxLength: 50 }), ids, (list, other) => {
        const index = createIdIndex(packed(list));
        expect(list.map((id) => index.indexOf(id))).toEqual(list.map((_, at) => at));
        expect(index.indexOf(other)).toBe(list.indexOf(other));
      }),
      { seed: SEED },
    );
  });
});

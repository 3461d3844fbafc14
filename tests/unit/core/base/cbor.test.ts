import { encode as cborgEncode } from 'cborg';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesToHex, hexToBytes } from '../../../../src/core/base/bytes.ts';
import { decodeCbor, encodeCbor } from '../../../../src/core/base/cbor.ts';
import type { Plain } from '../../../../src/core/base/plain.ts';

const SEED = 20261121;
const hexOf = (value: Plain): string => bytesToHex(encodeCbor(value));
const decodeHex = (hex: string, limits = {}) =>
  decodeCbor(hexToBytes(hex) ?? new Uint8Array(), limits);
const reasonOf = (hex: string): string => {
  const decoded = decodeHex(hex);
  return decoded.ok ? 'decoded' : decoded.error.reason;
};

/** Plain data without the numbers and strings whose form cborg chooses otherwise. */
const plain = (): fc.Arbitrary<Plain> =>
  fc.letrec<{ value: Plain }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constant(null),
      fc.boolean(),
      fc.maxSafeInteger(),
      fc.double(),
      fc.float(),
      fc.string({ unit: 'grapheme' }),
      fc.uint8Array({ maxLength: 40 }),
      fc.array(tie('value'), { maxLength: 6 }),
      fc.dictionary(fc.string({ unit: 'grapheme', maxLength: 8 }), tie('value'), {
        maxKeys: 6,
      }),
    ),
  })).value;

/** RFC 8949 appendix A, the values that `Plain` has and that keep their form. */
const VECTORS: readonly (readonly [Plain, string])[] = [
  [0, '00'],
  [1, '01'],
  [10, '0a'],
  [23, '17'],
  [24, '1818'],
  [25, '1819'],
  [100, '1864'],
  [1000, '1903e8'],
  [1000000, '1a000f4240'],
  [1000000000000, '1b000000e8d4a51000'],
  [-1, '20'],
  [-10, '29'],
  [-100, '3863'],
  [-1000, '3903e7'],
  [-0, 'f98000'],
  [1.1, 'fb3ff199999999999a'],
  [1.5, 'f93e00'],
  [3.4028234663852886e38, 'fa7f7fffff'],
  [1e300, 'fb7e37e43c8800759c'],
  [5.960464477539063e-8, 'f90001'],
  [0.00006103515625, 'f90400'],
  [-4.1, 'fbc010666666666666'],
  [Infinity, 'f97c00'],
  [NaN, 'f97e00'],
  [-Infinity, 'f9fc00'],
  [false, 'f4'],
  [true, 'f5'],
  [null, 'f6'],
  [new Uint8Array(), '40'],
  [new Uint8Array([1, 2, 3, 4]), '4401020304'],
  ['', '60'],
  ['a', '6161'],
  ['IETF', '6449455446'],
  ['"\\', '62225c'],
  ['\u00fc', '62c3bc'],
  ['\u6c34', '63e6b0b4'],
  ['\ud800\udd51', '64f0908591'],
  [[], '80'],
  [[1, 2, 3], '83010203'],
  [[1, [2, 3], [4, 5]], '8301820203820405'],
  [
    Array.from({ length: 25 }, (_, i) => i + 1),
    '98190102030405060708090a0b0c0d0e0f101112131415161718181819',
  ],
  [{}, 'a0'],
  [{ a: 1, b: [2, 3] }, 'a26161016162820203'],
  [['a', { b: 'c' }], '826161a161626163'],
  [{ a: 'A', b: 'B', c: 'C', d: 'D', e: 'E' }, 'a56161614161626142616361436164614461656145'],
];

describe('encodeCbor', () => {
  it.each(VECTORS)(
    'writes %j as RFC 8949 appendix A has it, and reads it back',
    (value, hex) => {
      expect(hexOf(value)).toBe(hex);
      expect(decodeHex(hex)).toEqual({ ok: true, value });
    },
  );

  it('sorts keys by their encoding: shorter first, then by bytes, beyond ASCII too', () => {
    expect(hexOf({ b: 0, aa: 0, a: 0 })).toBe('a36161006162006261610' + '0');
    // U+FF5E sorts behind U+10000 in UTF-16 and before it in UTF-8.
    expect(hexOf({ '\u{10000}': 0, '\uff5ea': 0 })).toBe('a264efbd9e610064f090808000');
  });

  it('agrees with cborg on whatever both can write', () => {
    fc.assert(
      fc.property(plain(), (value) => {
        expect(hexOf(value)).toBe(bytesToHex(cborgEncode(value)));
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  it('keeps every value, and has one encoding for it whatever the order of keys', () => {
    fc.assert(
      fc.property(plain(), (value) => {
        const bytes = encodeCbor(value);
        const decoded = decodeCbor(bytes);
        expect(decoded).toEqual({ ok: true, value });
        if (decoded.ok) expect(encodeCbor(reverseKeys(decoded.value))).toEqual(bytes);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  it('refuses what is not plain, too deep, or two keys in one', () => {
    let deep: Plain = 0;
    for (let i = 0; i < 17; i++) deep = [deep];
    const refused: readonly unknown[] = [
      undefined,
      [undefined],
      { a: undefined },
      1n,
      Symbol('x'),
      new Date(0),
      new Map(),
      () => 0,
      deep,
      { '\ud800': 1, '\ud801': 2 },
    ];
    for (const value of refused) expect(() => encodeCbor(value as Plain)).toThrow(RangeError);
  });
});

describe('decodeCbor', () => {
  it.each([
    ['', 'the bytes end too early'],
    ['1817', 'an integer longer than needed'],
    ['190018', 'an integer longer than needed'],
    ['1a00000100', 'an integer longer than needed'],
    ['1b0000000000000001', 'an integer longer than needed'],
    ['1bffffffffffffffff', 'an integer beyond 2^53'],
    ['3b001fffffffffffff', 'an integer beyond 2^53'],
    ['f93c00', 'an integer as a float'],
    ['fa47c35000', 'an integer as a float'],
    ['fa3fc00000', 'a float longer than needed'],
    ['fb3ff8000000000000', 'a float longer than needed'],
    ['fa7f800000', 'a float longer than needed'],
    ['f97e01', 'another form of NaN'],
    ['fb7ff8000000000000', 'a float longer than needed'],
    ['f7', 'a tag or a simple value that is not used here'],
    ['f818', 'a tag or a simple value that is not used here'],
    ['c11a514b67b0', 'a tag or a simple value that is not used here'],
    ['5f42010243030405ff', 'an indefinite or reserved length'],
    ['9fff', 'an indefinite or reserved length'],
    ['bfff', 'an indefinite or reserved length'],
    ['1c', 'an indefinite or reserved length'],
    ['ff', 'a tag or a simple value that is not used here'],
    ['a201020304', 'a key that is not text'],
    ['a2616101616102', 'keys out of order or repeated'],
    ['a2616201616102', 'keys out of order or repeated'],
    ['a262616101616202', 'keys out of order or repeated'],
    ['0000', 'bytes are left over'],
    ['5affffffff00', 'a length beyond the bytes'],
    ['7b001fffffffffffff00', 'a length beyond the bytes'],
    ['9affffffff00', 'a count beyond the bytes'],
    ['bb000fffffffffffff00', 'a count beyond the bytes'],
    ['a2616100', 'a count beyond the bytes'],
    ['61ff', 'text that is not UTF-8'],
    ['63eda080', 'text that is not UTF-8'],
  ])('refuses %s: %s', (hex, reason) => {
    expect(reasonOf(hex)).toBe(reason);
  });

  it('stops at the depth that it is told, and at 16 untold', () => {
    expect(decodeHex('81'.repeat(16) + '00').ok).toBe(true);
    expect(decodeHex('81'.repeat(17) + '00').ok).toBe(false);
    expect(decodeHex('8100', { maxDepth: 0 }).ok).toBe(false);
    expect(decodeHex('81'.repeat(100_000)).ok).toBe(false);
  });

  it('gives maps no prototype, so a key __proto__ is only a key', () => {
    const bytes = encodeCbor(Object.fromEntries([['__proto__', { evil: true }]]));
    const decoded = decodeCbor(bytes);
    if (!decoded.ok) throw new Error(decoded.error.reason);
    expect(Object.getPrototypeOf(decoded.value)).toBeNull();
    expect(Object.keys(decoded.value as object)).toEqual(['__proto__']);
  });

  it('gives bytes of their own, not a window on what was read', () => {
    const bytes = encodeCbor(new Uint8Array([1, 2, 3]));
    const decoded = decodeCbor(bytes);
    bytes.fill(0);
    expect(decoded).toEqual({ ok: true, value: new Uint8Array([1, 2, 3]) });
  });

  it('never throws, and what it takes is exactly what the encoder writes', () => {
    const near = plain().chain((value) => {
      const bytes = encodeCbor(value);
      return fc
        .tuple(fc.nat(bytes.length - 1), fc.nat(255))
        .map(([at, byte]) => bytes.with(at, byte));
    });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 64 }), near), (bytes) => {
        const decoded = decodeCbor(bytes);
        if (decoded.ok) expect(encodeCbor(decoded.value)).toEqual(new Uint8Array(bytes));
      }),
      { seed: SEED, numRuns: 20_000 },
    );
  });
});

const reverseKeys = (value: Plain): Plain => {
  if (Array.isArray(value)) return value.map((item: Plain) => reverseKeys(item));
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, reverseKeys(item)] as const);
  return Object.fromEntries(entries.reverse());
};

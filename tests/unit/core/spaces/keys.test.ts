import { describe, expect, it } from 'vitest';
import { hexToBytes } from '../../../../src/core/base/bytes.ts';
import { isAcceptableKey } from '../../../../src/core/spaces/keys.ts';
import { createTestSigner } from './space-kit.ts';

const isAcceptable = (hex: string): boolean =>
  isAcceptableKey(hexToBytes(hex) ?? new Uint8Array());

describe('public keys', () => {
  // RFC 8032 §7.1, tests 1 to 3.
  it.each([
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
  ])('V19 of RFC 8032 are acceptable: %s', (hex) => {
    expect(isAcceptable(hex)).toBe(true);
  });

  it('V19 that a device makes are acceptable', () => {
    for (let seed = 0; seed < 50; seed++) {
      expect(isAcceptableKey(createTestSigner(seed).publicKey)).toBe(true);
    }
  });

  // The 14 encodings of points of small order: "Taming the many EdDSAs" (2020), table 1; libsodium's
  // ge25519_has_small_order refuses the same.
  it.each([
    '0100000000000000000000000000000000000000000000000000000000000000',
    '0100000000000000000000000000000000000000000000000000000000000080',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
    '0000000000000000000000000000000000000000000000000000000000000000',
    '0000000000000000000000000000000000000000000000000000000000000080',
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  ])('V19 of small order are refused: %s', (hex) => {
    expect(isAcceptable(hex)).toBe(false);
  });

  it('V19 with a y at or beyond the prime are refused, whatever their order', () => {
    for (let low = 0xed; low <= 0xff; low++) {
      for (const high of ['7f', 'ff']) {
        expect(isAcceptable(low.toString(16) + 'ff'.repeat(30) + high)).toBe(false);
      }
    }
    expect(isAcceptable('eb' + 'ff'.repeat(30) + '7f')).toBe(true);
  });

  it('V19 of another length are refused', () => {
    for (const length of [0, 31, 33, 64]) {
      expect(isAcceptableKey(new Uint8Array(length).fill(9))).toBe(false);
    }
  });
});

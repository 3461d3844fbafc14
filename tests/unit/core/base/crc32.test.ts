import fc from 'fast-check';
import { crc32 as zlibCrc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { utf8ToBytes } from '../../../../src/core/base/bytes.ts';
import { crc32 } from '../../../../src/core/base/crc32.ts';

const SEED = 20261121;

describe('crc32', () => {
  it.each([
    ['', 0],
    ['a', 0xe8b7be43],
    ['123456789', 0xcbf43926],
    ['The quick brown fox jumps over the lazy dog', 0x414fa339],
  ])('of %j is the published one', (text, crc) => {
    expect(crc32(utf8ToBytes(text))).toBe(crc);
  });

  it('equals the platform’s, whole or in two steps', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(300), (bytes, cut) => {
        expect(crc32(bytes)).toBe(zlibCrc32(bytes));
        expect(crc32(bytes.subarray(cut), crc32(bytes.subarray(0, cut)))).toBe(crc32(bytes));
      }),
      { seed: SEED },
    );
  });
});

import { describe, expect, it } from 'vitest';
import { utf8ToBytes } from '../../src/core/base/bytes.ts';
import type { Blake2b } from '../../src/platform/hashing/script-blake2b.ts';

/** What `b2sum -l 256` of coreutils 9.1 says. */
const VECTORS: readonly (readonly [string, Uint8Array, string])[] = [
  [
    'nothing',
    new Uint8Array(),
    '0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8',
  ],
  [
    'abc',
    utf8ToBytes('abc'),
    'bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319',
  ],
  [
    'five MiB of zeros',
    new Uint8Array(5 * 1024 * 1024),
    '9d8472b07c48d4450c1aa3f01ff2cb4106a680334cb3203e7cf217ef537c9537',
  ],
];

/** The hash that names blobs, by whichever means. */
export const describeBlake2b = (name: string, create: () => Promise<Blake2b>): void => {
  describe(`BLAKE2b-256: ${name}`, () => {
    it.each(VECTORS)('of %s', async (_what, bytes, digest) => {
      const hasher = await create();
      hasher.init();
      hasher.update(bytes);
      expect(hasher.digest()).toBe(digest);
    });

    it('does not depend on how the bytes were cut', async () => {
      const bytes = Uint8Array.from({ length: 5_000 }, (_, i) => (i * 31) & 255);
      const hasher = await create();
      hasher.init();
      hasher.update(bytes);
      const whole = hasher.digest();
      for (const cut of [1, 63, 127, 128, 129, 1_000]) {
        hasher.init();
        for (let at = 0; at < bytes.length; at += cut)
          hasher.update(bytes.subarray(at, at + cut));
        expect(hasher.digest()).toBe(whole);
      }
    });

    it('begins anew, also in the middle of another', async () => {
      const hasher = await create();
      hasher.init();
      hasher.update(utf8ToBytes('left off'));
      hasher.init();
      hasher.update(utf8ToBytes('abc'));
      expect(hasher.digest()).toBe(VECTORS[1]?.[2]);
    });
  });
};

import { encode } from 'cborg';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundMetadata } from '../../../../src/core/media/raw-metadata.ts';

const seed = Number(process.env['HM_SEED'] ?? 20261121);

describe('raw metadata', () => {
  it(`stays below 64 KiB encoded, whatever a parser found (seed ${seed.toString()})`, () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything({ maxDepth: 8 })), (found) => {
        expect(encode(boundMetadata(found)).length).toBeLessThanOrEqual(64 * 1024);
      }),
      { seed },
    );
    const huge = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, i) => [`key ${i.toString()}`, '\u4e16'.repeat(10_000)]),
    );
    expect(encode(boundMetadata(huge)).length).toBeLessThanOrEqual(64 * 1024);
  });

  it('leads no key to a prototype', () => {
    const hostile: unknown = JSON.parse(
      '{"a":{"__proto__":{"polluted":true},"constructor":1,"b":2}}',
    );
    const bounded = boundMetadata(hostile);
    expect(Object.keys(bounded['a'] as object)).toEqual(['b']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('keeps what is plain and leaves out what is not', () => {
    expect(
      boundMetadata({
        n: 1,
        t: 'x',
        no: NaN,
        f: () => 1,
        b: new Uint8Array(9),
        l: [1, undefined, 2],
      }),
    ).toEqual({ n: 1, t: 'x', no: null, l: [1, 2] });
  });
});

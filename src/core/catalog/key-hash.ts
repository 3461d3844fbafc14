import type { CatalogKey, CatalogTable } from './catalog-store.ts';

/** 64 bits that stand for a table and a key in it: among 400,000 two are alike once in 200 million drives. */
export interface KeyHash {
  /** Unsigned, 32 bits, as `low`. */
  readonly high: number;
  readonly low: number;
}

/** What ends a part of a key: no UTF-16 code unit, and another one for numbers, so that 1 is not '1'. */
const END_OF_TEXT = 0x110000;
const END_OF_NUMBER = 0x110001;

/** The hash of a record's place: two lanes of multiply and exclusive-or, mixed at the end (cyrb53, bryc, 2018). */
export const hashKey = (table: CatalogTable, key: CatalogKey): KeyHash => {
  let one = 0xdeadbeef;
  let two = 0x41c6ce57;
  const take = (part: string | number): void => {
    const text = typeof part === 'string' ? part : String(part);
    for (let i = 0; i <= text.length; i++) {
      const end = typeof part === 'string' ? END_OF_TEXT : END_OF_NUMBER;
      const code = i < text.length ? text.charCodeAt(i) : end;
      one = Math.imul(one ^ code, 2_654_435_761);
      two = Math.imul(two ^ code, 1_597_334_677);
    }
  };
  take(table);
  for (const part of key) take(part);
  const low = mix(one, two);
  return { high: mix(two, low), low };
};

const mix = (one: number, two: number): number =>
  (Math.imul(one ^ (one >>> 16), 2_246_822_507) ^
    Math.imul(two ^ (two >>> 13), 3_266_489_909)) >>>
  0;

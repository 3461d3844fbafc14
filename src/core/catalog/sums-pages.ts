import { HmError } from '../base/hm-error.ts';
import type { Plain } from '../base/plain.ts';
import {
  CATALOG_TABLES,
  type CatalogKey,
  type CatalogStore,
  type CatalogWrite,
} from './catalog-store.ts';
import { type CatalogSums, createCatalogSums, type SumsPage } from './catalog-sums.ts';
import { hashKey } from './key-hash.ts';
import { openRecord, readSum, sealRecord } from './sealed-record.ts';

/** The sums as they are stored: a page for each transaction, now and then merged into few. */
export interface StoredSums {
  readonly sums: CatalogSums;
  /** The writes that store what a transaction changed; to be committed with it. */
  writesFor(page: SumsPage): readonly CatalogWrite[];
}

/** The numbers of the first and the last page. */
interface Head {
  readonly first: number;
  readonly last: number;
}

/** A start reads every page: beyond so many they are merged. */
const MAX_PAGES = 256;
/** Checksums of a merged page: 240 kB. */
const SUMS_OF_PAGE = 20_000;
const HEAD: CatalogKey = ['head'];
const pageKey = (number: number): CatalogKey => ['page', number];

/** Reads the sums that a store holds. Rejects 'catalog-damaged' where one of their records is not what it was. */
export const loadSums = async (store: CatalogStore): Promise<StoredSums> => {
  const head = await readHead(store);
  const sums = createCatalogSums();
  if (head === null) return keepSums(sums, { first: 1, last: 0 });
  const found = await store.scan('sums', { prefix: ['page'] });
  if (found.length !== head.last - head.first + 1) throw sumsDamaged('a page is gone');
  for (const [i, { value }] of found.entries()) {
    sums.take(plainToPage(openSums(pageKey(head.first + i), value)));
  }
  return keepSums(sums, head);
};

const keepSums = (sums: CatalogSums, found: Head): StoredSums => {
  let head = found;
  const writesFor: StoredSums['writesFor'] = (page) => {
    const isMany = head.last - head.first + 2 > MAX_PAGES;
    const pages = isMany ? splitPage(sums.whole()) : [page];
    const gone: CatalogWrite[] = [];
    for (let number = head.first; isMany && number <= head.last; number++)
      gone.push({ table: 'sums', key: pageKey(number), value: undefined });
    const first = isMany ? head.last + 1 : head.first;
    const puts = pages.map((next, i) =>
      sealSums(pageKey(head.last + 1 + i), pageToPlain(next)),
    );
    head = { first, last: head.last + pages.length };
    return [...gone, ...puts, sealSums(HEAD, { ...head })];
  };
  return { sums, writesFor };
};

/** `null` for a store that is empty. */
const readHead = async (store: CatalogStore): Promise<Head | null> => {
  const [stored] = await store.get('sums', [HEAD]);
  if (stored !== undefined) return openSums(HEAD, stored) as unknown as Head;
  for (const table of CATALOG_TABLES) {
    const [key] = await store.keys(table, { limit: 1 });
    if (key !== undefined) throw sumsDamaged('the first record is gone');
  }
  return null;
};

const sealSums = (key: CatalogKey, value: Plain): CatalogWrite => ({
  table: 'sums',
  key,
  value: sealRecord(hashKey('sums', key), value).bytes,
});

const openSums = (key: CatalogKey, stored: Plain): Plain => {
  const isRight = readSum(hashKey('sums', key), stored) !== null;
  const value = isRight ? openRecord(stored as Uint8Array) : undefined;
  if (value === undefined) throw sumsDamaged(`${key.join(' ')} is not what it was`);
  return value;
};

const splitPage = ({ triples, counts }: SumsPage): readonly SumsPage[] => {
  const pages: SumsPage[] = [{ triples: triples.slice(0, 3 * SUMS_OF_PAGE), counts }];
  for (let at = 3 * SUMS_OF_PAGE; at < triples.length; at += 3 * SUMS_OF_PAGE)
    pages.push({ triples: triples.slice(at, at + 3 * SUMS_OF_PAGE), counts: new Map() });
  return pages;
};

/** Numbers lie in the byte order of the machine, which no database leaves. */
const pageToPlain = ({ triples, counts }: SumsPage): Plain => ({
  sums: new Uint8Array(triples.buffer, triples.byteOffset, triples.byteLength),
  counts: [...counts],
});

const plainToPage = (plain: Plain): SumsPage => {
  const { sums, counts } = plain as {
    readonly sums: Uint8Array;
    readonly counts: readonly (readonly [string, number])[];
  };
  return { triples: new Uint32Array(sums.slice().buffer), counts: new Map(counts) };
};

const sumsDamaged = (what: string): HmError =>
  new HmError(
    'catalog-damaged',
    `The checksums of the catalogue are damaged: ${what}. It is made again from the journal.`,
    { table: 'sums' },
  );

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

/** The numbers of the first and the last page, and how many checksums all of them have. */
interface Head {
  readonly first: number;
  readonly last: number;
  readonly sums: number;
}

/** A start reads every page: beyond so many, or where most of what they say is outdated, they are merged. */
const MAX_PAGES = 256;
const MOST_OUTDATED = 3;
/** Checksums of a merged page: 240 kB. */
const SUMS_OF_PAGE = 20_000;
const HEAD: CatalogKey = ['head'];
const pageKey = (number: number): CatalogKey => ['page', number];

/** Reads the sums that a store holds. Rejects 'catalog-damaged' where one of their records is not what it was. */
export const loadSums = async (store: CatalogStore): Promise<StoredSums> => {
  // In one answer, so that the head is the one of the pages.
  const [first, ...pages] = await store.scan('sums', {});
  if (first === undefined) {
    await expectEmpty(store);
    return keepSums(createCatalogSums(), { first: 1, last: 0, sums: 0 });
  }
  const head = openSums(HEAD, first.value) as unknown as Head;
  // Some of them are outdated.
  const sums = createCatalogSums(head.sums / 2);
  if (pages.length !== head.last - head.first + 1) throw sumsDamaged('a page is gone');
  for (const [i, { value }] of pages.entries()) {
    sums.take(plainToPage(openSums(pageKey(head.first + i), value)));
  }
  return keepSums(sums, head);
};

const keepSums = (sums: CatalogSums, found: Head): StoredSums => {
  let head = found;
  const writesFor: StoredSums['writesFor'] = (page) => {
    const most = MOST_OUTDATED * sums.size + SUMS_OF_PAGE;
    const isMerged = head.last - head.first + 2 > MAX_PAGES || head.sums + countOf(page) > most;
    const pages = isMerged ? splitPage(sums.whole()) : [page];
    const gone: CatalogWrite[] = [];
    for (let number = head.first; isMerged && number <= head.last; number++)
      gone.push({ table: 'sums', key: pageKey(number), value: undefined });
    const puts = pages.map((next, i) =>
      sealSums(pageKey(head.last + 1 + i), pageToPlain(next)),
    );
    const added = pages.reduce((sum, next) => sum + countOf(next), 0);
    head = {
      first: isMerged ? head.last + 1 : head.first,
      last: head.last + pages.length,
      sums: isMerged ? added : head.sums + added,
    };
    return [...gone, ...puts, sealSums(HEAD, { ...head })];
  };
  return { sums, writesFor };
};

const expectEmpty = async (store: CatalogStore): Promise<void> => {
  for (const table of CATALOG_TABLES) {
    const [key] = await store.keys(table, { limit: 1 });
    if (key !== undefined) throw sumsDamaged('all of them are gone');
  }
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

const countOf = ({ triples }: SumsPage): number => triples.length / 3;

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

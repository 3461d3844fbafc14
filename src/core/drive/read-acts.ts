import type { ActId } from '../base/ids.ts';
import type { ActHead } from '../catalog/act-records.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { CatalogRange, CatalogRecord } from '../catalog/catalog-store.ts';
import { recordDamaged } from '../catalog/checked-store.ts';
import type { ActEntry, Before } from '../catalog/journal-entry.ts';

/** An act, and the how manieth of its drive it is, from 0. */
export interface NumberedAct {
  readonly number: number;
  readonly act: ActHead;
}

/** What one change of an act was before it, and the act's number. */
export interface NumberedBefores {
  readonly number: number;
  readonly befores: readonly Before[];
}

/** Acts, or stretches of what they changed, that are read at once. */
const BATCH = 500;

type Order = Pick<CatalogRange, 'after' | 'reverse' | 'prefix'>;

/** Acts in order, in batches. */
export async function* readActs(
  catalog: Pick<Catalog, 'scan'>,
  order: Order = {},
): AsyncIterable<readonly NumberedAct[]> {
  for await (const batch of walk(catalog, 'acts', order))
    yield batch.map(({ key, value }) => ({
      number: Number(key[0]),
      act: value as unknown as ActHead,
    }));
}

/** What acts changed, in order, in batches; an act on very many items comes in pieces. */
export async function* readBefores(
  catalog: Pick<Catalog, 'scan'>,
  order: Order = {},
): AsyncIterable<readonly NumberedBefores[]> {
  for await (const batch of walk(catalog, 'befores', order))
    yield batch.map(({ key, value }) => ({
      number: Number(key[0]),
      befores: value as unknown as readonly Before[],
    }));
}

async function* walk(
  catalog: Pick<Catalog, 'scan'>,
  table: 'acts' | 'befores',
  { after: from, ...order }: Order,
): AsyncIterable<readonly CatalogRecord[]> {
  let after = from;
  for (;;) {
    const range = after === undefined ? {} : { after };
    const batch = await catalog.scan(table, { ...order, ...range, limit: BATCH });
    if (batch.length > 0) yield batch;
    after = batch.at(-1)?.key;
    if (after === undefined || batch.length < BATCH) return;
  }
}

/** The act of a number, `null` where there is none. */
export const actAt = async (
  catalog: Pick<Catalog, 'scan'>,
  number: number,
): Promise<ActHead | null> => {
  const [record] = await catalog.scan('acts', { prefix: [number], limit: 1 });
  return record === undefined ? null : (record.value as unknown as ActHead);
};

/** Acts as the journal has them, with all that they changed; 'catalog-damaged' where a piece of that is gone. */
export const wholeActs = async (
  catalog: Pick<Catalog, 'scan'>,
  acts: readonly NumberedAct[],
): Promise<readonly ActEntry[]> =>
  Promise.all(
    acts.map(async ({ number, act }) => {
      const befores: Before[] = [];
      for await (const batch of readBefores(catalog, { prefix: [number] }))
        for (const piece of batch) befores.push(...piece.befores);
      if (act.isFinal !== true && befores.length !== act.changes)
        throw recordDamaged('befores', [number]);
      return { ...act, before: befores };
    }),
  );

/** Acts by id, in the order in which they were done; what is asked for mostly is among the newest. */
export const findActs = async (
  catalog: Pick<Catalog, 'scan'>,
  ids: readonly ActId[],
): Promise<readonly NumberedAct[]> => {
  const wanted = new Set(ids);
  const found: NumberedAct[] = [];
  for await (const batch of readActs(catalog, { reverse: true })) {
    found.push(...batch.filter(({ act }) => wanted.has(act.id)));
    if (found.length === wanted.size) break;
  }
  return found.reverse();
};

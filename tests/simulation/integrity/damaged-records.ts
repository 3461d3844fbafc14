import {
  CATALOG_TABLES,
  type CatalogKey,
  type CatalogTable,
} from '../../../src/core/catalog/catalog-store.ts';
import type { createSeededRandom } from '../../../src/platform/memory/memory-random.ts';
import type { SimulatedMachine } from '../../../src/platform/memory/simulated-machine.ts';

type Random = ReturnType<typeof createSeededRandom>;

/** What happens to a record that rots: a bit turns, its end is gone, all of it is, it has another's bytes. */
export const RECORD_DAMAGES = ['flip', 'cut', 'remove', 'swap'] as const;
export type RecordDamage = (typeof RECORD_DAMAGES)[number];

/** A record as it lies in the database. */
export interface StoredRecord {
  readonly table: CatalogTable;
  readonly key: CatalogKey;
}

/** Every record of a machine's catalogue, as the database has them. */
export const storedRecords = ({
  catalog,
}: Pick<SimulatedMachine, 'catalog'>): readonly StoredRecord[] =>
  [...catalog.snapshot()].flatMap(([table, records]) =>
    records.map(({ key }) => ({ table, key })),
  );

/** One of the records of a table that is drawn first: small tables are hit as often as large ones. */
export const drawRecord = (
  records: readonly StoredRecord[],
  random: Random,
): StoredRecord | undefined => {
  const tables = CATALOG_TABLES.filter((name) => records.some(({ table }) => table === name));
  const table = tables[random.below(tables.length)];
  const among = records.filter((record) => record.table === table);
  return among[random.below(among.length)];
};

/** Damages a record behind the back of the drive; what was done. */
export const damageRecord = async (
  machine: Pick<SimulatedMachine, 'catalog'>,
  { table, key }: StoredRecord,
  damage: RecordDamage,
  random: Random,
): Promise<string> => {
  const { catalog } = machine;
  const bytesOf = async (record: StoredRecord): Promise<Uint8Array> =>
    ((await catalog.get(record.table, [record.key])) as [Uint8Array])[0];
  const bytes = await bytesOf({ table, key });
  const put = (value: Uint8Array | undefined, at: StoredRecord = { table, key }) =>
    catalog.commit([{ ...at, value }]);
  // Nothing is left of one that was cut to its beginning before.
  if (bytes.length === 0) await put(undefined);
  else if (damage === 'flip') {
    const at = random.below(bytes.length);
    await put(bytes.with(at, (bytes[at] ?? 0) ^ (1 << random.below(8))));
  } else if (damage === 'cut') await put(bytes.slice(0, random.below(bytes.length)));
  else if (damage === 'remove') await put(undefined);
  else {
    const others = storedRecords(machine).filter(
      (other) => other.table === table && other.key.join(' ') !== key.join(' '),
    );
    const other = others[random.below(others.length)];
    // One that is alone in its table is lost.
    await put(other === undefined ? undefined : await bytesOf(other));
    if (other !== undefined) await put(bytes, other);
  }
  return `${damage} ${table} ${key.join(' ')}`;
};

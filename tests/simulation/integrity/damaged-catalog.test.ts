import { describe, expect, it } from 'vitest';
import { CATALOG_TABLES } from '../../../src/core/catalog/catalog-store.ts';
import { createSeededRandom } from '../../../src/platform/memory/memory-random.ts';
import type { SimulatedMachine } from '../../../src/platform/memory/simulated-machine.ts';
import { IS_LONG, runningHash, SEED } from '../drive/drive-checks.ts';
import { portrait, type RunningDrive, startDrive } from '../drive/drive-world.ts';
import {
  damageRecord,
  drawRecord,
  RECORD_DAMAGES,
  type RecordDamage,
  type StoredRecord,
  storedRecords,
} from './damaged-records.ts';
import { flipBit } from './good-copy.ts';
import { frameBoundaries, survivorOf, tell, type Told } from './told-drive.ts';

/** Damages of each kind to each table, each in a drive of its own. */
const EACH = IS_LONG ? 600 : 1;
const MENDED = 'catalog-mended';

/** What a drive says of itself, as `expectEqual` compares it. */
const hashOf = async ({ drive }: RunningDrive): Promise<string> =>
  drive.exportHash(await runningHash());

/** What the same drive says that was never damaged. */
const soundHash = async (told: Told): Promise<string> =>
  hashOf(await startDrive(survivorOf(told, 0)));

/** The item that the last step of the story brought. */
const newestItem = async (told: Told): Promise<string | undefined> => {
  const { drive } = await startDrive(survivorOf(told, 0));
  const { items } = await drive.listing.list('best', {});
  return items.find(({ name }) => name === 'c.jpg')?.id;
};

/** Starts the drive and looks at all of its catalogue, as a start and quiet times do. */
const startAndCheck = async (machine: SimulatedMachine): Promise<RunningDrive> => {
  const running = await startDrive(machine);
  await running.drive.checkCatalog();
  const signal = new AbortController().signal;
  await running.drive.readCatalog({ nowMs: machine.clock.nowMs(), sinceMs: 0, signal });
  return running;
};

const expectMended = async (
  told: Told,
  sound: string,
  machine: SimulatedMachine,
  what: string,
): Promise<void> => {
  const running = await startAndCheck(machine);
  expect(running.drive.startup.degraded, what).toContain(MENDED);
  expect(await portrait(running), what).toBe(told.shown);
  expect(await hashOf(running), what).toBe(sound);
  expect(running.defects, what).toEqual([]);
  const again = await startAndCheck(machine.survive('crash', { seed: SEED }));
  expect(again.drive.startup.degraded, `${what}, the start after it`).toEqual([]);
};

describe(`a catalogue whose records rot or vanish (seed ${SEED})`, () => {
  it.each(CATALOG_TABLES)(
    'D50, D36: any damage to a record of %s is found, and the catalogue made again',
    async (table) => {
      const told = await tell();
      const sound = await soundHash(told);
      const random = createSeededRandom(SEED).fork(`damages of ${table}`);
      const records = storedRecords(told.machine).filter((record) => record.table === table);
      expect(records.length).toBeGreaterThan(0);
      for (let n = 0; n < EACH * RECORD_DAMAGES.length; n++) {
        const machine = survivorOf(told, n);
        const record = records[random.below(records.length)] as StoredRecord;
        const kind = RECORD_DAMAGES[n % RECORD_DAMAGES.length] as RecordDamage;
        const did = await damageRecord(machine, record, kind, random);
        await expectMended(told, sound, machine, did);
      }
    },
    3_600_000,
  );

  it('D50: damage that comes while the drive runs is found by the next look, whoever works meanwhile', async () => {
    const told = await tell();
    const sound = await soundHash(told);
    const random = createSeededRandom(SEED).fork('under way');
    for (let n = 0; n < (IS_LONG ? 1_000 : 10); n++) {
      const machine = survivorOf(told, n);
      const { drive, defects } = await startDrive(machine);
      const records = storedRecords(machine).filter(({ table }) => table === 'entities');
      const record = drawRecord(records, random) as StoredRecord;
      const did = await damageRecord(machine, record, 'flip', random);
      const report = await drive.integrity.verify({ deep: true });
      expect(report, did).toMatchObject({ corrupt: 1, repaired: 1, missing: 0 });
      expect(await drive.integrity.verify(), did).toMatchObject({ corrupt: 0, repaired: 0 });
      expect(drive.startup.degraded, did).toEqual([MENDED]);
      expect(await drive.exportHash(await runningHash()), did).toBe(sound);
      expect(defects, did).toEqual([]);
    }
  });

  it('D50, invariant 5: a compaction never takes a damaged catalogue for the truth', async () => {
    const told = await tell();
    const sound = await soundHash(told);
    const random = createSeededRandom(SEED).fork('compaction');
    const kept = ['entities', 'blobs', 'acts', 'local'];
    const records = storedRecords(told.machine).filter(({ table }) => kept.includes(table));
    for (let n = 0; n < (IS_LONG ? 2_000 : 16); n++) {
      const machine = survivorOf(told, n);
      const { drive } = await startDrive(machine);
      const record = drawRecord(records, random) as StoredRecord;
      const kind = RECORD_DAMAGES[n % RECORD_DAMAGES.length] as RecordDamage;
      const did = await damageRecord(machine, record, kind, random);
      machine.clock.advance(120_000);
      expect(await drive.compact({ force: true }), did).toBe(true);
      expect(drive.startup.degraded, did).toEqual([MENDED]);
      const { exportHash } = await drive.rebuildCatalog(await runningHash());
      expect(exportHash, did).toBe(sound);
    }
  });

  it('D51: where the journal is damaged as well, the drive has what either of them knows', async () => {
    const told = await tell();
    const sound = await soundHash(told);
    const tail = [...told.paths].filter((path) => path.endsWith('.log')).at(-1) ?? '';
    const lastFrame = frameBoundaries(told.machine.disk.files().get(tail)).at(-1) ?? 0;
    const random = createSeededRandom(SEED).fork('both');
    const newest = await newestItem(told);
    // The end of the journal is hit, and in the catalogue what is older than that.
    const older = storedRecords(told.machine).filter(
      ({ table, key }) =>
        ['sums', 'rows', 'meta'].includes(table) ||
        (key[0] === 'collection' && table === 'entities') ||
        (key[0] === 'media' && key[1] !== newest),
    );
    for (const record of older) {
      const machine = survivorOf(told, 1);
      await flipBit(machine, tail, lastFrame + 40);
      const did = await damageRecord(machine, record, 'flip', random);
      const running = await startAndCheck(machine);
      expect(running.drive.startup.degraded, did).toContain('catalog-salvaged');
      expect(await portrait(running), did).toBe(told.shown);
      // Where the start itself is hit, the place of the catalogue in the journal is not believed either: what went may come back.
      if (record.key[0] === 'media') expect(await hashOf(running), did).toBe(sound);
    }
  });

  it('D50: no false alarm over many clean starts, acts and looks', async () => {
    let machine = survivorOf(await tell(), 2);
    for (let n = 0; n < (IS_LONG ? 10_000 : 60); n++) {
      const { drive } = await startAndCheck(machine);
      const { items } = await drive.listing.list('best', {});
      const ids = items.map(({ id }) => id);
      await Promise.all([
        drive.media.update(ids, { rating: (n % 5) + 1 }, null),
        drive.checkCatalog(),
        drive.media.move(ids.slice(0, 1), n % 2 === 0 ? 'best' : 'other', null, null),
        drive.checkPresence(),
      ]);
      machine.clock.advance(120_000);
      if (n % 9 === 0) await drive.compact({ force: true });
      expect(drive.startup.degraded, `start ${n}`).toEqual([]);
      machine = machine.survive('crash', { seed: SEED + n });
    }
  }, 3_600_000);
});

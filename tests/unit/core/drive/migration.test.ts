import { describe, expect, it } from 'vitest';
import type { PlainObject } from '../../../../src/core/base/plain.ts';
import { createCheckedStore } from '../../../../src/core/catalog/checked-store.ts';
import { openCatalog } from '../../../../src/core/catalog/catalog.ts';
import { createMigrator, type Migration } from '../../../../src/core/drive/migration.ts';
import { replayJournal } from '../../../../src/core/drive/replay.ts';
import { openJournal } from '../../../../src/core/journal/open-journal.ts';
import { createSimulatedMachine } from '../../../../src/platform/memory/simulated-machine.ts';

const genesis = (format: number): PlainObject => ({
  e: 'genesis',
  format,
  space: 'AAAAAAAAAAAAAAAAAAAAAA',
  rootKey: new Uint8Array(32),
  createdAt: '2026-01-01T00:00:00.000Z',
});

/** A made-up step from format 1 to 2: settings were entries of their own once. */
const settingsToLocal: Migration = (entry) =>
  entry['e'] === 'setting'
    ? [{ e: 'local', key: ['setting', entry['name'] ?? ''], value: entry['value'] ?? null }]
    : [entry];

const journalOf = async (entries: readonly PlainObject[]) => {
  const machine = createSimulatedMachine({ seed: 1 });
  const journal = await openJournal({
    disk: machine.disk,
    directory: 'journal',
    clock: machine.clock,
  });
  for (const entry of entries) await journal.append([entry]);
  return { journal, catalog: await openCatalog(machine.catalog) };
};

describe('the form on disk', () => {
  it('D20 entries of an older format are brought to the form of this program as they are replayed', async () => {
    const { journal, catalog } = await journalOf([
      genesis(1),
      { e: 'setting', name: 'theme', value: 'dark' },
    ]);
    const migrate = createMigrator(2, [(entry) => [entry], settingsToLocal]);
    await replayJournal(journal, catalog, migrate);
    expect(await catalog.local(['setting', 'theme'])).toBe('dark');
    expect(await catalog.local(['genesis'])).toMatchObject({ format: 2 });
  });

  it('D21 a journal of a newer format is refused, and nothing of it is taken in', async () => {
    const { journal, catalog } = await journalOf([genesis(99)]);
    await expect(replayJournal(journal, catalog)).rejects.toMatchObject({
      type: 'newer-format',
    });
    expect(await catalog.local(['genesis'])).toBeUndefined();
  });

  it('D22 a word that this program does not know is a newer format too', async () => {
    const { journal, catalog } = await journalOf([genesis(1), { e: 'hologram' }]);
    await expect(replayJournal(journal, catalog)).rejects.toMatchObject({
      type: 'newer-format',
      facts: { word: 'hologram' },
    });
  });

  it('D23 a catalogue of another form is forgotten and made again from the journal', async () => {
    const machine = createSimulatedMachine({ seed: 1 });
    const older = createCheckedStore(machine.catalog);
    await older.commit([
      { table: 'meta', key: ['form'], value: 0 },
      { table: 'local', key: ['leftover'], value: 'of an older form' },
    ]);
    const catalog = await openCatalog(machine.catalog);
    expect(catalog.isDamaged()).toBe(false);
    expect(await catalog.local(['leftover'])).toBeUndefined();
  });
});

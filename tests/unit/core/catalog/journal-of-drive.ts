import { type JournalEntry, parseEntry } from '../../../../src/core/catalog/journal-entry.ts';
import { openJournal } from '../../../../src/core/journal/open-journal.ts';
import { createMemoryDisk } from '../../../../src/platform/memory/memory-disk.ts';
import type { SimulatedMachine } from '../../../../src/platform/memory/simulated-machine.ts';

/** Every entry of a machine's journal, one by one, read from a copy of its disk. */
export const readJournalEntries = async (
  machine: SimulatedMachine,
): Promise<readonly JournalEntry[]> => {
  const copy = [...machine.disk.files()].filter(([path]) => path.startsWith('journal/'));
  const disk = createMemoryDisk();
  for (const [path, bytes] of copy) {
    const file = await disk.open(path, { create: true });
    await file.write(0, bytes);
    await file.close();
  }
  const journal = await openJournal({ disk, directory: 'journal', clock: machine.clock });
  const entries: JournalEntry[] = [];
  for await (const record of journal.replay(null)) {
    for (const plain of record.entries) {
      const entry = parseEntry(plain);
      if (entry.ok) entries.push(entry.value);
    }
  }
  return entries;
};

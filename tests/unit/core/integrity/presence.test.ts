import { describe, expect, it } from 'vitest';
import type { BlobHash } from '../../../../src/core/base/ids.ts';
import {
  createSimulatedMachine,
  type SimulatedMachine,
} from '../../../../src/platform/memory/simulated-machine.ts';
import { createRunningHash } from '../../../../src/platform/hashing/running-hash.ts';
import { importFiles, startDrive } from '../../../simulation/drive/drive-world.ts';
import { memoryFile } from '../../../simulation/drive/simulated-lab.ts';

/** A drive of some items; `during` is what happens while the blobs are being listed, once they were. */
const startWatched = async (
  machine: SimulatedMachine = createSimulatedMachine({ seed: 9 }),
) => {
  let during: (() => Promise<void>) | null = null;
  const lists: string[] = [];
  const running = await startDrive(machine, {
    plantInDisk: (disk) => ({
      ...disk,
      list: async (directory) => {
        const entries = await disk.list(directory);
        lists.push(directory);
        const act = during;
        if (directory !== 'blobs' || act === null) return entries;
        during = null;
        await act();
        return entries;
      },
    }),
  });
  const add = async (...names: string[]) =>
    (
      await importFiles(
        running,
        'a',
        names.map((name) => memoryFile(name)),
      )
    ).added;
  return {
    ...running,
    machine,
    lists,
    add,
    onList: (act: () => Promise<void>) => (during = act),
  };
};

const pathOf = (hash: string): string => `blobs/${hash.slice(0, 2)}/${hash}`;

describe('V1: a look at what is there', () => {
  it('lets others record meanwhile, and misses nothing that came', async () => {
    const { drive, add, onList } = await startWatched();
    const [first] = await add('1.jpg', '2.jpg');
    if (first === undefined) throw new Error('nothing was added');
    onList(async () => {
      // A lock over the whole look would wait for itself here.
      await drive.media.update([first], { rating: 3 }, 'request-1');
      await add('3.jpg', '4.jpg');
    });
    expect(await drive.integrity.presence()).toMatchObject({
      missing: 0,
      orphans: 0,
      found: 0,
    });
    expect((await drive.media.get(first)).rating).toBe(3);
    expect(await drive.integrity.presence()).toMatchObject({
      checked: 4,
      missing: 0,
      orphans: 0,
    });
  });

  it('tells what went and what came back as one change', async () => {
    const { drive, add, events, machine } = await startWatched();
    await add('1.jpg', '2.jpg');
    const { items } = await drive.listing.list('a', {});
    const [first, second] = items.map(({ hash }) => pathOf(hash));
    if (first === undefined || second === undefined) throw new Error('nothing was added');
    const bytes = await machine.disk.read(first);
    await machine.disk.remove(first);
    await drive.integrity.presence();
    const told = events.length;
    const file = await machine.disk.open(first, { create: true });
    await file.write(0, bytes);
    await file.flush();
    await file.close();
    await machine.disk.remove(second);
    expect(await drive.integrity.presence()).toMatchObject({ found: 1, missing: 1 });
    const changes = events.slice(told).filter(({ event }) => event === 'change');
    expect(changes).toHaveLength(1);
    const { updated } = changes[0]?.payload as { updated: readonly string[] };
    expect([...updated].sort()).toEqual(items.map(({ id }) => id).sort());
  });

  it('waits for a catalogue that is being made again, and reads its names anew', async () => {
    const { drive, add, events } = await startWatched();
    await add('1.jpg', '2.jpg');
    const told = events.length;
    const all = { checked: 2, missing: 0, orphans: 0, found: 0 };
    for (let ticks = 0; ticks < 60; ticks++) {
      const rebuilding = drive.rebuildCatalog(await createRunningHash());
      for (let tick = 0; tick < ticks; tick++) await Promise.resolve();
      expect(await drive.integrity.presence()).toEqual(all);
      await rebuilding;
    }
    expect(events.slice(told).filter(({ event }) => event === 'status')).toEqual([]);
    expect(drive.startup).toMatchObject({ checked: 2, missing: 0 });
  });

  it('asks once more for what seems to be gone, each one or all', async () => {
    for (const count of [3, 1_100]) {
      const { drive, add, lists, machine, onList } = await startWatched();
      const names = Array.from({ length: count }, (_, i) => `${i}.jpg`);
      await add(...names);
      const { items } = await drive.listing.list('a', {});
      const away = new Map<BlobHash, Uint8Array<ArrayBuffer>>();
      for (const { hash } of items) away.set(hash, await machine.disk.read(pathOf(hash)));
      const [kept] = items;
      if (kept === undefined) throw new Error('nothing was added');
      await machine.disk.remove('blobs');
      // One of them is back by the time of the second look.
      onList(async () => {
        const file = await machine.disk.open(pathOf(kept.hash), { create: true });
        await file.write(0, away.get(kept.hash) ?? new Uint8Array());
        await file.flush();
        await file.close();
      });
      lists.length = 0;
      expect(await drive.integrity.presence()).toMatchObject({
        checked: count,
        missing: count - 1,
      });
      expect(lists.filter((name) => name === 'blobs')).toHaveLength(count > 1_000 ? 2 : 1);
    }
  });
});

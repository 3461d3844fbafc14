import { describe, expect, it } from 'vitest';
import { HmError } from '../../../src/core/base/hm-error.ts';
import { createMemoryDisk } from '../../../src/platform/memory/memory-disk.ts';
import type { SimulatedMachine } from '../../../src/platform/memory/simulated-machine.ts';
import { createSimulatedMachine } from '../../../src/platform/memory/simulated-machine.ts';
import { SimulatedCrash } from '../../../src/platform/memory/simulated-operations.ts';
import { failureOf } from '../../contract/failure-of.ts';

const bytes = (length: number, value = 1) => new Uint8Array(length).fill(value);

/** A small story: ten operations on disk and catalogue. */
const story = async ({ disk, catalog }: SimulatedMachine): Promise<void> => {
  const file = await disk.open('staging/1', { create: true });
  await file.write(0, bytes(10_000));
  await file.flush();
  await file.close();
  await disk.move('staging/1', 'blobs/1');
  await catalog.commit([{ table: 'blobs', key: ['1'], value: 10_000 }]);
  const log = await disk.open('journal', { create: true });
  await log.write(0, bytes(100));
  await log.flush();
  await log.close();
  await catalog.commit([{ table: 'meta', key: ['end'], value: 100 }]);
  await disk.remove('blobs/1');
};
const OPERATIONS = [
  '1 create staging/1',
  '2 write staging/1 0+10000',
  '3 flush staging/1',
  '4 move staging/1 -> blobs/1',
  '5 commit 1 writes',
  '6 create journal',
  '7 write journal 0+100',
  '8 flush journal',
  '9 commit 1 writes',
  '10 remove blobs/1',
];

const stateOf = ({ disk, catalog }: SimulatedMachine) => ({
  files: disk.files(),
  records: catalog.snapshot(),
  losses: disk.losses,
});

describe('a simulated machine', () => {
  it('counts what changes storage, on disk and catalogue together', async () => {
    const machine = createSimulatedMachine({ seed: 1 });
    await story(machine);
    expect(machine.operations.trace()).toEqual(OPERATIONS);
  });

  it('crashes at any operation: it and all after it reject, those before it stand', async () => {
    for (let n = 1; n <= OPERATIONS.length; n++) {
      const machine = createSimulatedMachine({ seed: 1 });
      machine.operations.crashAt(n);
      await expect(story(machine)).rejects.toBeInstanceOf(SimulatedCrash);
      await expect(machine.disk.size('journal')).rejects.toBeInstanceOf(SimulatedCrash);
      await expect(machine.catalog.scan('blobs', {})).rejects.toBeInstanceOf(SimulatedCrash);
      const next = machine.survive('crash');
      expect(next.operations.count()).toBe(0);
      expect((await next.catalog.keys('blobs', {})).length).toBe(n > 5 ? 1 : 0);
      expect(await next.disk.size('blobs/1')).toBe(n > 4 ? 10_000 : null);
    }
  });

  it('dies in the middle of a long write: some of its pages are there', async () => {
    const sizes = [1, 2, 3, 4, 5, 6, 7, 8].map(async (seed) => {
      const machine = createSimulatedMachine({ seed });
      machine.operations.crashAt(2);
      await expect(story(machine)).rejects.toBeInstanceOf(SimulatedCrash);
      return machine.survive('crash').disk.size('staging/1');
    });
    expect(new Set(await Promise.all(sizes))).toEqual(new Set([0, 4096, 8192]));
  });

  it('same seed, same trace and same survivors; another seed, others', async () => {
    const endsOf = async (seed: number) => {
      const machine = createSimulatedMachine({ seed });
      await story(machine);
      return [1, 2, 3, 4].map((cut) =>
        stateOf(machine.survive('power-cut', { seed: seed * 10 + cut })),
      );
    };
    expect(await endsOf(7)).toEqual(await endsOf(7));
    expect(await endsOf(7)).not.toEqual(await endsOf(8));
  });

  it('a power cut forgets any number of the last commits, or the whole catalogue, never one in between', async () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 200; seed++) {
      const machine = createSimulatedMachine({ seed });
      await machine.catalog.commit([{ table: 'meta', key: ['settled'], value: 0 }]);
      machine.clock.advance(60_000);
      for (const n of [1, 2, 3])
        await machine.catalog.commit([{ table: 'meta', key: [n], value: n }]);
      const { catalog } = machine.survive('power-cut');
      seen.add((await catalog.keys('meta', {})).flat().join(' '));
    }
    expect(seen).toEqual(new Set(['', 'settled', '1 settled', '1 2 settled', '1 2 3 settled']));
  });

  it('a commit is whole or not there, whatever its size', async () => {
    const machine = createSimulatedMachine({ seed: 3 });
    const writes = [1, 2, 3].map((n) => ({ table: 'rows', key: [n], value: n }) as const);
    machine.operations.crashAt(1);
    await expect(machine.catalog.commit(writes)).rejects.toBeInstanceOf(SimulatedCrash);
    expect(await machine.survive('crash').catalog.keys('rows', {})).toEqual([]);
  });

  it('a planned failure hits its operation once, or all of its kind from then on', async () => {
    for (const lasting of ['once', 'for-good'] as const) {
      const { operations, disk } = createSimulatedMachine({ seed: 1 });
      operations.failAt(2, new HmError('io-failed', 'planned'), lasting);
      const file = await disk.open('f', { create: true });
      expect(await failureOf(file.write(0, bytes(1)))).toBe('io-failed');
      expect(await failureOf(file.write(0, bytes(1)))).toBe(
        lasting === 'once' ? 'resolved' : 'io-failed',
      );
      expect(await failureOf(file.flush())).toBe('resolved');
      expect(await file.size()).toBe(lasting === 'once' ? 1 : 0);
    }
  });
});

describe('the quota of the simulated disk', () => {
  it('refuses the write that would pass it, and earlier bytes stand', async () => {
    const disk = createMemoryDisk({ quotaBytes: 100 });
    const file = await disk.open('f', { create: true });
    await file.write(0, bytes(90));
    expect(await failureOf(file.write(80, bytes(30, 2)))).toBe('quota-exceeded');
    expect(await failureOf(file.truncate(101))).toBe('quota-exceeded');
    expect(disk.files().get('f')).toEqual(bytes(90));
    await file.write(80, bytes(20, 2));
    expect(disk.usedBytes()).toBe(100);
  });

  it('counts all files, and gives back the room of removed and replaced ones', async () => {
    const disk = createMemoryDisk({ quotaBytes: 100 });
    const write = async (path: string, length: number) => {
      const file = await disk.open(path, { create: true });
      await file.write(0, bytes(length)).finally(() => file.close());
    };
    await write('a', 60);
    expect(await failureOf(write('b', 60))).toBe('quota-exceeded');
    await write('b', 40);
    await disk.move('b', 'a');
    await write('c', 60);
    await disk.remove('c');
    await write('d', 60);
    expect(disk.usedBytes()).toBe(100);
  });
});

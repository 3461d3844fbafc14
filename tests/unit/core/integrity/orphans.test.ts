import { describe, expect, it } from 'vitest';
import type { BlobHash, MediaId } from '../../../../src/core/base/ids.ts';
import { createMemoryCatalog } from '../../../../src/platform/memory/memory-catalog.ts';
import { createSimulatedMachine } from '../../../../src/platform/memory/simulated-machine.ts';
import { GARBAGE_AGE_MS } from '../../../../src/core/integrity/garbage.ts';
import { createHolds } from '../../../../src/core/integrity/hold.ts';
import {
  importFiles,
  type RunningDrive,
  startDrive,
} from '../../../simulation/drive/drive-world.ts';
import { memoryFile } from '../../../simulation/drive/simulated-lab.ts';
import { flipBit, write } from '../../../simulation/integrity/good-copy.ts';

const startWith = async (names: readonly string[]) => {
  const machine = createSimulatedMachine({ seed: 1 });
  const running = await startDrive(machine);
  const { added } = await importFiles(
    running,
    'a',
    names.map((name) => memoryFile(name)),
  );
  return { ...running, machine, ids: added };
};

type World = Awaited<ReturnType<typeof startWith>>;

/** The same disk without its journal and its database: all bytes are without a record. */
const forgotten = async ({ machine }: World) => {
  const next = machine.survive('crash', { seed: 2 });
  await next.disk.remove('journal');
  const { clock, operations } = next;
  const running = await startDrive({
    ...next,
    catalog: createMemoryCatalog({ clock, operations }),
  });
  return { ...running, machine: next };
};

const kindsOf = async ({ drive }: RunningDrive): Promise<readonly string[]> =>
  (await drive.orphans.list()).map(({ kind }) => kind).sort();

const pathOf = async ({ drive, ports }: RunningDrive, id: MediaId): Promise<string> =>
  ports.blobs.pathOf((await drive.media.get(id)).hash);

describe('orphans', () => {
  it('V8: a sound drive has none; bytes without a record are listed, and nothing goes by itself', async () => {
    const world = await startWith(['x', 'y']);
    expect(await world.drive.orphans.list()).toEqual([]);
    const lost = await forgotten(world);
    const listed = await lost.drive.orphans.list();
    expect(listed.map(({ kind, sizeBytes, choices }) => [kind, sizeBytes, choices])).toEqual([
      ['unnamed-bytes', 9_000, ['adopt', 'discard']],
      ['unnamed-bytes', 9_000, ['adopt', 'discard']],
    ]);
    await lost.drive.integrity.verify({ deep: true });
    await lost.drive.trash.collect();
    expect(await lost.drive.orphans.list()).toEqual(listed);
  });

  it('V9: adopted again, bytes stand in “Found again” under a name, verified', async () => {
    const lost = await forgotten(await startWith(['x']));
    const [orphan] = await lost.drive.orphans.list();
    await lost.drive.orphans.settle(orphan?.id ?? '', 'adopt', null);
    const { items } = await lost.drive.listing.list('Found again', {});
    expect(items).toMatchObject([
      { hash: orphan?.hash, name: `found-${orphan?.hash?.slice(0, 8)}.jpg` },
    ]);
    expect(await kindsOf(lost)).toEqual([]);
    expect((await lost.drive.integrity.verify()).bytesRead).toBe(0);
  });

  it('V9: bytes that are not those of their name are not adopted', async () => {
    const lost = await forgotten(await startWith(['x']));
    const [orphan] = await lost.drive.orphans.list();
    await flipBit(lost.machine, orphan?.path ?? '', 7);
    const settle = lost.drive.orphans.settle(orphan?.id ?? '', 'adopt', null);
    await expect(settle).rejects.toMatchObject({ type: 'damaged' });
    expect(await kindsOf(lost)).toEqual(['unnamed-bytes']);
    await lost.drive.orphans.settle(orphan?.id ?? '', 'discard', null);
    expect(await kindsOf(lost)).toEqual([]);
    expect(lost.machine.disk.files().has(orphan?.path ?? '')).toBe(false);
  });

  it('V9: a record without bytes is listed with its items; discarded, they go to the trash', async () => {
    const world = await startWith(['x', 'y']);
    await world.machine.disk.remove(await pathOf(world, world.ids[0] as MediaId));
    await world.drive.integrity.presence();
    const [orphan] = await world.drive.orphans.list();
    expect(orphan).toMatchObject({
      kind: 'missing-bytes',
      media: [world.ids[0]],
      sizeBytes: 9_000,
      choices: ['discard'],
    });
    const id = orphan?.id ?? '';
    await expect(world.drive.orphans.settle(id, 'adopt', null)).rejects.toMatchObject({
      type: 'bad-argument',
    });
    await world.drive.orphans.settle(id, 'discard', null);
    expect((await world.drive.trash.list()).map((item) => item.id)).toEqual([world.ids[0]]);
  });

  it('V8: lists of no blob, transfers, strange names and what was set aside are listed', async () => {
    const world = await startWith(['x']);
    const { disk } = world.machine;
    await write(disk, `lists/${'a'.repeat(64)}`, Uint8Array.of(1));
    await write(disk, 'partial/x.data', Uint8Array.of(1, 2));
    await write(disk, 'blobs/aa/readme.txt', Uint8Array.of(1));
    await write(disk, `blobs/bb/${'a'.repeat(64)}`, Uint8Array.of(1));
    await write(disk, 'quarantine/journal-1.damaged', Uint8Array.of(1));
    expect(await kindsOf(world)).toEqual([
      'partial',
      'quarantined',
      'stranger',
      'stranger',
      'stray-list',
    ]);
    for (const { id } of await world.drive.orphans.list())
      await world.drive.orphans.settle(id, 'discard', null);
    expect(await kindsOf(world)).toEqual([]);
    await expect(world.drive.orphans.settle('x', 'discard', null)).rejects.toMatchObject({
      type: 'not-found',
    });
  });
});

describe('garbage', () => {
  const purge = async (world: World): Promise<void> => {
    await world.drive.media.remove(world.ids, null);
    await world.drive.trash.purge(world.ids, null);
  };

  it('V10: what somebody holds is collected once they let go, and is no orphan until then', async () => {
    const world = await startWith(['x']);
    const path = await pathOf(world, world.ids[0] as MediaId);
    const hash = path.split('/').at(-1) as BlobHash;
    await world.holds.during(hash, () => purge(world));
    expect(world.machine.disk.files().has(path)).toBe(true);
    expect(await world.drive.orphans.list()).toEqual([]);
    expect((await world.drive.integrity.presence()).orphans).toBe(0);
    world.machine.clock.advance(GARBAGE_AGE_MS);
    const next = await startDrive(world.machine.survive('crash', { seed: 2 }));
    expect(await next.drive.trash.collect()).toBe(1);
    expect(await next.drive.trash.collect()).toBe(0);
    expect(next.ports.blobs.pathOf(path.split('/').at(-1) as BlobHash)).toBe(path);
    expect(await next.ports.disk.size(path)).toBeNull();
  });

  it('V10: what a person purges goes though somebody reads it', async () => {
    const world = await startWith(['x']);
    const path = await pathOf(world, world.ids[0] as MediaId);
    await world.drive.originals.open(world.ids[0] as MediaId);
    await purge(world);
    expect(world.machine.disk.files().has(path)).toBe(false);
  });

  it('V10: bytes that came again meanwhile stay', async () => {
    const world = await startWith(['x']);
    await world.drive.originals.open(world.ids[0] as MediaId);
    await purge(world);
    const { added } = await importFiles(world, 'b', [memoryFile('x')]);
    world.machine.clock.advance(GARBAGE_AGE_MS);
    expect(await world.drive.trash.collect()).toBe(0);
    expect(await world.drive.integrity.verify({ deep: true })).toMatchObject({
      checked: 1,
      missing: 0,
    });
    expect(added).toHaveLength(1);
  });

  it('V10: a hold ends with its task, or with its time', async () => {
    let nowMs = 0;
    const holds = createHolds({ nowMs: () => nowMs });
    const hash = 'a'.repeat(64) as BlobHash;
    await holds.during(hash, async () => {
      expect(holds.isHeld(hash)).toBe(true);
      await holds.during(hash, () => Promise.resolve());
      expect(holds.isHeld(hash)).toBe(true);
    });
    expect(holds.isHeld(hash)).toBe(false);
    holds.lend(hash, 10);
    nowMs = 9;
    expect(holds.isHeld(hash)).toBe(true);
    expect(holds.isAtWork(hash)).toBe(false);
    nowMs = 10;
    expect(holds.isHeld(hash)).toBe(false);
  });
});

import { mayHealAll } from '../../../fixtures/no-repair.ts';
import { describe, expect, it } from 'vitest';
import type { BlobHash, MediaId } from '../../../../src/core/base/ids.ts';
import { createSimulatedMachine } from '../../../../src/platform/memory/simulated-machine.ts';
import {
  importFiles,
  type RunningDrive,
  startDrive,
  type StartOptions,
} from '../../../simulation/drive/drive-world.ts';
import { runningHash } from '../../../simulation/drive/drive-checks.ts';
import { memoryFile } from '../../../simulation/drive/simulated-lab.ts';
import {
  copyBlobs,
  createCopyRepair,
  flipBit,
} from '../../../simulation/integrity/good-copy.ts';

const CLEAN_CHECKS = process.env['HM_LONG'] === '1' ? 10_000 : 500;

const DAY_MS = 86_400_000;
const NEVER = new AbortController().signal;
const SEGMENT = 'journal/00000001.log';

/** A drive with files, and what is asked of its media workers. */
const startWith = async (names: readonly string[], options: StartOptions = {}) => {
  const machine = createSimulatedMachine({ seed: 1 });
  const asked: BlobHash[] = [];
  const running = await startDrive(machine, {
    ...options,
    plantInHashes: (hashes) => {
      const planted = options.plantInHashes?.(hashes) ?? hashes;
      const blob: typeof hashes.blob = (hash, signal) => {
        asked.push(hash);
        return planted.blob(hash, signal);
      };
      return { ...planted, blob };
    },
  });
  const ids: MediaId[] = [];
  for (const name of names) {
    const size = name.startsWith('large') ? 2_200_000 : 9_000;
    ids.push(...(await importFiles(running, 'a', [memoryFile(name, size)])).added);
    machine.clock.advance(1_000);
  }
  return { ...running, machine, asked, ids };
};

const hashOf = async ({ drive }: RunningDrive, id: MediaId | undefined): Promise<BlobHash> =>
  (await drive.media.get(id as MediaId)).hash;

const pathOf = async (running: RunningDrive, id: MediaId | undefined): Promise<string> =>
  running.ports.blobs.pathOf(await hashOf(running, id));

const availabilityOf = async ({ drive }: RunningDrive, id: MediaId | undefined) =>
  (await drive.media.get(id as MediaId)).availability;

describe('reading bytes', () => {
  it('V2: what was just imported is not read again; deep reads all the same', async () => {
    const world = await startWith(['x', 'y']);
    const quick = await world.drive.integrity.verify();
    expect(quick).toMatchObject({ checked: 2, bytesRead: 0, missing: 0, corrupt: 0 });
    expect(world.asked).toEqual([]);
    const deep = await world.drive.integrity.verify({ deep: true });
    expect(deep).toMatchObject({ checked: 2, bytesRead: 18_000, missing: 0, corrupt: 0 });
    expect(world.asked).toHaveLength(2);
  });

  it('V2: what was seen to be right expires', async () => {
    const world = await startWith(['x']);
    await world.drive.integrity.configure({ verifiedForDays: 2 });
    world.machine.clock.advance(3 * DAY_MS);
    expect((await world.drive.integrity.verify()).bytesRead).toBe(9_000);
    expect((await world.drive.integrity.verify()).bytesRead).toBe(0);
  });

  it('V3: the least recently verified comes first, and a check goes on after a restart where it was', async () => {
    const stop = new AbortController();
    const read: BlobHash[] = [];
    const world = await startWith(['x', 'y', 'z', 'w'], {
      plantInHashes: (hashes) => ({
        ...hashes,
        width: 1,
        blob: (hash, signal) => {
          read.push(hash);
          if (read.length === 2) stop.abort();
          return hashes.blob(hash, signal);
        },
      }),
    });
    const [, y, z, w] = await Promise.all(world.ids.map((id) => hashOf(world, id)));
    world.machine.clock.advance(40 * DAY_MS);
    // Opening it reads it whole, so it is not due any more.
    await world.drive.originals.open(world.ids[0] as MediaId);
    expect(await world.drive.integrity.readOn(Infinity, stop.signal)).toEqual({
      isDone: false,
    });
    expect(read).toEqual([y, z]);
    const again: BlobHash[] = [];
    const next = await startDrive(world.machine.survive('crash', { seed: 2 }), {
      plantInHashes: (hashes) => ({
        ...hashes,
        blob: (hash, signal) => {
          again.push(hash);
          return hashes.blob(hash, signal);
        },
      }),
    });
    expect(await next.drive.integrity.readOn(Infinity, NEVER)).toEqual({ isDone: true });
    expect(again).toEqual([w]);
  });

  it('V3: no blob is begun once the budget is spent', async () => {
    const world = await startWith(['x', 'y']);
    world.machine.clock.advance(40 * DAY_MS);
    const { nowMs } = world.machine.clock;
    expect(await world.drive.integrity.readOn(nowMs(), NEVER)).toEqual({ isDone: false });
    expect(world.asked).toEqual([]);
  });

  it('V3: a check of a collection reads what stands in and below it', async () => {
    const world = await startWith(['x', 'y']);
    await importFiles(world, 'b/c', [memoryFile('z')]);
    const { drive } = world;
    const report = await drive.integrity.verify({ deep: true, collection: 'b' });
    expect(report).toMatchObject({ checked: 1, bytesRead: 9_000 });
    await expect(drive.integrity.verify({ collection: 'nowhere' })).rejects.toMatchObject({
      type: 'not-found',
    });
  });

  it('V3: a check that is stopped says so, and tells how far it is meanwhile', async () => {
    const world = await startWith(['x', 'y']);
    const stop = new AbortController();
    stop.abort();
    await expect(
      world.drive.integrity.verify({ deep: true, signal: stop.signal }),
    ).rejects.toMatchObject({ type: 'cancelled' });
    await world.drive.integrity.verify({ deep: true });
    const news = world.events.flatMap(({ event, payload }) =>
      event === 'progress' && 'phase' in payload ? [payload] : [],
    );
    expect(news.at(-1)).toMatchObject({ job: 'verify', phase: 'verified', done: 2, total: 2 });
  });
});

describe('damage', () => {
  it('V4: a wrong answer of a worker is no damage', async () => {
    const world = await startWith(['x', 'y'], {
      plantInHashes: (hashes) => ({
        ...hashes,
        blob: () => Promise.resolve('0'.repeat(64) as BlobHash),
      }),
    });
    expect(await world.drive.integrity.verify({ deep: true })).toMatchObject({
      checked: 2,
      corrupt: 0,
      stillMissing: [],
    });
  });

  it(`V4: no false alarm over ${CLEAN_CHECKS} clean checks`, async () => {
    const clean = { missing: 0, corrupt: 0, repaired: 0, orphans: 0, stillMissing: [] };
    const large = await startWith(['x', 'large', 'y']);
    for (let n = 0; n < 20; n++) {
      const report = await large.drive.integrity.verify({ deep: true });
      expect(report).toMatchObject({ checked: 3, ...clean });
    }
    const small = await startWith(['x', 'y']);
    for (let n = 0; n < CLEAN_CHECKS; n++) {
      const report = await small.drive.integrity.verify({ deep: true });
      expect(report).toMatchObject({ checked: 2, ...clean });
    }
  }, 600_000);

  it('V5: the damaged chunks are named for the repair, all of them where the blob is gone', async () => {
    const told: unknown[] = [];
    const world = await startWith(['large', 'large-2'], {
      repairerOf: () => ({
        lookFor: mayHealAll,
        repair: ({ kind, chunks }) => {
          told.push({ kind, chunks });
          return Promise.resolve({ state: 'unrepaired', tried: ['parity'] });
        },
      }),
    });
    await flipBit(world.machine, await pathOf(world, world.ids[0]), 1_500_000);
    await flipBit(world.machine, await pathOf(world, world.ids[0]), 2_150_000);
    await world.machine.disk.remove(await pathOf(world, world.ids[1]));
    const report = await world.drive.integrity.verify({ deep: true });
    expect(report).toMatchObject({ missing: 1, corrupt: 1, repaired: 0 });
    expect(told).toHaveLength(2);
    expect(told).toContainEqual({ kind: 'wrong-bytes', chunks: [1, 2] });
    expect(told).toContainEqual({ kind: 'missing', chunks: [0, 1, 2] });
  });

  it('V5: a blob that was cut is of the wrong size', async () => {
    const world = await startWith(['large']);
    const file = await world.machine.disk.open(await pathOf(world, world.ids[0]), {
      create: false,
    });
    await file.truncate(1_048_576);
    await file.close();
    const report = await world.drive.integrity.verify({ deep: true });
    expect(report).toMatchObject({ corrupt: 1, stillMissing: [{ name: 'large' }] });
    expect(await availabilityOf(world, world.ids[0])).toBe('damaged');
  });

  it('V7: a repair is believed only once the bytes were read again', async () => {
    const world = await startWith(['x'], {
      repairerOf: () => ({
        lookFor: mayHealAll,
        repair: () =>
          Promise.resolve({ state: 'repaired', source: 'liar', chunks: 1, bytes: 1 }),
      }),
    });
    await flipBit(world.machine, await pathOf(world, world.ids[0]), 5);
    expect(await world.drive.integrity.verify({ deep: true })).toMatchObject({
      repaired: 0,
      stillMissing: [{ name: 'x', sources: [] }],
    });
    expect(await availabilityOf(world, world.ids[0])).toBe('damaged');
  });

  it('V7: bytes that a reader meets damaged are healed before it gets them', async () => {
    const copies = new Map<string, Uint8Array>();
    const world = await startWith(['x'], { repairerOf: createCopyRepair(copies) });
    for (const [hash, bytes] of copyBlobs(world.machine)) copies.set(hash, bytes);
    await flipBit(world.machine, await pathOf(world, world.ids[0]), 5);
    world.machine.clock.advance(40 * DAY_MS);
    await world.drive.originals.open(world.ids[0] as MediaId);
    expect(await availabilityOf(world, world.ids[0])).toBe('local');
  });

  it('V7: what came again while it was read is not called damaged by what was read before', async () => {
    let whileRead: () => Promise<unknown> = () => Promise.resolve();
    const world = await startWith(['x'], {
      plantInHashes: (hashes) => ({
        ...hashes,
        again: async (path) => {
          const read = await hashes.again(path);
          await whileRead();
          return read;
        },
      }),
    });
    await flipBit(world.machine, await pathOf(world, world.ids[0]), 5);
    await world.drive.integrity.verify({ deep: true });
    whileRead = () => importFiles(world, 'a', [memoryFile('x')]);
    const report = await world.drive.integrity.verify({ deep: true });
    expect(report).toMatchObject({ corrupt: 0, stillMissing: [] });
    expect(await availabilityOf(world, world.ids[0])).toBe('local');
  });

  it('V7: a page that met wrong bytes has them read at once', async () => {
    const world = await startWith(['x']);
    const [id] = world.ids;
    const hash = await hashOf(world, id);
    expect(await world.drive.integrity.suspect(hash)).toBe(true);
    await flipBit(world.machine, await pathOf(world, id), 5);
    expect(await world.drive.integrity.suspect(hash)).toBe(false);
    expect(await availabilityOf(world, id)).toBe('damaged');
    expect(world.events.at(-1)).toMatchObject({ event: 'status', payload: { level: 'warn' } });
  });

  it('V11: a journal that rots is written anew, what was damaged is set aside', async () => {
    const { machine: before } = await startWith(['x', 'y', 'z']);
    const machine = before.survive('crash', { seed: 6 });
    await flipBit(machine, SEGMENT, 900);
    const rotten = machine.disk.files().get(SEGMENT);
    const { drive } = await startDrive(machine);
    machine.clock.advance(120_000);
    expect(await drive.integrity.verify()).toMatchObject({ corrupt: 1, repaired: 1 });
    expect(machine.disk.files().get('quarantine/journal-1.damaged')).toEqual(rotten);
    expect(await drive.integrity.verify()).toMatchObject({ corrupt: 0, orphans: 1 });
    const next = await startDrive(machine.survive('crash', { seed: 7 }));
    await next.drive.rebuildCatalog(await runningHash());
    expect((await next.drive.listing.list('a', {})).total).toBe(3);
    expect(await next.drive.integrity.verify()).toMatchObject({ corrupt: 0 });
  });

  it('V6: a chunk list that rots is made again from its blob', async () => {
    const world = await startWith(['large']);
    const [path = ''] = [...world.machine.disk.files().keys()].filter((name) =>
      name.startsWith('lists/'),
    );
    const before = world.machine.disk.files().get(path);
    await flipBit(world.machine, path, 40);
    const report = await world.drive.integrity.verify({ deep: true });
    expect(report).toMatchObject({ corrupt: 1, repaired: 1, stillMissing: [] });
    expect(world.machine.disk.files().get(path)).toEqual(before);
  });
});

describe('what is kept', () => {
  it('V12: settings and the last report outlive a restart, and are no part of what drives are compared by', async () => {
    const world = await startWith(['x']);
    const { drive } = world;
    expect(await drive.integrity.lastReport()).toBeNull();
    const settings = await drive.integrity.configure({ deepCheckBudgetMs: 1 });
    expect(settings).toEqual({
      ...{ parityPercent: 0, parityCollections: null },
      ...{ deepCheckBudgetMs: 1, verifiedForDays: 30 },
    });
    const report = await drive.integrity.verify({ deep: true });
    const next = await startDrive(world.machine.survive('crash', { seed: 3 }));
    expect(await next.drive.integrity.lastReport()).toEqual(report);
    expect(await next.drive.integrity.settings()).toEqual(settings);
  });

  it.each([
    [{ verifiedForDays: -1 }, 'not -1'],
    [{ deepCheckBudgetMs: 'soon' }, 'not "soon"'],
    [{ parityPercent: 101 }, 'not 101'],
    [{ parity: 10 }, 'parity must be one of'],
  ])('V12: %j is refused with the value', async (patch, message) => {
    const { drive } = await startWith([]);
    await expect(drive.integrity.configure(patch)).rejects.toMatchObject({
      type: 'bad-argument',
      message: expect.stringContaining(message) as unknown,
    });
    expect((await drive.integrity.settings()).verifiedForDays).toBe(30);
  });

  it('V1: the report of a start follows what its checks found', async () => {
    const world = await startWith(['x', 'y']);
    await world.machine.disk.remove(await pathOf(world, world.ids[0]));
    const machine = world.machine.survive('crash', { seed: 4 });
    const next = await startDrive(machine);
    expect(next.drive.startup).toMatchObject({ checked: 0, missing: 0 });
    await next.drive.integrity.presence();
    await next.drive.integrity.healMissing();
    expect(next.drive.startup).toMatchObject({ checked: 2, missing: 1, repaired: 0 });
    const last = await startDrive(machine.survive('crash', { seed: 5 }));
    expect(last.drive.startup.missing).toBe(1);
  });
});

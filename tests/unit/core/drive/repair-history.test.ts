import { describe, expect, it } from 'vitest';
import type { MediaId } from '../../../../src/core/base/ids.ts';
import { REPLACED_DAYS } from '../../../../src/core/drive/repair-history.ts';
import { createSimulatedMachine } from '../../../../src/platform/memory/simulated-machine.ts';
import { importFiles, startDrive } from '../../../simulation/drive/drive-world.ts';
import { memoryFile } from '../../../simulation/drive/simulated-lab.ts';
import { copyBlobs, flipBit, write } from '../../../simulation/integrity/good-copy.ts';

const DAY_MS = 86_400_000;

/** A drive with two items, and the receipt that a repairer writes of the first. */
const startHealed = async () => {
  const machine = createSimulatedMachine({ seed: 1 });
  const running = await startDrive(machine);
  const { drive } = running;
  const files = ['x', 'y'].map((name) => memoryFile(name));
  const { added } = await importFiles(running, 'a', files);
  const id = added[0] as MediaId;
  const { hash: blob } = await drive.media.get(id);
  const heal = async (at: string): Promise<void> => {
    const facts = { blob, cause: 'wrong-bytes', chunks: 1, bytes: 100 } as const;
    await drive.healing.keepReceipt({ ...facts, source: 'parity', at });
  };
  const setAside = (name: string) =>
    write(machine.disk, `quarantine/${blob}.${name}`, Uint8Array.of(1, 2, 3));
  return { ...running, machine, blob, id, heal, setAside, nowMs: machine.clock.nowMs };
};
const iso = (ms: number): string => new Date(ms).toISOString();

describe('P12: what was healed', () => {
  it('is told with its items, the newest first, and nothing of a drive that was never healed', async () => {
    const { drive, id, heal, nowMs } = await startHealed();
    expect(await drive.repairs.list()).toEqual([]);
    const [first, second] = [iso(nowMs()), iso(nowMs() + 1_000)];
    await heal(first);
    await heal(second);
    const told = await drive.repairs.list();
    expect(told.map(({ at, media, replaced }) => ({ at, media, replaced }))).toEqual([
      { at: second, media: [{ id, name: 'x' }], replaced: null },
      { at: first, media: [{ id, name: 'x' }], replaced: null },
    ]);
    expect(await drive.repairs.list({ limit: 1 })).toHaveLength(1);
  });

  it('keeps what it replaced with the last repair of that blob, as no orphan, until it is discarded', async () => {
    const { drive, blob, heal, setAside, machine, nowMs } = await startHealed();
    await heal(iso(nowMs()));
    await heal(iso(nowMs() + 1_000));
    await setAside('wrong-chunks.0');
    await setAside('wrong-bytes.0');
    const until = iso(nowMs() + 1_000 + REPLACED_DAYS * DAY_MS);
    const told = await drive.repairs.list();
    expect(told.map(({ replaced }) => replaced)).toEqual([{ sizeBytes: 6, until }, null]);
    expect((await drive.usage()).reclaimable).toBe(6);
    expect(await drive.orphans.list()).toEqual([]);
    await drive.repairs.discard(blob);
    expect([...machine.disk.files().keys()].filter((p) => p.startsWith('quarantine/'))).toEqual(
      [],
    );
    expect((await drive.usage()).reclaimable).toBe(0);
    await expect(drive.repairs.discard(blob)).rejects.toMatchObject({ type: 'not-found' });
  });

  it('lets go of it after its days, and not before', async () => {
    const { drive, heal, setAside, machine, nowMs } = await startHealed();
    await heal(iso(nowMs()));
    await setAside('wrong-chunks.0');
    machine.clock.advance(REPLACED_DAYS * DAY_MS - 1);
    expect(await drive.repairs.expire()).toBe(0);
    machine.clock.advance(1);
    expect(await drive.repairs.expire()).toBe(1);
    expect(await drive.repairs.list()).toMatchObject([{ replaced: null }]);
  });

  it('keeps what was set aside while the blob is not here rightly, and of blobs that were not healed', async () => {
    const { drive, blob, id, heal, setAside, machine, nowMs } = await startHealed();
    const other = (await drive.listing.list('a', {})).items.find((item) => item.id !== id);
    await write(machine.disk, `quarantine/${other?.hash}.wrong-bytes.0`, Uint8Array.of(1));
    await heal(iso(nowMs()));
    await setAside('wrong-bytes.0');
    await machine.disk.remove(`blobs/${blob.slice(0, 2)}/${blob}`);
    await drive.integrity.presence();
    machine.clock.advance(2 * REPLACED_DAYS * DAY_MS);
    expect(await drive.repairs.expire()).toBe(0);
    expect((await drive.orphans.list()).map(({ kind, choices }) => [kind, choices])).toEqual(
      expect.arrayContaining([
        ['quarantined', ['adopt', 'discard']],
        ['quarantined', ['discard']],
      ]),
    );
  });
});

describe('V9: a file in quarantine', () => {
  /** Wrong bytes in their place, and others set aside under the same name. */
  const startTorn = async (change: (bytes: Uint8Array) => Uint8Array) => {
    const world = await startHealed();
    const { machine, blob, drive } = world;
    const path = `blobs/${blob.slice(0, 2)}/${blob}`;
    const good = copyBlobs(machine).get(blob) ?? new Uint8Array();
    await write(machine.disk, `quarantine/${blob}.wrong-bytes.0`, change(good.slice()));
    await flipBit(machine, path, 7);
    await drive.integrity.verify({ deep: true });
    const [orphan] = await drive.orphans.list();
    return {
      ...world,
      good,
      path,
      settle: () => drive.orphans.settle(orphan?.id ?? '', 'adopt', null),
    };
  };

  it('that is right takes the place of what is wrong, which is set aside', async () => {
    const { machine, drive, blob, good, path, settle } = await startTorn((bytes) => bytes);
    await settle();
    expect(machine.disk.files().get(path)).toEqual(good);
    expect(await drive.integrity.verify({ deep: true })).toMatchObject({ corrupt: 0 });
    const names = [...machine.disk.files().keys()].filter((p) => p.startsWith('quarantine/'));
    expect(names).toEqual([`quarantine/${blob}.wrong-bytes.1`]);
  });

  it('that is wrong as well is refused, and nothing is moved', async () => {
    const { machine, settle } = await startTorn((bytes) => bytes.fill(0, 0, 1));
    const before = [...machine.disk.files()].filter(([path]) =>
      /^(blobs|quarantine)/.test(path),
    );
    await expect(settle()).rejects.toMatchObject({ type: 'damaged' });
    const after = [...machine.disk.files()].filter(([path]) =>
      /^(blobs|quarantine)/.test(path),
    );
    expect(after).toEqual(before);
  });
});

import { describe, expect, it } from 'vitest';
import { createMemoryCatalog } from '../../../src/platform/memory/memory-catalog.ts';
import { createSeededRandom } from '../../../src/platform/memory/memory-random.ts';
import type { SimulatedMachine } from '../../../src/platform/memory/simulated-machine.ts';
import { expectEqualRebuild, IS_LONG, SEED } from '../drive/drive-checks.ts';
import { portrait, startDrive } from '../drive/drive-world.ts';
import { copyBlobs, flipBit } from './good-copy.ts';
import {
  expectHealed,
  frameBoundaries,
  survivorOf,
  tell,
  type Told,
  verify,
} from './told-drive.ts';

/** Bytes that are flipped in each file, each in a drive of its own. */
const FLIPS = IS_LONG ? 40 : 3;

describe(`a drive whose files rot or vanish (seed ${SEED})`, () => {
  it('V4, V7, invariants 2, 7, 9: a flipped bit anywhere is found, and healed while a good copy is in reach', async () => {
    const told = await tell();
    const random = createSeededRandom(SEED).fork('flips');
    for (const path of told.paths) {
      const length = told.machine.disk.files().get(path)?.length ?? 0;
      for (let n = 0; n < FLIPS; n++) {
        const machine = survivorOf(told, n);
        const at = random.below(length);
        await flipBit(machine, path, at);
        const report = await expectHealed(told, machine, `${path} at ${at}`);
        if (path.startsWith('blobs/'))
          expect(report, path).toMatchObject({ corrupt: 1, repaired: 1, quarantined: 1 });
        if (path.startsWith('lists/'))
          expect(report, path).toMatchObject({ corrupt: 1, repaired: 1 });
      }
    }
  }, 300_000);

  it('V1, V7, invariants 3, 9: any file that is deleted is missed, and brought back while a good copy is in reach', async () => {
    const told = await tell();
    for (const path of told.paths) {
      const machine = survivorOf(told, 0);
      await machine.disk.remove(path);
      const report = await expectHealed(told, machine, path);
      if (path.startsWith('blobs/'))
        expect(report, path).toMatchObject({ missing: 1, repaired: 1 });
    }
  }, 300_000);

  it('V6, invariants 3, 4: without a copy, what is missing or damaged is named exactly, and nothing goes', async () => {
    const told = await tell();
    const blobs = told.paths.filter((path) => path.startsWith('blobs/'));
    for (const [i, path] of blobs.entries()) {
      const machine = survivorOf(told, i);
      const hash = path.split('/').at(-1) ?? '';
      if (i % 2 === 0) await flipBit(machine, path, 100);
      else await machine.disk.remove(path);
      const running = await startDrive(machine);
      const report = await verify(running, machine);
      expect(report.stillMissing.length, path).toBeGreaterThan(0);
      expect(report.stillMissing.every((item) => item.hash === hash)).toBe(true);
      expect(report.repaired, path).toBe(0);
      expect(await portrait(running), path).toBe(told.shown);
      for (const { id } of report.stillMissing) {
        const { availability } = await running.drive.media.get(id as never);
        expect(availability, path).toBe(i % 2 === 0 ? 'damaged' : 'missing');
      }
      if (i % 2 === 0) expect([...machine.disk.files().keys()]).toContain(path);
      expect(await running.drive.integrity.lastReport()).toEqual(report);
    }
  });

  it('V8, V9, invariants 1, 3: a journal cut at any act leaves a drive of that time; the bytes behind it are listed, and adopted again', async () => {
    const told = await tell();
    const segments = told.paths.filter((path) => path.endsWith('.log'));
    for (const path of segments) {
      for (const cut of frameBoundaries(told.machine.disk.files().get(path))) {
        const machine = survivorOf(told, cut);
        const file = await machine.disk.open(path, { create: false });
        await file.truncate(cut);
        await file.close();
        await expectCutJournal(told, machine, `${path} cut at ${cut}`);
      }
    }
  }, 300_000);
});

/** How many blobs had no record without the catalogue; each is adopted. */
const expectCutJournal = async (
  told: Told,
  cut: SimulatedMachine,
  what: string,
): Promise<number> => {
  const withCatalog = await startDrive(cut.survive('crash', { seed: SEED }));
  expect(await portrait(withCatalog), `${what}, the catalogue there`).toBe(told.shown);
  const machine = cut.survive('crash', { seed: SEED });
  const { clock, operations } = machine;
  const running = await startDrive({
    ...machine,
    catalog: createMemoryCatalog({ clock, operations }),
  });
  const report = await running.drive.integrity.verify({ deep: true });
  const listed = (await running.drive.orphans.list()).filter(
    ({ kind }) => kind === 'unnamed-bytes',
  );
  expect(report.orphans, what).toBeGreaterThanOrEqual(listed.length);
  for (const { id } of listed) await running.drive.orphans.settle(id, 'adopt', null);
  const held = new Set(
    [...machine.disk.files().keys()].filter((path) => path.startsWith('blobs/')),
  );
  expect([...copyBlobs(machine).keys()].sort(), what).toEqual([...told.copies.keys()].sort());
  expect((await running.drive.orphans.list()).filter(({ path }) => held.has(path))).toEqual([]);
  const found = await running.drive.integrity.verify({ deep: true });
  expect(found, what).toMatchObject({ checked: told.copies.size, missing: 0, corrupt: 0 });
  await expectEqualRebuild(running);
  return listed.length;
};

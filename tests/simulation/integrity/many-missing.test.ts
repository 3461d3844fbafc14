import { expect, it } from 'vitest';
import { createContentHasher } from '../../../src/platform/hashing/content-hasher.ts';
import { createSimulatedMachine } from '../../../src/platform/memory/simulated-machine.ts';
import { createParitySource } from '../../../src/core/integrity/parity-source.ts';
import { createRepairer } from '../../../src/core/integrity/repair.ts';
import {
  type CopyIndex,
  createCopySource,
  createQuarantineSource,
} from '../../../src/core/integrity/source-copies.ts';
import type { Disk } from '../../../src/core/storage/disk.ts';
import { IS_LONG } from '../drive/drive-checks.ts';
import { importFiles, startDrive } from '../drive/drive-world.ts';
import { memoryFile } from '../drive/simulated-lab.ts';
import { copyBlobs } from './good-copy.ts';

const COUNT = IS_LONG ? 3_000 : 300;
const GIVEN = 40;

/** A drive of many items whose files are all gone, with a folder that has some of them. */
const startEvicted = async () => {
  const machine = createSimulatedMachine({ seed: 3 });
  const before = await startDrive(machine);
  const names = Array.from({ length: COUNT }, (_, i) => `photo ${i}`);
  await importFiles(
    before,
    'a',
    names.map((name) => memoryFile(name)),
  );
  const copies = copyBlobs(machine);
  const given = [...copies].slice(0, GIVEN);
  const next = machine.survive('crash', { seed: 4 });
  await next.disk.remove('blobs');
  const calls = { walks: 0, lists: 0, opens: 0 };
  const watched = (disk: Disk): Disk => ({
    ...disk,
    list: (directory) => {
      calls.lists += 1;
      return disk.list(directory);
    },
    open: (path, options) => {
      calls.opens += 1;
      return disk.open(path, options);
    },
  });
  const index = (): Promise<CopyIndex> => {
    calls.walks += 1;
    return Promise.resolve({
      has: ({ hash }) => given.some(([name]) => name === hash),
      async *candidates({ hash }) {
        await Promise.resolve();
        for (const [name, bytes] of given) {
          if (name !== hash) continue;
          const read = (start: number, end: number) => Promise.resolve(bytes.slice(start, end));
          yield { sizeBytes: bytes.length, read };
        }
      },
    });
  };
  const { clock } = next;
  const hasher = createContentHasher();
  const running = await startDrive(next, {
    repairerOf: ({ disk: plain, blobs }) => {
      const disk = watched(plain);
      const walk = async function* () {
        yield* (await index()).candidates({ hash: 'nothing' } as never);
      };
      const sources = [
        createParitySource({ disk, blobs, coder: () => Promise.resolve(null) }),
        createQuarantineSource(disk, hasher),
        createCopySource('folder', hasher, walk, index),
      ];
      return createRepairer({
        disk,
        blobs,
        hasher,
        sources: () => sources,
        freeBytes: () => Promise.resolve(Infinity),
        wait: () => Promise.resolve(),
        nowMs: clock.nowMs,
        record: () => Promise.resolve(),
      });
    },
  });
  return { ...running, machine: next, calls };
};

it('V7, P8: of many blobs that are gone each source is looked at once, and what one has is healed', async () => {
  const { drive, calls, events } = await startEvicted();
  const told = events.length;
  expect(await drive.integrity.presence()).toMatchObject({ checked: COUNT, missing: COUNT });
  // Screens list anew at each news.
  expect(events.slice(told).filter(({ event }) => event === 'change')).toHaveLength(1);
  const tally = await drive.integrity.healMissing();
  expect(tally).toMatchObject({ missing: COUNT, repaired: GIVEN });
  expect(tally.stillMissing).toHaveLength(COUNT - GIVEN);
  expect(new Set(tally.stillMissing.map(({ name }) => name)).size).toBe(COUNT - GIVEN);
  expect(calls.walks).toBe(1);
  // Nothing is opened or listed for those that nobody has.
  expect(calls.opens).toBeLessThanOrEqual(3 * GIVEN);
  expect(calls.lists).toBeLessThanOrEqual(GIVEN + 3);
  expect(await drive.integrity.presence()).toMatchObject({ missing: COUNT - GIVEN });
}, 60_000);

it('V12: a report names so many items at most, and counts all', async () => {
  const { drive } = await startEvicted();
  const report = await drive.integrity.verify();
  expect(report.stillMissing).toHaveLength(COUNT - GIVEN);
  const kept = await drive.integrity.lastReport();
  expect(kept).toMatchObject({ missing: COUNT, repaired: GIVEN });
  expect(kept?.stillMissing).toEqual(report.stillMissing.slice(0, 1_000));
}, 60_000);

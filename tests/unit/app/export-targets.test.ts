import { describe, expect, it } from 'vitest';
import { exportFiles } from '../../../src/app/export-files.ts';
import { archiveTarget, EXPORT_DIRECTORY } from '../../../src/app/export-targets.ts';
import type { HmError } from '../../../src/core/base/hm-error.ts';
import type { MediaId } from '../../../src/core/base/ids.ts';
import type { ExportEntry } from '../../../src/core/exports/export-plan.ts';
import { createMemoryDisk } from '../../../src/platform/memory/memory-disk.ts';

const MIB = 1024 * 1024;
const SIZE = 3 * MIB;

const ENTRIES: readonly ExportEntry[] = ['a', 'b', 'ü ü/c'].map((id) => ({
  path: `${id}.jpg`,
  modifiedMs: 0,
  content: { type: 'original', id: id as MediaId, sizeBytes: SIZE },
}));

/** An archive of `ENTRIES` on a disk that takes `freeBytes` more. */
const setUp = async ({ freeBytes = Infinity, earlier = 0, quotaBytes = Infinity } = {}) => {
  const disk = createMemoryDisk({ quotaBytes });
  if (earlier > 0) {
    const file = await disk.open(`${EXPORT_DIRECTORY}/earlier.zip`, { create: true });
    await file.write(0, new Uint8Array(earlier));
    await file.close();
  }
  const openStaging = async (path: string) => {
    const file = await disk.open(path, { create: true });
    let at = 0;
    return {
      append: async (bytes: Uint8Array) => {
        await file.write(at, bytes);
        at += bytes.length;
      },
      flush: () => file.flush(),
      close: () => file.close(),
    };
  };
  const target = archiveTarget(
    { disk, openStaging, freeBytes: () => Promise.resolve(freeBytes) },
    'job',
  );
  const write = async (): Promise<number | null> => {
    await exportFiles(ENTRIES, target.write, {
      open: () => Promise.resolve(new Blob([new Uint8Array(SIZE)])),
      onProgress: () => undefined,
      signal: new AbortController().signal,
      tellsFailures: target.tellsFailures,
    });
    return disk.size(target.path ?? '');
  };
  const names = async () => (await disk.list(EXPORT_DIRECTORY)).map(({ name }) => name);
  return { target, write, names };
};

describe('an archive in the drive’s own storage', () => {
  it('is refused before anything is written, where there is no room: with how much it needs, to the byte', async () => {
    const { target, names } = await setUp({ freeBytes: 3 * SIZE });
    const failure = await target.assertRoom(ENTRIES).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      type: 'quota-exceeded',
      facts: { neededBytes: await (await setUp()).write(), freeBytes: 3 * SIZE },
    });
    expect((failure as HmError).facts).not.toHaveProperty('archiveBytes');
    expect(await names()).toEqual([]);
  });

  it('is refused as well where the browser promises more than it holds to', async () => {
    const { target, names } = await setUp({ quotaBytes: 2 * SIZE });
    await expect(target.assertRoom(ENTRIES)).rejects.toMatchObject({
      type: 'quota-exceeded',
      facts: { neededBytes: expect.any(Number) as number },
    });
    expect(await names()).toEqual([]);
  });

  it('fits where there is room, and where nobody says how much there is', async () => {
    for (const freeBytes of [3 * SIZE + 2 * MIB, Infinity])
      await expect((await setUp({ freeBytes })).target.assertRoom(ENTRIES)).resolves.toBe(
        undefined,
      );
  });

  it('names the archives of exports before it, which a reload lets go of', async () => {
    const { target } = await setUp({ freeBytes: 10, earlier: 7 * MIB });
    await expect(target.assertRoom(ENTRIES)).rejects.toMatchObject({
      facts: { archiveBytes: 7 * MIB },
    });
  });

  it('leaves nothing where it could not be written whole', async () => {
    const { write, names } = await setUp({ quotaBytes: 2 * SIZE });
    await expect(write()).rejects.toMatchObject({ type: 'quota-exceeded' });
    expect(await names()).toEqual([]);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { cdp } from 'vitest/browser';
import type { Disk } from '../../../src/core/storage/disk.ts';
import { createOpfsPageDisk } from '../../../src/platform/opfs/opfs-page-disk.ts';
import { failureOf } from '../../contract/failure-of.ts';
import { createWorkerDisk } from './worker-disk.ts';

const MIB = 1024 * 1024;

/** The session that vitest opens for this page; its type leaves the protocol out. */
const session = () =>
  cdp() as unknown as { send(method: string, params: object): Promise<unknown> };

/** Lets the origin hold `freeBytes` more than it does now. */
const leaveRoomFor = async (freeBytes: number): Promise<void> => {
  const { usage = 0 } = await navigator.storage.estimate();
  const quotaSize = usage + freeBytes;
  await session().send('Storage.overrideQuotaForOrigin', {
    origin: location.origin,
    quotaSize,
  });
};

afterEach(() => session().send('Storage.overrideQuotaForOrigin', { origin: location.origin }));

const describeQuota = (name: string, createDisk: () => Promise<Disk>): void => {
  describe(`a full origin: ${name}`, () => {
    it('an append over the quota rejects quota-exceeded, and the flushed bytes before it stand', async () => {
      const disk = await createDisk();
      const file = await disk.open('f', { create: true });
      await file.write(0, new Uint8Array(MIB).fill(1));
      await file.flush();
      await leaveRoomFor(MIB);
      const append = file.write(MIB, new Uint8Array(8 * MIB).fill(2)).then(() => file.flush());
      expect(await failureOf(append)).toBe('quota-exceeded');
      await file.close();
      expect(await disk.size('f')).toBe(MIB);
      expect((await disk.read('f')).every((byte) => byte === 1)).toBe(true);
    });
  });
};

describeQuota('OPFS in a worker', () => Promise.resolve(createWorkerDisk()));
describeQuota('OPFS in a page', async () => {
  const origin = await navigator.storage.getDirectory();
  return createOpfsPageDisk(
    await origin.getDirectoryHandle(crypto.randomUUID(), { create: true }),
  );
});

describe('a full origin: what only a worker promises', () => {
  it('a write that begins inside the file and would pass the quota overwrites nothing', async () => {
    const disk = createWorkerDisk();
    const file = await disk.open('f', { create: true });
    await file.write(0, new Uint8Array(MIB).fill(1));
    await leaveRoomFor(MIB);
    const over = new Uint8Array(8 * MIB).fill(2);
    expect(await failureOf(file.write(MIB / 2, over))).toBe('quota-exceeded');
    expect(await failureOf(file.truncate(8 * MIB))).toBe('quota-exceeded');
    expect(await file.size()).toBe(MIB);
    expect((await file.read(0, MIB)).every((byte) => byte === 1)).toBe(true);
    await file.close();
  });
});

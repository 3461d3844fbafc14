import { HmError } from '../../core/base/hm-error.ts';
import type { DiskFile } from '../../core/storage/disk.ts';
import type { MemoryBytes } from './memory-bytes.ts';
import { PAGE_BYTES } from './memory-bytes.ts';
import type { SimulatedOperations } from './simulated-operations.ts';

/**
 * An open file of a simulated disk. `admit` throws where the disk has no room for so many more bytes;
 * `release` is called once, by `close()`.
 */
export const createMemoryFile = (
  path: string,
  bytes: MemoryBytes,
  operations: SimulatedOperations,
  admit: (path: string, growthBytes: number) => void,
  release: () => void,
): DiskFile => {
  let isOpen = true;
  const later = <T>(act: () => T): Promise<T> =>
    Promise.resolve().then(() => {
      operations.assertAlive();
      if (!isOpen)
        throw new HmError('io-failed', `${path} is closed. Open it again.`, { path });
      return act();
    });

  const write = (at: number, data: Uint8Array): void => {
    operations.begin('write', `${path} ${at}+${data.length}`, (random) => {
      // A process that dies in a long write has written some of its pages.
      const written = random.below(Math.ceil(data.length / PAGE_BYTES)) * PAGE_BYTES;
      if (written > 0) bytes.write(at, data.subarray(0, written));
    });
    admit(path, at + data.length - bytes.size());
    bytes.write(at, data);
  };
  const truncate = (sizeBytes: number): void => {
    operations.begin('truncate', `${path} ${sizeBytes}`);
    admit(path, sizeBytes - bytes.size());
    bytes.truncate(sizeBytes);
  };
  const flush = (): void => {
    operations.begin('flush', path);
    bytes.flush();
  };

  return {
    size: () => later(() => bytes.size()),
    read: (at, length) => later(() => bytes.read(at, length)),
    write: (at, data) => {
      const copy = data.slice();
      return later(() => write(at, copy));
    },
    truncate: (sizeBytes) => later(() => truncate(sizeBytes)),
    flush: () => later(flush),
    close: () => {
      if (isOpen) release();
      isOpen = false;
      return Promise.resolve();
    },
  };
};

import type { Disk } from '../storage/disk.ts';
import type { StagingCopy } from './ingest-ports.ts';

/** Opens staging copies on a disk, for a thread that has no faster way. Rejects like `Disk`. */
export const createDiskStaging =
  (disk: Disk) =>
  async (path: string): Promise<StagingCopy> => {
    const file = await disk.open(path, { create: true });
    let at = 0;
    await file.truncate(0);
    return {
      append: async (bytes) => {
        await file.write(at, bytes);
        at += bytes.length;
      },
      flush: () => file.flush(),
      close: () => file.close(),
    };
  };

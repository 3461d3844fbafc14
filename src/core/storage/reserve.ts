import type { Clock } from '../base/clock.ts';
import { isHmError } from '../base/hm-error.ts';
import type { Disk } from './disk.ts';

/**
 * Room on the disk that is kept while there is plenty and given up when there is none, so that what frees
 * room (a deletion has to be written down, too) can be done on a full disk.
 */
export interface Reserve {
  /** Gives the room back to the disk; whether there was any. */
  release(): Promise<boolean>;
  /**
   * Keeps the room again where there is enough; a disk that refuses is asked again `RETRY_MS` later, and
   * so is one that the room was just given back to. Never rejects for an `HmError`.
   */
  refill(): Promise<void>;
}

/** Room that was given back is for others as long; then it is wanted again. */
export const RETRY_MS = 60_000;

/** What a reserve is. */
export interface ReserveOptions {
  readonly disk: Disk;
  /** A file of the reserve's own. Its bytes mean nothing, and a power cut may take them. */
  readonly path: string;
  /** 0: none is kept. */
  readonly sizeBytes: number;
  readonly clock: Clock;
}

/** The reserve of a disk, as an earlier run left it; nothing is read or written before it is asked. */
export const createReserve = ({ disk, path, sizeBytes, clock }: ReserveOptions): Reserve => {
  let isHeld = false;
  let triedMs = -Infinity;

  const refill: Reserve['refill'] = async () => {
    if (isHeld || sizeBytes === 0 || clock.nowMs() - triedMs < RETRY_MS) return;
    triedMs = clock.nowMs();
    try {
      const knownBytes = (await disk.size(path)) ?? 0;
      if (knownBytes !== sizeBytes) await fill(disk, path, sizeBytes);
      isHeld = true;
    } catch (error) {
      if (!isHmError(error)) throw error;
    }
  };

  const release: Reserve['release'] = async () => {
    if (sizeBytes === 0) return false;
    try {
      const knownBytes = (await disk.size(path)) ?? 0;
      await disk.remove(path);
      isHeld = false;
      triedMs = clock.nowMs();
      return knownBytes > 0;
    } catch (error) {
      if (!isHmError(error)) throw error;
      return false;
    }
  };

  return { release, refill };
};

/** Writes all of it: a size alone takes no room on a disk that knows holes. A part is worse than nothing. */
const fill = async (disk: Disk, path: string, sizeBytes: number): Promise<void> => {
  const file = await disk.open(path, { create: true });
  try {
    await file.truncate(0);
    await file.write(0, new Uint8Array(sizeBytes));
  } catch (error) {
    await file.close();
    await disk.remove(path);
    throw error;
  }
  await file.close();
};

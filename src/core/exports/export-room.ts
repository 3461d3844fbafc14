import { HmError } from '../base/hm-error.ts';
import type { PlainObject } from '../base/plain.ts';

/** What an archive of the drive's own storage needs, and what there is, in bytes. */
export interface ExportRoom {
  readonly neededBytes: number;
  /** `Infinity` where nobody says. */
  readonly freeBytes: number;
  /** What archives of exports before it take, which the next start lets go of. */
  readonly archiveBytes: number;
}

/** Left beside the archive: the drive goes on writing, and what could not be exported is listed. */
export const EXPORT_SPARE_BYTES = 1024 * 1024;

/** Rejects with `noExportRoom` where the archive does not fit by what the browser says. */
export const assertExportRoom = (room: ExportRoom): void => {
  if (room.freeBytes < room.neededBytes + EXPORT_SPARE_BYTES) throw noExportRoom(room);
};

/** 'quota-exceeded' of an archive; `freeBytes` where they are known. */
export const noExportRoom = ({
  neededBytes,
  freeBytes,
  archiveBytes,
}: Omit<ExportRoom, 'freeBytes'> & Partial<ExportRoom>): HmError => {
  const facts: PlainObject = {
    neededBytes,
    ...(freeBytes !== undefined && { freeBytes: Math.max(0, freeBytes) }),
    ...(archiveBytes > 0 && { archiveBytes }),
  };
  const earlier =
    archiveBytes > 0
      ? ` Archives of earlier exports take ${archiveBytes}: once they are saved, reload the page, and they make room.`
      : '';
  return new HmError(
    'quota-exceeded',
    `There is no room for an archive of ${neededBytes} bytes. Free some, export less at a time, or export into a folder.${earlier}`,
    facts,
  );
};

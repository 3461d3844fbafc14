import { isHmError } from '../base/hm-error.ts';
import type { Disk } from '../storage/disk.ts';
import { partsOf } from './parity-form.ts';
import type { ParityLayout } from './parity-layout.ts';

/** What is read of one row at a time; all rows of a stripe together stay within some tens of MiB. */
const RUN_BYTES = 256 * 1024;

/** Some stripes that lie next to each other: `[first, first + count)`. */
export interface StripeRun {
  readonly first: number;
  readonly count: number;
}

/** Bytes `[start, end)` of a file, fewer where it is shorter. */
export type ReadRange = (start: number, end: number) => Promise<Uint8Array>;

/** The most stripes that are worked on at once. */
export const stripesAtOnce = ({ shardBytes }: ParityLayout): number =>
  Math.max(1, Math.floor(RUN_BYTES / shardBytes));

/** All stripes in runs. */
export const runsOf = (layout: ParityLayout): readonly StripeRun[] => {
  const most = stripesAtOnce(layout);
  return Array.from({ length: Math.ceil(layout.stripes / most) }, (_, i) => ({
    first: i * most,
    count: Math.min(most, layout.stripes - i * most),
  }));
};

/**
 * The data shards of a run, row by row, each row as wide as the run; zeros where the blob has no bytes. The
 * array has room for the parity rows behind them.
 */
export const readDataRows = async (
  layout: ParityLayout,
  run: StripeRun,
  read: ReadRange,
): Promise<Uint8Array<ArrayBuffer>> => {
  const { shardBytes, stripes, dataRows, parityRows, sizeBytes } = layout;
  const rowBytes = run.count * shardBytes;
  const rows = new Uint8Array(rowBytes * (dataRows + parityRows));
  const reading = Array.from({ length: dataRows }, async (_, row) => {
    const start = (row * stripes + run.first) * shardBytes;
    const end = Math.min(start + rowBytes, sizeBytes);
    if (start < end) rows.set(await read(start, end), row * rowBytes);
  });
  await Promise.all(reading);
  return rows;
};

/** Reads the parity shards of a run into the room that `readDataRows` left for them. */
export const readParityRows = async (
  layout: ParityLayout,
  run: StripeRun,
  rows: Uint8Array,
  read: ReadRange,
): Promise<void> => {
  const { shardBytes, stripes, dataRows, parityRows } = layout;
  const rowBytes = run.count * shardBytes;
  const { shards } = partsOf(layout);
  const reading = Array.from({ length: parityRows }, async (_, row) => {
    const start = shards + (row * stripes + run.first) * shardBytes;
    rows.set(await read(start, start + rowBytes), (dataRows + row) * rowBytes);
  });
  await Promise.all(reading);
};

/** Reads ranges of a file; a file that is not there has no bytes. */
export const rangesOf =
  (disk: Disk, path: string): ReadRange =>
  async (start, end) => {
    try {
      return await disk.read(path, start, end);
    } catch (error) {
      if (isHmError(error) && error.type === 'not-found') return new Uint8Array();
      throw error;
    }
  };

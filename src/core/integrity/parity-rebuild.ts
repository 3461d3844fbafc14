import { crc32 } from '../base/crc32.ts';
import type { ErasureCoder } from './erasure-coder.ts';
import type { ParityFile } from './parity-file.ts';
import {
  type ReadRange,
  type StripeRun,
  readDataRows,
  readParityRows,
  stripesAtOnce,
} from './parity-rows.ts';

/** What a rebuild works with: a blob's bytes as they lie there, and its parity. */
export interface Rebuild {
  readonly parity: ParityFile;
  readonly readBlob: ReadRange;
  readonly coder: ErasureCoder;
}

/**
 * Bytes `[start, end)` of a blob as they were when its parity was made, or `null` where more is damaged than
 * parity heals. The checksums of shards are short: whoever uses the bytes checks them against a hash.
 */
export const rebuildRange = async (
  rebuild: Rebuild,
  start: number,
  end: number,
): Promise<Uint8Array<ArrayBuffer> | null> => {
  const { shardBytes, stripes, sizeBytes } = rebuild.parity.layout;
  const first = Math.floor(start / shardBytes);
  const count = Math.ceil(end / shardBytes) - first;
  const bytes = new Uint8Array(count * shardBytes);
  const readEnd = Math.min((first + count) * shardBytes, sizeBytes);
  bytes.set(await rebuild.readBlob(first * shardBytes, readEnd));
  const damaged = damagedAmong(rebuild, first, bytes);
  const wanted = new Set(damaged);
  for (const run of runsAround(damaged, stripes, stripesAtOnce(rebuild.parity.layout))) {
    const healed = await healRun(rebuild, run, wanted);
    if (healed === null) return null;
    for (const [shard, content] of healed) bytes.set(content, (shard - first) * shardBytes);
  }
  return bytes.slice(start - first * shardBytes, end - first * shardBytes);
};

/** Data shards, of those that lie in `bytes` from shard `first`, that are not as they were, or not known to be. */
const damagedAmong = (
  { parity }: Rebuild,
  first: number,
  bytes: Uint8Array,
): readonly number[] => {
  const { shardBytes } = parity.layout;
  const damaged: number[] = [];
  for (let at = 0; at < bytes.length; at += shardBytes) {
    const shard = first + at / shardBytes;
    if (parity.sums.data(shard) !== crc32(bytes.subarray(at, at + shardBytes))) {
      damaged.push(shard);
    }
  }
  return damaged;
};

/** The stripes of some shards, in runs of neighbours no longer than `most`. */
const runsAround = (
  shards: readonly number[],
  stripes: number,
  most: number,
): readonly StripeRun[] => {
  const touched = [...new Set(shards.map((shard) => shard % stripes))].sort((a, b) => a - b);
  const runs: StripeRun[] = [];
  for (const stripe of touched) {
    const last = runs.at(-1);
    if (last?.first !== undefined && stripe === last.first + last.count && last.count < most) {
      runs[runs.length - 1] = { first: last.first, count: last.count + 1 };
    } else runs.push({ first: stripe, count: 1 });
  }
  return runs;
};

/** The wanted data shards of a run; `null` where a stripe that is asked for lost too many. */
const healRun = async (
  { parity, readBlob, coder }: Rebuild,
  run: StripeRun,
  wanted: ReadonlySet<number>,
): Promise<ReadonlyMap<number, Uint8Array> | null> => {
  const { layout } = parity;
  const rows = await readDataRows(layout, run, readBlob);
  await readParityRows(layout, run, rows, parity.read);
  const healed = new Map<number, Uint8Array>();
  for (const [pattern, columns] of stripesByLoss(parity, run, rows)) {
    const { dataRows, parityRows, shardBytes, stripes } = layout;
    const available = Array.from(pattern, (flag) => flag === '1');
    if (available.filter((isThere) => !isThere).length > parityRows) return null;
    const gathered = gather(rows, run, columns, shardBytes);
    coder.reconstruct(gathered, dataRows, parityRows, available);
    for (const row of available.keys()) {
      if (row >= dataRows || available[row] === true) continue;
      for (const [i, column] of columns.entries()) {
        const shard = row * stripes + run.first + column;
        const at = (row * columns.length + i) * shardBytes;
        if (wanted.has(shard)) healed.set(shard, gathered.slice(at, at + shardBytes));
      }
    }
  }
  return healed;
};

/** The stripes of a run that lost data, by which of their shards are whole: `1` or `0` for each row. */
const stripesByLoss = (
  { layout, sums }: ParityFile,
  run: StripeRun,
  rows: Uint8Array,
): ReadonlyMap<string, readonly number[]> => {
  const { dataRows, parityRows, dataShards, shardBytes, stripes } = layout;
  const isWhole = (row: number, column: number): boolean => {
    const at = (row * run.count + column) * shardBytes;
    const sum = crc32(rows.subarray(at, at + shardBytes));
    const stripe = run.first + column;
    if (row >= dataRows) return sums.parity((row - dataRows) * stripes + stripe) === sum;
    const shard = row * stripes + stripe;
    return shard >= dataShards || sums.data(shard) === sum;
  };
  const byLoss = new Map<string, number[]>();
  for (let column = 0; column < run.count; column++) {
    let pattern = '';
    for (let row = 0; row < dataRows + parityRows; row++) {
      pattern += isWhole(row, column) ? '1' : '0';
    }
    const known = byLoss.get(pattern);
    if (known !== undefined) known.push(column);
    else if (pattern.slice(0, dataRows).includes('0')) byLoss.set(pattern, [column]);
  }
  return byLoss;
};

/** The shards of some stripes of a run, row by row, side by side. */
const gather = (
  rows: Uint8Array,
  run: StripeRun,
  columns: readonly number[],
  shardBytes: number,
): Uint8Array<ArrayBuffer> => {
  const rowCount = rows.length / (run.count * shardBytes);
  const gathered = new Uint8Array(rowCount * columns.length * shardBytes);
  for (let row = 0; row < rowCount; row++) {
    for (const [i, column] of columns.entries()) {
      const from = (row * run.count + column) * shardBytes;
      const to = (row * columns.length + i) * shardBytes;
      gathered.set(rows.subarray(from, from + shardBytes), to);
    }
  }
  return gathered;
};

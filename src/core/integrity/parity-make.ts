import { crc32 } from '../base/crc32.ts';
import type { BlobHash } from '../base/ids.ts';
import type { Breathe } from '../base/stretches.ts';
import type { ContentHasher } from '../media/ingest-ports.ts';
import type { Disk, DiskFile } from '../storage/disk.ts';
import type { ErasureCoder } from './erasure-coder.ts';
import { type ParityHead, encodeHead, encodeSums, partsOf } from './parity-form.ts';
import { countParityShards, planParity } from './parity-layout.ts';
import {
  type ReadRange,
  type StripeRun,
  rangesOf,
  readDataRows,
  runsOf,
} from './parity-rows.ts';

/** A blob up to this size is read once and held; a larger one is read twice. */
const HELD_BYTES = 16 * 1024 * 1024;
/** What is hashed at a time: whole shards of every length. */
const PIECE_BYTES = 4 * 1024 * 1024;

/** What making parity needs. */
export interface ParityMaking {
  readonly disk: Disk;
  readonly coder: ErasureCoder;
  readonly hasher: ContentHasher;
  readonly breathe: Breathe;
}

/** What parity is made of. */
export interface ParityOrder {
  readonly blob: BlobHash;
  readonly blobPath: string;
  readonly sizeBytes: number;
  readonly percent: number;
  /** Where the file is written; the caller moves it to its place. */
  readonly path: string;
}

/** What came of it: 'not-that-blob' where the bytes are not those that the name stands for. */
export type ParityOutcome = 'made' | 'not-that-blob';

/**
 * Writes the parity file of a blob, flushed. The bytes are hashed first, so that parity is only ever made of
 * what the name stands for: 'not-that-blob' where they are something else, which leaves a file behind.
 * Rejects like `Disk`, and as `signal` says.
 */
export const makeParity = async (
  making: ParityMaking,
  order: ParityOrder,
  signal?: AbortSignal,
): Promise<ParityOutcome> => {
  const { disk, hasher, breathe } = making;
  const head: ParityHead = {
    blob: order.blob,
    layout: planParity(order.sizeBytes, order.percent),
  };
  const read = await readerOf(disk, order);
  const look = { read, hasher, breathe, signal };
  const sums = await sumOfShards(look, head);
  if (sums === null) return 'not-that-blob';
  const file = await disk.open(order.path, { create: true });
  try {
    await file.truncate(0);
    const isSame = await writeParity({ ...making, file, head, sums, read, signal });
    await file.flush();
    return isSame ? 'made' : 'not-that-blob';
  } finally {
    await file.close();
  }
};

const readerOf = async (
  disk: Disk,
  { blobPath, sizeBytes }: ParityOrder,
): Promise<ReadRange> => {
  const fromDisk = rangesOf(disk, blobPath);
  if (sizeBytes > HELD_BYTES) return fromDisk;
  const held = await fromDisk(0, sizeBytes);
  return (start, end) => Promise.resolve(held.subarray(start, end));
};

/** The checksum of every data shard, `null` where the bytes are not those of the blob. */
const sumOfShards = async (
  look: Pick<ParityMaking, 'hasher' | 'breathe'> & {
    readonly read: ReadRange;
    readonly signal: AbortSignal | undefined;
  },
  { blob, layout }: ParityHead,
): Promise<Uint32Array | null> => {
  const { sizeBytes, shardBytes, dataShards } = layout;
  const sums = new Uint32Array(dataShards);
  const running = await look.hasher.startBlob();
  const pieceBytes = Math.max(PIECE_BYTES, shardBytes);
  for (let at = 0; at < sizeBytes; at += pieceBytes) {
    look.signal?.throwIfAborted();
    const bytes = await look.read(at, Math.min(at + pieceBytes, sizeBytes));
    await running.update(bytes);
    for (let from = 0; from < bytes.length; from += shardBytes) {
      sums[(at + from) / shardBytes] = sumOfShard(
        bytes.subarray(from, from + shardBytes),
        shardBytes,
      );
    }
    await look.breathe();
  }
  return running.digest() === blob ? sums : null;
};

/** CRC-32 of a shard as it is coded: padded with zeros. */
const sumOfShard = (bytes: Uint8Array, shardBytes: number): number => {
  const sum = crc32(bytes);
  return bytes.length === shardBytes
    ? sum
    : crc32(new Uint8Array(shardBytes - bytes.length), sum);
};

/** Whether the blob stayed as it was when it was hashed. */
const writeParity = async (
  making: ParityMaking & {
    readonly file: DiskFile;
    readonly head: ParityHead;
    readonly sums: Uint32Array;
    readonly read: ReadRange;
    readonly signal: AbortSignal | undefined;
  },
): Promise<boolean> => {
  const { coder, file, head, sums, read, signal, breathe } = making;
  const { layout } = head;
  const { dataRows, parityRows, stripes, shardBytes } = layout;
  const parts = partsOf(layout);
  const paritySums = new Uint32Array(countParityShards(layout));
  for (const run of runsOf(layout)) {
    signal?.throwIfAborted();
    const rows = await readDataRows(layout, run, read);
    if (!areAsSummed(rows, head, run, sums)) return false;
    coder.encode(rows, dataRows, parityRows);
    const rowBytes = run.count * shardBytes;
    for (let row = 0; row < parityRows; row++) {
      const from = (dataRows + row) * rowBytes;
      const shards = rows.subarray(from, from + rowBytes);
      const first = row * stripes + run.first;
      sumRow(shards, shardBytes, (i, sum) => (paritySums[first + i] = sum));
      await file.write(parts.shards + first * shardBytes, shards);
    }
    await breathe();
  }
  const sumBytes = encodeSums(head, sums, paritySums);
  await file.write(parts.sums, sumBytes);
  await file.write(parts.sumsAgain, sumBytes);
  await file.write(parts.headAgain, encodeHead(head));
  await file.write(0, encodeHead(head));
  return true;
};

const areAsSummed = (
  rows: Uint8Array,
  { layout }: ParityHead,
  run: StripeRun,
  sums: Uint32Array,
): boolean => {
  const { dataRows, dataShards, shardBytes, stripes } = layout;
  const rowBytes = run.count * shardBytes;
  let isSame = true;
  for (let row = 0; row < dataRows; row++) {
    const first = row * stripes + run.first;
    sumRow(rows.subarray(row * rowBytes, (row + 1) * rowBytes), shardBytes, (i, sum) => {
      isSame &&= first + i >= dataShards || sums[first + i] === sum;
    });
  }
  return isSame;
};

const sumRow = (
  row: Uint8Array,
  shardBytes: number,
  onSum: (index: number, sum: number) => void,
): void => {
  for (let i = 0; i * shardBytes < row.length; i++) {
    onSum(i, crc32(row.subarray(i * shardBytes, (i + 1) * shardBytes)));
  }
};

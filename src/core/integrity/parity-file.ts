import { crc32 } from '../base/crc32.ts';
import type { BlobHash } from '../base/ids.ts';
import type { Breathe } from '../base/stretches.ts';
import type { Disk } from '../storage/disk.ts';
import {
  HEAD_BYTES,
  type ParityHead,
  type ShardSums,
  parseHead,
  parseSums,
  partsOf,
} from './parity-form.ts';
import { countParityShards } from './parity-layout.ts';
import { type ReadRange, rangesOf } from './parity-rows.ts';

const PIECE_BYTES = 4 * 1024 * 1024;

/** Where the parity of a blob lies. */
export const parityPathOf = (hash: BlobHash): string => `parity/${hash}`;

/** The parity of one blob as far as it is whole. */
export interface ParityFile extends ParityHead {
  readonly sums: ShardSums;
  readonly read: ReadRange;
}

/** Opens the parity of a blob; `null` where there is none of this blob and size, or neither head is whole. */
export const openParity = async (
  disk: Disk,
  blob: BlobHash,
  sizeBytes: number,
): Promise<ParityFile | null> => {
  const path = parityPathOf(blob);
  const fileBytes = (await disk.size(path)) ?? 0;
  const read = rangesOf(disk, path);
  const head =
    parseHead(await read(0, HEAD_BYTES)) ??
    parseHead(await read(Math.max(0, fileBytes - HEAD_BYTES), fileBytes));
  if (head?.blob !== blob || head.layout.sizeBytes !== sizeBytes) return null;
  const { sums, sumsBytes, sumsAgain } = partsOf(head.layout);
  const copies = [
    await read(sums, sums + sumsBytes),
    await read(sumsAgain, sumsAgain + sumsBytes),
  ] as const;
  return { ...head, sums: parseSums(head, copies), read };
};

/** Whether every byte of a parity file is right; reads all of them. */
export const isParityWhole = async (
  disk: Disk,
  file: ParityFile,
  breathe: Breathe,
): Promise<boolean> => {
  const { layout, sums, read } = file;
  const parts = partsOf(layout);
  if ((await disk.size(parityPathOf(file.blob))) !== parts.sizeBytes) return false;
  const heads = [await read(0, HEAD_BYTES), await read(parts.headAgain, parts.sizeBytes)];
  if (heads.some((head) => parseHead(head) === null)) return false;
  if (!(await areSumsAlike(file))) return false;
  const pieceBytes = Math.max(PIECE_BYTES, layout.shardBytes);
  for (let at = parts.shards; at < parts.sumsAgain; at += pieceBytes) {
    const bytes = await read(at, Math.min(at + pieceBytes, parts.sumsAgain));
    for (let from = 0; from < bytes.length; from += layout.shardBytes) {
      const shard = (at - parts.shards + from) / layout.shardBytes;
      if (sums.parity(shard) !== crc32(bytes.subarray(from, from + layout.shardBytes)))
        return false;
    }
    await breathe();
  }
  return true;
};

/** Both copies of the sums have every page: each alone says all that both say. */
const areSumsAlike = async (file: ParityFile): Promise<boolean> => {
  const { sums, sumsBytes, sumsAgain } = partsOf(file.layout);
  const first = await file.read(sums, sums + sumsBytes);
  const second = await file.read(sumsAgain, sumsAgain + sumsBytes);
  const none = new Uint8Array();
  return [first, second].every((copy) => {
    const alone = parseSums(file, [copy, none]);
    const shards = countParityShards(file.layout);
    return everyBelow(file.layout.dataShards, alone.data) && everyBelow(shards, alone.parity);
  });
};

const everyBelow = (count: number, sum: (shard: number) => number | null): boolean => {
  for (let i = 0; i < count; i++) if (sum(i) === null) return false;
  return true;
};

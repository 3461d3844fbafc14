import { createBlobStore } from '../../../../src/core/blobs/blob-store.ts';
import { makeParity } from '../../../../src/core/integrity/parity-make.ts';
import { createParitySource } from '../../../../src/core/integrity/parity-source.ts';
import type { ReceiptFacts } from '../../../../src/core/integrity/receipt.ts';
import { createRepairer } from '../../../../src/core/integrity/repair.ts';
import type { RepairParts } from '../../../../src/core/integrity/repair-parts.ts';
import type { RepairSource } from '../../../../src/core/integrity/repair-source.ts';
import {
  createCopySource,
  createQuarantineSource,
} from '../../../../src/core/integrity/source-copies.ts';
import type { Disk } from '../../../../src/core/storage/disk.ts';
import { createContentHasher } from '../../../../src/platform/hashing/content-hasher.ts';
import { createNodeCoder } from '../../../fixtures/node-coder.ts';
import { storeBlob } from '../../../fixtures/stored-blob.ts';

const coder = createNodeCoder();
const hasher = createContentHasher();

/** A source over files that a test holds in memory. */
export const folderOf = (files: readonly Uint8Array<ArrayBuffer>[]): RepairSource =>
  createCopySource('folder', hasher, async function* () {
    await Promise.resolve();
    for (const bytes of files) {
      yield {
        sizeBytes: bytes.length,
        read: (start, end) => Promise.resolve(bytes.slice(start, end)),
      };
    }
  });

/** A repairer over a disk, and what it wrote down. */
export const createRepairWorld = <D extends Disk>(
  disk: D,
  {
    extra = [],
    ...given
  }: { readonly extra?: readonly RepairSource[] } & Partial<RepairParts> = {},
) => {
  const blobs = createBlobStore(disk);
  const receipts: ReceiptFacts[] = [];
  const waits: number[] = [];
  const parity = createParitySource({ disk, blobs, coder: () => Promise.resolve(coder) });
  const repairer = createRepairer({
    disk,
    blobs,
    hasher,
    sources: () => [parity, createQuarantineSource(disk, hasher), ...extra],
    freeBytes: () => Promise.resolve(Infinity),
    wait: (ms) => Promise.resolve(void waits.push(ms)),
    nowMs: () => Date.UTC(2026, 0, 1),
    record: (facts) => Promise.resolve(void receipts.push(facts)),
    ...given,
  });
  /** Stores bytes, with parity where `percent` is not 0. */
  const store = async (bytes: Uint8Array<ArrayBuffer>, percent: number, dataStart = 0) => {
    const damage = await storeBlob(disk, blobs, bytes, dataStart);
    const { hash, sizeBytes } = damage;
    if (percent > 0) {
      const path = blobs.parityPathOf(hash);
      const order = { blob: hash, blobPath: blobs.pathOf(hash), sizeBytes, percent, path };
      await makeParity({ disk, coder, hasher, breathe: () => Promise.resolve() }, order);
    }
    return { ...damage, path: blobs.pathOf(hash) };
  };
  return { disk, blobs, repairer, receipts, waits, store };
};

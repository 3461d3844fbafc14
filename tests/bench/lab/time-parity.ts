import { CHUNK_BYTES } from '../../../src/core/blobs/chunk-list.ts';
import { encodeChunkList } from '../../../src/core/blobs/chunk-list-codec.ts';
import { type BlobStore, createBlobStore } from '../../../src/core/blobs/blob-store.ts';
import type { Damage } from '../../../src/core/integrity/damage.ts';
import { makeParity } from '../../../src/core/integrity/parity-make.ts';
import { createParitySource } from '../../../src/core/integrity/parity-source.ts';
import { createRepairer } from '../../../src/core/integrity/repair.ts';
import type { Disk } from '../../../src/core/storage/disk.ts';
import { createBreathe } from '../../../src/app/breathe.ts';
import { createCoderLoader } from '../../../src/platform/erasure-coding/load-coder.ts';
import { createContentHasher } from '../../../src/platform/hashing/content-hasher.ts';
import { createOpfsDisk } from '../../../src/platform/opfs/opfs-disk.ts';
import { createRandom } from '../../../src/platform/webcrypto/webcrypto-keys.ts';

/** What parity of one blob costs, in milliseconds. */
export interface ParityTimes {
  /** Coding alone, of bytes in memory. */
  readonly codeMs: number;
  readonly codedBytes: number;
  /** Making the parity file: the blob hashed, read again, coded, written, flushed. */
  readonly makeMs: number;
  readonly parityBytes: number;
  /** Healing one flipped byte, from the moment that the damaged chunk is known. */
  readonly flipMs: readonly number[];
  /** Healing a stretch of zeros. */
  readonly stretchMs: number;
  readonly stretchBytes: number;
}

const PERCENT = 10;
const CODED_ROUNDS = 40;

/** Makes a blob of `mib` MiB in OPFS, protects it, damages it and heals it; nothing of it is left. */
export const timeParity = async (mib: number, flips: number): Promise<ParityTimes> => {
  const root = await navigator.storage.getDirectory();
  const name = 'bench-parity';
  const disk = createOpfsDisk(await root.getDirectoryHandle(name, { create: true }));
  try {
    return await timeOn(disk, mib * CHUNK_BYTES, flips);
  } finally {
    await root.removeEntry(name, { recursive: true });
  }
};

const timeOn = async (disk: Disk, sizeBytes: number, flips: number): Promise<ParityTimes> => {
  const blobs = createBlobStore(disk);
  const hasher = createContentHasher();
  const loadCoder = createCoderLoader();
  const coder = await loadCoder();
  if (coder === null) throw new Error('WebAssembly runs here.');
  const shards = createRandom().bytes(22 * 256 * 1024);
  const codedMs = await timed(() => {
    for (let i = 0; i < CODED_ROUNDS; i++) coder.encode(shards, 20, 2);
  });
  const damage = await storeLarge(disk, blobs, sizeBytes);
  const path = blobs.pathOf(damage.hash);
  const order = { blob: damage.hash, blobPath: path, sizeBytes, percent: PERCENT };
  const parityPath = blobs.parityPathOf(damage.hash);
  const makeMs = await timed(() =>
    makeParity(
      { disk, coder, hasher, breathe: createBreathe() },
      { ...order, path: parityPath },
    ),
  );
  const repairer = createRepairer({
    ...{ disk, blobs, hasher },
    sources: () => [createParitySource({ disk, blobs, coder: loadCoder })],
    freeBytes: () => Promise.resolve(Infinity),
    wait: () => Promise.resolve(),
    nowMs: () => Date.now(),
    record: () => Promise.resolve(),
  });
  const heal = async (chunks: readonly number[]): Promise<number> => {
    let state = '';
    const tookMs = await timed(async () => {
      ({ state } = await repairer.repair({ ...damage, chunks }));
    });
    if (state !== 'repaired') throw new Error('The damage is within what parity heals.');
    return tookMs;
  };
  const flipMs: number[] = [];
  for (let i = 0; i < flips; i++) {
    const chunk = Math.floor(((i + 0.5) * sizeBytes) / CHUNK_BYTES / flips);
    await overwrite(disk, path, chunk * CHUNK_BYTES + 4_321, 1);
    flipMs.push(await heal([chunk]));
  }
  const stretchChunks = Math.max(1, Math.floor(sizeBytes / CHUNK_BYTES / 16));
  await overwrite(disk, path, 0, stretchChunks * CHUNK_BYTES);
  const stretchMs = await heal(Array.from({ length: stretchChunks }, (_, i) => i));
  return {
    codeMs: codedMs,
    codedBytes: CODED_ROUNDS * 20 * 256 * 1024,
    makeMs,
    parityBytes: (await disk.size(parityPath)) ?? 0,
    flipMs,
    stretchMs,
    stretchBytes: stretchChunks * CHUNK_BYTES,
  };
};

const timed = async (task: () => unknown): Promise<number> => {
  const beganMs = performance.now();
  await task();
  return performance.now() - beganMs;
};

/** Random bytes with a chunk list, stored as an import does. */
const storeLarge = async (disk: Disk, blobs: BlobStore, sizeBytes: number): Promise<Damage> => {
  const hasher = createContentHasher();
  const random = createRandom();
  const staged = blobs.stagingPath('large');
  const running = await hasher.startBlob();
  const chunks = [];
  const file = await disk.open(staged, { create: true });
  for (let at = 0; at < sizeBytes; at += CHUNK_BYTES) {
    const bytes = random.bytes(CHUNK_BYTES);
    await running.update(bytes);
    chunks.push(await hasher.chunk(bytes));
    await file.write(at, bytes);
  }
  await file.flush();
  await file.close();
  const hash = running.digest();
  const list = encodeChunkList({ blob: hash, sizeBytes, dataStart: 0, chunks });
  const listHash = await hasher.chunk(list);
  await blobs.adopt(staged, hash, sizeBytes);
  await blobs.putList(listHash, list);
  return { hash, sizeBytes, listHash, kind: 'wrong-bytes', chunks: null };
};

/** Writes `length` bytes that are surely others. */
const overwrite = async (
  disk: Disk,
  path: string,
  at: number,
  length: number,
): Promise<void> => {
  const file = await disk.open(path, { create: false });
  const bytes = await file.read(at, length);
  await file.write(
    at,
    bytes.map((byte) => byte ^ 0xff),
  );
  await file.flush();
  await file.close();
};

import type { Clock, Random } from '../base/clock.ts';
import { HmError } from '../base/hm-error.ts';
import type { BlobHash } from '../base/ids.ts';
import type { Breathe } from '../base/stretches.ts';
import { type BlobStore, createBlobStore } from '../blobs/blob-store.ts';
import { encodeChunkList } from '../blobs/chunk-list-codec.ts';
import { CHUNK_BYTES } from '../blobs/chunk-list.ts';
import type { ContentHasher } from '../media/ingest-ports.ts';
import type { Disk } from '../storage/disk.ts';
import { diskBelow } from './drill-disk.ts';
import type { Damage, RepairOutcome } from './damage.ts';
import type { DrillReport, DrillStep } from './drill-report.ts';
import type { ErasureCoder } from './erasure-coder.ts';
import { type ParityLayout, planParity } from './parity-layout.ts';
import { makeParity } from './parity-make.ts';
import { createParitySource } from './parity-source.ts';
import { createRepairer } from './repair.ts';
import { listedChunks, readGoodList, wrongAmong } from './repair-chunks.ts';

/** Where the sample lies while a drill goes on; a start removes what is left there. */
export const DRILL_DIRECTORY = 'drill';

/** What a drill works with: what the drive itself heals with, over a place of its own. */
export interface DrillParts {
  readonly disk: Disk;
  readonly coder: () => Promise<ErasureCoder | null>;
  readonly hasher: ContentHasher;
  readonly freeBytes: () => Promise<number>;
  readonly clock: Clock;
  readonly random: Random;
  readonly breathe: Breathe;
  readonly percent: number;
  /** Hears of each step as it begins. */
  readonly tell: (step: DrillStep) => void;
}

/** Eight chunks: long enough to see, short enough to be done in a second. */
const SAMPLE_BYTES = 8 * CHUNK_BYTES;
const FLIPS = 5;

/**
 * Makes a sample, protects it, flips bytes of it at several places, looks, heals and looks again: the same code
 * that heals originals, beside them. Leaves nothing behind. Rejects 'not-supported' where no parity can be made.
 */
export const runDrill = async (parts: DrillParts): Promise<DrillReport> => {
  const coder = await parts.coder();
  if (coder === null) throw noCoder();
  await parts.disk.remove(DRILL_DIRECTORY);
  try {
    return await drillOn({ ...parts, disk: diskBelow(parts.disk, DRILL_DIRECTORY) }, coder);
  } finally {
    await parts.disk.remove(DRILL_DIRECTORY);
  }
};

const drillOn = async (parts: DrillParts, coder: ErasureCoder): Promise<DrillReport> => {
  const { disk, hasher, breathe, clock, percent } = parts;
  const blobs = createBlobStore(disk);
  const startedMs = clock.nowMs();
  const steps: { step: DrillStep; tookMs: number }[] = [];
  const during = async <T>(step: DrillStep, task: () => Promise<T>): Promise<T> => {
    parts.tell(step);
    const beganMs = clock.nowMs();
    const result = await task();
    steps.push({ step, tookMs: clock.nowMs() - beganMs });
    return result;
  };
  const sample = await during('sample', () => storeSample(parts, blobs));
  const path = blobs.pathOf(sample.hash);
  const parityBytes = await during('parity', async () => {
    const order = { blob: sample.hash, blobPath: path, sizeBytes: SAMPLE_BYTES, percent };
    const parityPath = blobs.parityPathOf(sample.hash);
    await makeParity({ disk, coder, hasher, breathe }, { ...order, path: parityPath });
    return (await disk.size(parityPath)) ?? 0;
  });
  const flippedAt = await during('damage', () => flipSome(parts, path));
  const found = await during('find', () => findWrong(parts, blobs, sample));
  const outcome = await during('heal', () => heal(parts, blobs, { ...sample, chunks: found }));
  const left = await during('check', () => findWrong(parts, blobs, sample));
  return {
    startedAt: new Date(startedMs).toISOString(),
    tookMs: clock.nowMs() - startedMs,
    sampleBytes: SAMPLE_BYTES,
    parityBytes,
    parityPercent: percent,
    flippedAt,
    damagedChunks: found.length,
    chunks: SAMPLE_BYTES / CHUNK_BYTES,
    source: outcome.state === 'repaired' ? outcome.source : null,
    isHealed: found.length > 0 && left.length === 0 && outcome.state === 'repaired',
    steps,
  };
};

/** Stores random bytes with their chunk list, as an import does. */
const storeSample = async (
  { disk, hasher, random, breathe }: DrillParts,
  blobs: BlobStore,
): Promise<Damage> => {
  const staged = blobs.stagingPath('sample');
  const running = await hasher.startBlob();
  const chunks = [];
  const file = await disk.open(staged, { create: true });
  try {
    for (let at = 0; at < SAMPLE_BYTES; at += CHUNK_BYTES) {
      const bytes = random.bytes(CHUNK_BYTES);
      await running.update(bytes);
      chunks.push(await hasher.chunk(bytes));
      await file.write(at, bytes);
      await breathe();
    }
    await file.flush();
  } finally {
    await file.close();
  }
  const hash: BlobHash = running.digest();
  const list = encodeChunkList({ blob: hash, sizeBytes: SAMPLE_BYTES, dataStart: 0, chunks });
  const listHash = await hasher.chunk(list);
  await blobs.adopt(staged, hash, SAMPLE_BYTES);
  await blobs.putList(listHash, list);
  return { hash, sizeBytes: SAMPLE_BYTES, listHash, kind: 'wrong-bytes', chunks: null };
};

/** Flips a byte in each of several chunks, no two of one stripe, so that parity of any share heals them. */
const flipSome = async (
  { disk, random, percent }: DrillParts,
  path: string,
): Promise<readonly number[]> => {
  const layout = planParity(SAMPLE_BYTES, percent);
  const offsets = Array.from({ length: FLIPS }, (_, i) => placeIn(layout, random, i));
  const file = await disk.open(path, { create: false });
  try {
    for (const at of offsets) {
      const [byte = 0] = await file.read(at, 1);
      await file.write(at, Uint8Array.of(byte ^ 0xff));
    }
    await file.flush();
  } finally {
    await file.close();
  }
  return offsets;
};

/** A place in the first chunk of the sample's `i`-th part, in a stripe of the `i`-th part of the stripes. */
const placeIn = ({ stripes, shardBytes }: ParityLayout, random: Random, i: number): number => {
  const [a = 0, b = 0] = random.bytes(2);
  const startOf = (part: number, all: number): number => Math.floor((part * all) / FLIPS);
  const from = startOf(i, stripes);
  const stripe = from + Math.floor((a / 256) * (startOf(i + 1, stripes) - from));
  // A chunk holds more shards than there are stripes: one of each.
  const first = (startOf(i, SAMPLE_BYTES / CHUNK_BYTES) * CHUNK_BYTES) / shardBytes;
  const shard = first + ((stripe - (first % stripes) + stripes) % stripes);
  return shard * shardBytes + Math.floor((b / 256) * shardBytes);
};

const findWrong = async (
  { hasher }: DrillParts,
  blobs: BlobStore,
  sample: Damage,
): Promise<readonly number[]> => {
  const list = await readGoodList({ blobs, hasher }, sample);
  if (list === null) return [];
  const wrong = await wrongAmong({ blobs, hasher }, sample, listedChunks(list));
  return wrong.map(({ index }) => index);
};

const heal = (
  { disk, coder, hasher, freeBytes, clock }: DrillParts,
  blobs: BlobStore,
  damage: Damage,
): Promise<RepairOutcome> => {
  const parity = createParitySource({ disk, blobs, coder });
  const repairer = createRepairer({
    disk,
    blobs,
    hasher,
    freeBytes,
    sources: () => [parity],
    // Its one source is this very disk: what it cannot read now it cannot read later.
    wait: () => Promise.resolve(),
    nowMs: clock.nowMs,
    record: () => Promise.resolve(),
  });
  return repairer.repair(damage);
};

const noCoder = (): HmError =>
  new HmError(
    'not-supported',
    'This browser runs no WebAssembly here, so there is no parity. Everything else works; a damaged original needs a copy.',
  );

import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { areBytesEqual, bytesToHex } from '../../../../src/core/base/bytes.ts';
import { createBlobStore } from '../../../../src/core/blobs/blob-store.ts';
import type { ErasureCoder } from '../../../../src/core/integrity/erasure-coder.ts';
import { isParityWhole, openParity } from '../../../../src/core/integrity/parity-file.ts';
import { partsOf } from '../../../../src/core/integrity/parity-form.ts';
import { whatItHeals } from '../../../../src/core/integrity/parity-healing.ts';
import { countParityShards, planParity } from '../../../../src/core/integrity/parity-layout.ts';
import { makeParity } from '../../../../src/core/integrity/parity-make.ts';
import { rebuildRange } from '../../../../src/core/integrity/parity-rebuild.ts';
import { rangesOf } from '../../../../src/core/integrity/parity-rows.ts';
import { createContentHasher } from '../../../../src/platform/hashing/content-hasher.ts';
import { createMemoryDisk } from '../../../../src/platform/memory/memory-disk.ts';
import { hashesOf } from '../../../fixtures/content-hasher.ts';
import { createNodeCoder } from '../../../fixtures/node-coder.ts';
import { seeded } from '../../../fixtures/seeded.ts';
import { flipBytes, seededBytes, storeBlob, writeFile } from '../../../fixtures/stored-blob.ts';

const SEED = Number(import.meta.env['HM_SEED']);
const ROUNDS = process.env['HM_LONG'] === '1' ? 2_000 : 60;
const breathe = () => Promise.resolve();

let coder: ErasureCoder;
beforeAll(() => {
  coder = createNodeCoder();
});

/** `toEqual` looks at each byte for itself, which takes a second for a photo. */
const expectSame = (found: Uint8Array | null, bytes: Uint8Array, what: string): void => {
  expect(found !== null && areBytesEqual(found, bytes), what).toBe(true);
};

const protectedBlob = async (bytes: Uint8Array<ArrayBuffer>, percent: number) => {
  const disk = createMemoryDisk();
  const blobs = createBlobStore(disk);
  const { hash, sizeBytes } = await storeBlob(disk, blobs, bytes);
  const [blobPath, path] = [blobs.pathOf(hash), blobs.parityPathOf(hash)];
  const made = await makeParity(
    { disk, coder, hasher: createContentHasher(), breathe },
    { blob: hash, blobPath, sizeBytes, percent, path },
  );
  expect(made).toBe('made');
  const rebuild = async () => {
    const parity = await openParity(disk, hash, sizeBytes);
    if (parity === null) return null;
    return rebuildRange({ parity, readBlob: rangesOf(disk, blobPath), coder }, 0, sizeBytes);
  };
  return { disk, blobs, hash, sizeBytes, blobPath, path, rebuild };
};

describe('P1: the layout of parity', () => {
  it.each([
    [1, 10],
    [63, 10],
    [1_300, 10],
    [81_921, 10],
    [3_000_000, 10],
    [3_000_000, 1],
    [3_000_000, 100],
    [2 ** 30, 10],
    [2 ** 40, 10],
  ])(
    'of %i bytes at %i percent covers every byte once and keeps to the share',
    (size, percent) => {
      const layout = planParity(size, percent);
      const { shardBytes, dataShards, stripes, dataRows, parityRows } = layout;
      expect(dataShards * shardBytes).toBeGreaterThanOrEqual(size);
      expect((dataShards - 1) * shardBytes).toBeLessThan(size);
      expect(dataRows * stripes - dataShards).toBeGreaterThanOrEqual(0);
      expect(dataRows * stripes - dataShards).toBeLessThan(stripes);
      expect(parityRows).toBeGreaterThanOrEqual(1);
      expect(dataRows + parityRows).toBeLessThanOrEqual(255);
      if (size > 80_000) {
        const share = (100 * countParityShards(layout) * shardBytes) / size;
        expect(share).toBeLessThan(Math.max(percent * 1.25, 1.7));
        expect(share).toBeGreaterThan(percent * 0.8);
      }
      // What is held at once, by making and by rebuilding.
      expect((dataRows + parityRows) * Math.max(shardBytes, 256 * 1024)).toBeLessThan(
        41 * 2 ** 20,
      );
    },
  );

  it('says what it costs and heals, for a photo and a film', () => {
    expect(whatItHeals(3_000_000, 10)).toEqual({
      parityBytes: 301_520,
      places: 2,
      placeBytes: 4_096,
      stretchBytes: 290_817,
      healsLostFile: false,
    });
    expect(whatItHeals(2 ** 30, 10)).toMatchObject({ places: 2, healsLostFile: false });
    expect(whatItHeals(50, 10)).toMatchObject({ places: 1, healsLostFile: true });
  });
});

describe(`P2 to P4: parity of one blob (seed ${SEED})`, () => {
  it('P2: is made of nothing else than what the name stands for', async () => {
    const disk = createMemoryDisk();
    const bytes = seededBytes(seeded(1), 5_000);
    const { blob } = await hashesOf(bytes);
    await writeFile(disk, 'blobs/x', seededBytes(seeded(2), 5_000));
    const made = await makeParity(
      { disk, coder, hasher: createContentHasher(), breathe },
      { blob, blobPath: 'blobs/x', sizeBytes: 5_000, percent: 10, path: 'parity/x' },
    );
    expect(made).toBe('not-that-blob');
  });

  it('P4: damage within the bound always heals, wherever it lies', async () => {
    const random = seeded(SEED);
    for (let round = 0; round < ROUNDS; round++) {
      const percent = 1 + Math.floor(random() ** 3 * 100);
      const bytes = seededBytes(random, 1 + Math.floor(random() ** 2 * 300_000));
      const { disk, blobPath, path, rebuild, sizeBytes } = await protectedBlob(bytes, percent);
      const layout = planParity(sizeBytes, percent);
      const { shardBytes, dataShards, stripes, parityRows } = layout;
      // In each stripe as many shards as there is parity, of data and of parity alike.
      const all = dataShards + countParityShards(layout);
      const lostOf = new Map<number, number>();
      for (let tries = 0; tries < all; tries++) {
        const shard = Math.floor(random() * all);
        const stripe = shard < dataShards ? shard % stripes : (shard - dataShards) % stripes;
        const lost = lostOf.get(stripe) ?? 0;
        if (lost === parityRows) continue;
        lostOf.set(stripe, lost + 1);
        if (shard < dataShards) {
          const at = shard * shardBytes + Math.floor(random() * shardBytes);
          await flipBytes(disk, blobPath, [Math.min(at, sizeBytes - 1)]);
        } else {
          const at = partsOf(layout).shards + (shard - dataShards) * shardBytes;
          await flipBytes(disk, path, [at + Math.floor(random() * shardBytes)]);
        }
      }
      expectSame(await rebuild(), bytes, `round ${round}`);
    }
  });

  it('P4: one stretch as long as is promised heals, also the end cut off', async () => {
    const random = seeded(SEED + 1);
    for (let round = 0; round < ROUNDS / 3; round++) {
      const bytes = seededBytes(random, 2_000 + Math.floor(random() * 400_000));
      const { disk, blobPath, rebuild, sizeBytes } = await protectedBlob(bytes, 10);
      const { stretchBytes } = whatItHeals(sizeBytes, 10);
      const start = Math.floor(random() * (sizeBytes - stretchBytes + 1));
      const file = await disk.open(blobPath, { create: false });
      if (round % 2 === 0) await file.write(start, new Uint8Array(stretchBytes).fill(0xaa));
      else await file.truncate(sizeBytes - stretchBytes);
      await file.close();
      expectSame(await rebuild(), bytes, `round ${round}`);
    }
  });

  it('P4: beyond the bound nothing is said to be healed that is not', async () => {
    const random = seeded(SEED + 2);
    const outcomes = new Set<string>();
    for (let round = 0; round < ROUNDS; round++) {
      const bytes = seededBytes(random, 30_000);
      const { disk, blobPath, path, rebuild } = await protectedBlob(bytes, 10);
      for (let flips = 0; flips < 1 + (round % 8); flips++) {
        await flipBytes(disk, blobPath, [Math.floor(random() * 30_000)]);
        const parityBytes = (await disk.size(path)) ?? 0;
        await flipBytes(disk, path, [Math.floor(random() * parityBytes)]);
      }
      const rebuilt = await rebuild();
      if (rebuilt !== null) expectSame(rebuilt, bytes, `round ${round}`);
      outcomes.add(rebuilt === null ? 'refused' : 'healed');
    }
    expect([...outcomes].sort()).toEqual(['healed', 'refused']);
  });

  it('P3: each byte of a parity file that is flipped is found, and the blob still heals', async () => {
    const bytes = seededBytes(seeded(SEED + 3), 1_500);
    const { disk, hash, sizeBytes, path, blobPath, rebuild } = await protectedBlob(bytes, 10);
    await flipBytes(disk, blobPath, [700]);
    const fileBytes = (await disk.size(path)) ?? 0;
    for (let at = 0; at < fileBytes; at++) {
      await flipBytes(disk, path, [at]);
      const parity = await openParity(disk, hash, sizeBytes);
      expect(parity && (await isParityWhole(disk, parity, breathe)), `byte ${at}`).toBe(false);
      expectSame(await rebuild(), bytes, `byte ${at}`);
      await flipBytes(disk, path, [at]);
    }
    const parity = await openParity(disk, hash, sizeBytes);
    expect(parity && (await isParityWhole(disk, parity, breathe))).toBe(true);
  });

  it('P3: checksums of another blob of the same size are not believed', async () => {
    const [one, other] = await Promise.all(
      [6, 7].map((seed) => protectedBlob(seededBytes(seeded(seed), 9_000), 10)),
    );
    if (one === undefined || other === undefined) throw new Error('two blobs');
    const { sums, sumsBytes, sumsAgain } = partsOf(planParity(9_000, 10));
    const file = await one.disk.open(one.path, { create: false });
    const foreign = await other.disk.read(other.path, sums, sums + sumsBytes);
    await file.write(sums, foreign);
    await file.write(sumsAgain, foreign);
    await file.close();
    const parity = await openParity(one.disk, one.hash, one.sizeBytes);
    expect(parity?.sums.data(0)).toBeNull();
    expect(await one.rebuild()).toBeNull();
  });

  it('P3: a parity file of another blob or size is none', async () => {
    const { disk, sizeBytes, hash, path } = await protectedBlob(
      seededBytes(seeded(5), 9_000),
      10,
    );
    const other = await hashesOf(Uint8Array.of(1));
    await disk.move(path, `parity/${other.blob}`);
    expect(await openParity(disk, other.blob, sizeBytes)).toBeNull();
    await disk.move(`parity/${other.blob}`, path);
    expect(await openParity(disk, hash, sizeBytes - 1)).toBeNull();
    expect(await openParity(disk, hash, sizeBytes)).not.toBeNull();
  });
});

describe('the form of a parity file', () => {
  it('is that of the golden file', async () => {
    const bytes = Uint8Array.from({ length: 1_300 }, (_, i) => (i * 7) & 255);
    const { disk, path } = await protectedBlob(bytes, 10);
    const golden = readFileSync(new URL('../../../fixtures/parity-1300.hex', import.meta.url));
    expect(bytesToHex(await disk.read(path))).toBe(golden.toString().replaceAll(/\s/g, ''));
  });
});

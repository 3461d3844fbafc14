import { describe, expect, it } from 'vitest';
import { hexToBytes } from '../../../../src/core/base/bytes.ts';
import type { Random } from '../../../../src/core/base/clock.ts';
import { HmError } from '../../../../src/core/base/hm-error.ts';
import { CHUNK_BYTES } from '../../../../src/core/blobs/chunk-list.ts';
import { type DrillParts, runDrill } from '../../../../src/core/integrity/drill.ts';
import { planParity } from '../../../../src/core/integrity/parity-layout.ts';
import { createContentHasher } from '../../../../src/platform/hashing/content-hasher.ts';
import { createMemoryDisk } from '../../../../src/platform/memory/memory-disk.ts';
import { createRandom } from '../../../../src/platform/webcrypto/webcrypto-keys.ts';
import { createNodeCoder } from '../../../fixtures/node-coder.ts';

const partsOver = (given: Partial<DrillParts> = {}): DrillParts => ({
  disk: createMemoryDisk(),
  coder: () => Promise.resolve(createNodeCoder()),
  hasher: createContentHasher(),
  freeBytes: () => Promise.resolve(Infinity),
  clock: { nowMs: () => Date.UTC(2026, 0, 1) },
  random: createRandom(),
  breathe: () => Promise.resolve(),
  percent: 10,
  tell: () => undefined,
  ...given,
});

/** Draws the same few bytes over and over. */
const repeating = (few: Uint8Array): Random => {
  let drawn = 0;
  return {
    bytes: (length) => Uint8Array.from({ length }, () => few[drawn++ % few.length] ?? 0),
  };
};

describe('P11: a drill', () => {
  it.each([1, 10, 100])('heals its sample by parity of %i %', async (percent) => {
    const disk = createMemoryDisk();
    const report = await runDrill(partsOver({ disk, percent }));
    expect(report).toMatchObject({ isHealed: true, source: 'parity', chunks: 8 });
    expect(report.flippedAt).toHaveLength(5);
    expect(report.damagedChunks).toBe(5);
    expect([...disk.files().keys()]).toEqual([]);
  });

  it.each(['00', 'ff', '00ff', 'ff00', 'ffff0000'])(
    'damages as many chunks and stripes as places, whatever is drawn: %s',
    async (drawn) => {
      const random = repeating(hexToBytes(drawn) ?? new Uint8Array(1));
      for (const percent of [1, 10]) {
        const { stripes, shardBytes } = planParity(8 * CHUNK_BYTES, percent);
        const report = await runDrill(partsOver({ random, percent }));
        expect(report).toMatchObject({ isHealed: true, damagedChunks: 5 });
        const touched = report.flippedAt.map((at) => Math.floor(at / shardBytes) % stripes);
        expect(new Set(touched).size).toBe(5);
      }
    },
  );

  it('says that it could not heal where the coder errs', async () => {
    const good = createNodeCoder();
    const lying = { ...good, reconstruct: () => undefined };
    const report = await runDrill(partsOver({ coder: () => Promise.resolve(lying) }));
    expect(report).toMatchObject({ isHealed: false, source: null });
  });

  it('leaves nothing behind where the disk is full in the middle of it', async () => {
    const disk = createMemoryDisk();
    const full = new HmError('quota-exceeded', 'The disk is full.');
    disk.operations.failAt(12, full);
    await expect(runDrill(partsOver({ disk }))).rejects.toBe(full);
    expect([...disk.files().keys()]).toEqual([]);
  });

  it('is refused where no coder can run', async () => {
    await expect(
      runDrill(partsOver({ coder: () => Promise.resolve(null) })),
    ).rejects.toMatchObject({
      type: 'not-supported',
    });
  });
});

import { describe, expect, it } from 'vitest';
import type { Ending } from '../../../src/platform/memory/memory-disk.ts';
import { expectRecovery, IS_LONG, SEED, tellUndisturbed } from './drive-checks.ts';
import { STORY } from './drive-story.ts';

const SEEDS = IS_LONG ? [SEED, SEED + 1_000, SEED + 2_000, SEED + 3_000] : [SEED];
const ENDINGS: readonly Ending[] = ['crash', 'power-cut'];
/** Operations of a recovery among which it dies in turn. */
const RECOVERY_OPERATIONS = 9;

describe(`a drive that dies at every storage operation of import, move, edit, delete and compaction (seed ${SEED})`, () => {
  it('the story takes each step', async () => {
    const { portraits, operations } = await tellUndisturbed(SEED);
    expect(portraits).toHaveLength(STORY.length + 1);
    expect(operations).toBeGreaterThan(80);
    expect(portraits.at(-1)).toMatchInlineSnapshot(`
      "/ 0 items, 0 bytes, -
      archive/ 0 items, 0 bytes, -
      best/ 2 items, 18000 bytes, -
      best/a.jpg cdf34d4a [beach,sea] 5
      best/c.jpg c0de6c96 [] -
      journeys/ 0 items, 0 bytes, -
      journeys/2024/ 1 items, 9000 bytes, sun
      journeys/2024/a.jpg cdf34d4a [beach,sea] 5"
    `);
  });

  it.each(SEEDS)(
    'invariants 1, 2, 5, 7: a crash between any two operations loses nothing acknowledged (seed %i)',
    async (seed) => {
      const undisturbed = await tellUndisturbed(seed);
      for (let crashAt = undisturbed.begins + 1; crashAt <= undisturbed.operations; crashAt++) {
        await expectRecovery({ ending: 'crash', crashAt, seed }, undisturbed);
      }
    },
    300_000,
  );

  it.each(SEEDS)(
    'invariants 1, 2, 5, 7: a power cut loses no record; bytes that lost their name are listed (seed %i)',
    async (seed) => {
      const undisturbed = await tellUndisturbed(seed);
      for (let crashAt = undisturbed.begins + 1; crashAt <= undisturbed.operations; crashAt++) {
        await expectRecovery({ ending: 'power-cut', crashAt, seed }, undisturbed);
      }
    },
    300_000,
  );

  it.each(ENDINGS)(
    'invariants 1, 2, 5, 7: a recovery that dies as well, by %s, is gone through again',
    async (ending) => {
      const undisturbed = await tellUndisturbed(SEED);
      const stride = IS_LONG ? 1 : 4;
      for (let at = undisturbed.begins + 1; at <= undisturbed.operations; at += stride) {
        const recoveryCrashAt = 1 + (at % RECOVERY_OPERATIONS);
        await expectRecovery({ ending, crashAt: at, seed: SEED, recoveryCrashAt }, undisturbed);
      }
    },
    300_000,
  );
});

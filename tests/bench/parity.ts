import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench } from './bench.ts';
import { measureOf } from './bench.ts';
import { withLab } from './lab-page.ts';
import type {} from './lab/lab.ts';

const FLIPS = 5;
const MIB = 1024;

/** What parity of a large file costs, and how long one flipped byte or a lost stretch of it takes to heal. */
export const parity: Bench = {
  name: 'parity',
  run: async ({ cache }) => {
    const profile = await mkdtemp(join(tmpdir(), 'hm-bench-profile-'));
    try {
      const times = await withLab(cache, profile, (page) =>
        page.evaluate(([mib, flips]) => window.lab.timeParity(mib, flips), [
          MIB,
          FLIPS,
        ] as const),
      );
      const rate = (bytes: number, ms: number): readonly number[] => [bytes / 1_000 / ms];
      const name = '1 GiB in OPFS, parity of 10 %';
      return [
        measureOf(
          'parity: coding alone, 20 + 2 shards',
          'MB/s',
          rate(times.codedBytes, times.codeMs),
        ),
        measureOf(
          `${name}: made, hashed, written and flushed`,
          'MB/s',
          rate(MIB * 2 ** 20, times.makeMs),
        ),
        measureOf(`${name}: size of the parity file`, 'MB', [times.parityBytes / 1e6]),
        measureOf(`${name}: one flipped byte healed`, 'ms', times.flipMs, { atMost: 1_000 }),
        measureOf(
          `${name}: a stretch of 64 MiB healed`,
          'MB/s',
          rate(times.stretchBytes, times.stretchMs),
        ),
      ];
    } finally {
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  },
};

import { describe, expect, it } from 'vitest';
import { createSimulatedMachine } from '../../../../src/platform/memory/simulated-machine.ts';
import type { Mending } from '../../../../src/core/drive/mending-history.ts';
import { importFiles, startDrive } from '../../../simulation/drive/drive-world.ts';
import { memoryFile } from '../../../simulation/drive/simulated-lab.ts';

describe('V15: what was made good of catalogue and journal', () => {
  it('is kept over restarts, also where the catalogue is gone', async () => {
    const machine = createSimulatedMachine({ seed: 5 });
    const running = await startDrive(machine);
    const { drive } = running;
    await importFiles(running, 'a', [memoryFile('1.jpg')]);
    expect(await drive.mendings.list()).toEqual([]);
    await drive.noteMended();
    expect(await drive.mendings.list()).toEqual([]);

    const next = machine.survive('crash', { seed: 6 });
    await next.catalog.clear();
    const started = await startDrive(next);
    expect(started.drive.startup.degraded).toEqual(['catalog-rebuilt']);
    await started.drive.noteMended();
    const [first, ...others] = await started.drive.mendings.list();
    expect(first).toMatchObject({ what: 'catalog-rebuilt' });
    expect(others).toEqual([]);

    const last = next.survive('crash', { seed: 7 });
    last.clock.advance(60_000);
    await last.catalog.clear();
    const again = await startDrive(last);
    await again.drive.noteMended();
    const kept = await again.drive.mendings.list();
    expect(kept).toHaveLength(2);
    expect(kept.at(-1)).toEqual(first);
  });

  it('is bounded: the oldest go', async () => {
    let machine = createSimulatedMachine({ seed: 5 });
    let oldest: Mending | undefined;
    for (let n = 0; n < 103; n++) {
      const running = await startDrive(machine);
      const { drive } = running;
      if (n === 0) await importFiles(running, 'a', [memoryFile('1.jpg')]);
      await drive.noteMended();
      const kept = await drive.mendings.list();
      expect(kept).toHaveLength(Math.min(n, 100));
      oldest ??= kept[0];
      const key = ['integrity', 'mending', oldest?.at ?? '', oldest?.what ?? ''];
      expect((await drive.readLocal(key)) === null).toBe(n === 0 || n > 100);
      machine = machine.survive('crash', { seed: 6 + n });
      machine.clock.advance(60_000);
      await machine.catalog.clear();
    }
  });
});

import { it } from 'vitest';
import { createMachineWithDrive, SEED } from '../drive/drive-checks.ts';
import { STORY } from '../drive/drive-story.ts';
import { startDrive } from '../drive/drive-world.ts';
import { HmError } from '../../../src/core/base/hm-error.ts';
it('older', async () => {
  const m0 = await createMachineWithDrive(SEED);
  const r0 = await startDrive(m0);
  for (const s of STORY.slice(0, 6)) await s.run(r0, m0);
  m0.clock.advance(120000);
  const machine = m0.survive('crash');
  const old = [...machine.disk.files()].filter(([path]) => path.startsWith('journal/'));
  const running = await startDrive(machine);
  for (const s of STORY.slice(6)) await s.run(running, machine);
  const next = machine.survive('crash');
  await next.disk.remove('journal');
  for (const [path, bytes] of old) { const f = await next.disk.open(path, { create: true }); await f.write(0, bytes); await f.close(); }
  const restored = await startDrive(next);
  const a = next.catalog.snapshot();
  await restored.drive.rebuildCatalog({ update: () => undefined, digest: () => '' });
  const b = next.catalog.snapshot();
  for (const t of ['entities','blobs','acts','local'] as const) {
    const A = a.get(t)!.map((r) => JSON.stringify(r)), B = b.get(t)!.map((r) => JSON.stringify(r));
    for (const x of A) if (!B.includes(x)) console.log('-', t, x.slice(0, 150), x.slice(-100));
    for (const x of B) if (!A.includes(x)) console.log('+', t, x.slice(0, 150), x.slice(-100));
  }
});
it('rebuild', async () => {
  const machine = await createMachineWithDrive(SEED);
  const running = await startDrive(machine);
  for (const s of STORY.slice(0, 6)) await s.run(running, machine);
  const n = machine.operations.count();
  machine.operations.failAt(n + 3, new HmError('io-failed', 'x', {}));
  await running.drive.rebuildCatalog({ update: () => undefined, digest: () => '' }).catch((e) => console.log(String(e)));
  console.log(machine.operations.trace().slice(n));
  await running.drive.collections.remove('best', null);
  console.log(await running.drive.undo.undo(null), (await running.drive.undo.history(5)).map((h) => h.label), running.drive.collections.list('', true).map((c) => c.path), await running.drive.trash.list());
});

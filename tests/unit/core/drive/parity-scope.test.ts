import { expect, it } from 'vitest';
import type { MediaId } from '../../../../src/core/base/ids.ts';
import { createSimulatedMachine } from '../../../../src/platform/memory/simulated-machine.ts';
import { importFiles, startDrive } from '../../../simulation/drive/drive-world.ts';
import { memoryFile } from '../../../simulation/drive/simulated-lab.ts';

/** Items x in `a`, y in `a/deep`, z in `b`; the names of those that are to have parity. */
const startScoped = async () => {
  const machine = createSimulatedMachine({ seed: 1 });
  const running = await startDrive(machine);
  const { drive } = running;
  for (const [path, name] of [
    ['a', 'x'],
    ['a/deep', 'y'],
    ['b', 'z'],
  ] as const) {
    await importFiles(running, path, [memoryFile(name)]);
  }
  const { items } = await drive.listing.list('', { recursive: true });
  const protectedNames = async (): Promise<readonly string[]> => {
    const { parityCollections } = await drive.integrity.settings();
    const candidates = await drive.healing.candidates(parityCollections);
    const here = candidates.filter(({ isHere }) => isHere);
    const hashes = new Set(here.map(({ hash }) => hash));
    return items.flatMap(({ hash, name }) => (hashes.has(hash) ? [name] : [])).sort();
  };
  const idOf = (name: string): MediaId =>
    items.find((item) => item.name === name)?.id ?? ('' as MediaId);
  return { drive, machine, protectedNames, idOf };
};

it('P5: parity is kept of everything, or of chosen collections with all below them', async () => {
  const { drive, protectedNames } = await startScoped();
  expect(await protectedNames()).toEqual(['x', 'y', 'z']);
  const chosen = await drive.integrity.configure({ parityCollections: ['a'] });
  expect(chosen.parityCollections).toEqual(['a']);
  expect(await protectedNames()).toEqual(['x', 'y']);
  await drive.integrity.configure({ parityPercent: 20 });
  expect(await drive.integrity.settings()).toMatchObject({
    parityPercent: 20,
    parityCollections: ['a'],
  });
  await drive.integrity.configure({ parityCollections: ['b', ''] });
  expect((await drive.integrity.settings()).parityCollections).toBeNull();
  await drive.integrity.configure({ parityCollections: [] });
  expect(await protectedNames()).toEqual([]);
});

it('P5: what is moved in is protected, what is moved out or trashed is not any more', async () => {
  const { drive, protectedNames, idOf } = await startScoped();
  await drive.integrity.configure({ parityCollections: ['a'] });
  await drive.media.move([idOf('z')], 'a', 'b', null);
  await drive.media.move([idOf('x')], 'b', 'a', null);
  expect(await protectedNames()).toEqual(['y', 'z']);
  await drive.media.remove([idOf('y')], null);
  expect(await protectedNames()).toEqual(['z']);
});

it('P5: a chosen collection stays so under another name and after a restart, and is left out once it is gone', async () => {
  const { drive, machine } = await startScoped();
  await drive.integrity.configure({ parityCollections: ['a', 'b', 'a'] });
  await drive.collections.move('a', 'c/d', null);
  expect((await drive.integrity.settings()).parityCollections).toEqual(['c/d', 'b']);
  const again = await startDrive(machine.survive('crash', { seed: 2 }));
  expect((await again.drive.integrity.settings()).parityCollections).toEqual(['c/d', 'b']);
  await again.drive.collections.remove('b', null);
  expect((await again.drive.integrity.settings()).parityCollections).toEqual(['c/d']);
});

it('P5: a collection that is not there, or no list of collections, is refused and changes nothing', async () => {
  const { drive } = await startScoped();
  await drive.integrity.configure({ parityCollections: ['a'] });
  await expect(
    drive.integrity.configure({ parityCollections: ['nowhere'] }),
  ).rejects.toMatchObject({ type: 'not-found' });
  for (const wrong of ['a', [7], { a: 1 }]) {
    await expect(drive.integrity.configure({ parityCollections: wrong })).rejects.toMatchObject(
      { type: 'bad-argument', facts: { name: 'parityCollections' } },
    );
  }
  expect((await drive.integrity.settings()).parityCollections).toEqual(['a']);
});

it('P5: a blob that is damaged or gone is told whatever is chosen: its parity may be what heals it', async () => {
  const { drive, machine, idOf, protectedNames } = await startScoped();
  await drive.integrity.configure({ parityCollections: ['a'] });
  const { hash } = await drive.media.get(idOf('z'));
  await machine.disk.remove(`blobs/${hash.slice(0, 2)}/${hash}`);
  await drive.integrity.presence();
  const candidates = await drive.healing.candidates(['a']);
  expect(candidates).toContainEqual(expect.objectContaining({ hash, isHere: false }));
  expect(await protectedNames()).toEqual(['x', 'y']);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MediaId } from '../../../src/core/base/ids.ts';
import { createSimulatedMachine } from '../../../src/platform/memory/simulated-machine.ts';
import { expectEqualRebuild, IS_LONG, runningHash, SEED } from './drive-checks.ts';
import { createDriveModel, type DriveModel, modelPortrait } from './drive-model.ts';
import { importFiles, type RunningDrive, startDrive } from './drive-world.ts';
import { memoryFile } from './simulated-lab.ts';

interface Real extends RunningDrive {
  readonly machine: ReturnType<typeof createSimulatedMachine>;
}

/** One thing to do: on the drive, and on the model that says what must come of it. */
type Command = (model: DriveModel, real: Real) => Promise<void>;

const PATHS = ['', 'p0', 'p1', 'p2'] as const;
const path = fc.constantFrom(...PATHS);
const tag = fc.constantFrom('x', 'y', 'z');

/** The nth item that fits, `undefined` where there is none. */
const pick = (model: DriveModel, nth: number, isTrashed: boolean): MediaId | undefined => {
  const ids = [...model.state().items].filter(([, item]) => item.isTrashed === isTrashed);
  return ids[nth % Math.max(1, ids.length)]?.[0];
};

const withCollection = (collections: readonly string[], place: string): readonly string[] =>
  place === '' || collections.includes(place) ? collections : [...collections, place].sort();

const changeItem = (
  model: DriveModel,
  id: MediaId,
  change: Partial<{ tags: readonly string[]; isTrashed: boolean; places: readonly string[] }>,
): void =>
  model.act(({ collections, items }) => {
    const item = items.get(id);
    if (item === undefined) throw new Error('The model has no such item.');
    const made = (change.places ?? []).reduce(withCollection, collections);
    return { collections: made, items: new Map(items).set(id, { ...item, ...change }) };
  });

let files = 0;
const importOne =
  (place: string): Command =>
  async (model, real) => {
    const name = `f${(files += 1)}.jpg`;
    const { added } = await importFiles(real, place, [memoryFile(name)]);
    const [id] = added;
    if (id === undefined) throw new Error('Nothing was imported.');
    model.act(({ collections, items }) => ({
      collections: withCollection(collections, place),
      items: new Map(items).set(id, { name, tags: [], isTrashed: false, places: [place] }),
    }));
  };
const edit =
  (nth: number, tags: readonly string[]): Command =>
  async (model, { drive }) => {
    const id = pick(model, nth, false);
    if (id === undefined) return;
    await drive.media.update([id], { tags }, null);
    changeItem(model, id, { tags });
  };
const move =
  (nth: number, place: string): Command =>
  async (model, { drive }) => {
    const id = pick(model, nth, false);
    const places = id && model.state().items.get(id)?.places;
    if (id === undefined || (places?.length === 1 && places[0] === place)) return;
    await drive.media.move([id], place, null, null);
    changeItem(model, id, { places: [place] });
  };
const copy =
  (nth: number, place: string): Command =>
  async (model, { drive }) => {
    const id = pick(model, nth, false);
    const places = id && model.state().items.get(id)?.places;
    if (id === undefined || places === undefined || places.includes(place)) return;
    await drive.media.copy([id], place, null);
    changeItem(model, id, { places: [...places, place] });
  };
const trash =
  (nth: number): Command =>
  async (model, { drive }) => {
    const id = pick(model, nth, false);
    if (id === undefined) return;
    await drive.media.remove([id], null);
    changeItem(model, id, { isTrashed: true });
  };
const restore =
  (nth: number): Command =>
  async (model, { drive }) => {
    const id = pick(model, nth, true);
    const places = id && model.state().items.get(id)?.places;
    if (id === undefined || places === undefined) return;
    // A collection that a step back unmade comes back with the item; the model knows no such thing.
    if (places.some((p) => p !== '' && !model.state().collections.includes(p))) return;
    await drive.trash.restore([id], null);
    changeItem(model, id, { isTrashed: false });
  };
const purge =
  (nth: number): Command =>
  async (model, { drive }) => {
    const id = pick(model, nth, true);
    if (id === undefined) return;
    await drive.trash.purge([id], null);
    model.purge(id);
  };
const undo: Command = async (model, { drive }) => {
  expect((await drive.undo.undo(null)) !== null).toBe(model.undo());
};
const redo: Command = async (model, { drive }) => {
  expect((await drive.undo.redo(null)) !== null).toBe(model.redo());
};
const compact: Command = async (_, { drive, machine }) => {
  machine.clock.advance(120_000);
  expect(await drive.compact({ force: true })).toBe(true);
};
const rebuild: Command = (_, real) => expectEqualRebuild(real);

const nth = fc.nat(20);
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 5, arbitrary: path.map(importOne) },
  {
    weight: 3,
    arbitrary: fc.tuple(nth, fc.uniqueArray(tag)).map(([n, tags]) => edit(n, tags)),
  },
  { weight: 3, arbitrary: fc.tuple(nth, path).map(([n, p]) => move(n, p)) },
  { weight: 2, arbitrary: fc.tuple(nth, path).map(([n, p]) => copy(n, p)) },
  { weight: 3, arbitrary: nth.map(trash) },
  { weight: 2, arbitrary: nth.map(restore) },
  { weight: 1, arbitrary: nth.map(purge) },
  { weight: 4, arbitrary: fc.constant(undo) },
  { weight: 3, arbitrary: fc.constant(redo) },
  { weight: 1, arbitrary: fc.constant(compact) },
  { weight: 1, arbitrary: fc.constant(rebuild) },
);

/** As `modelPortrait`; counts as the drive keeps them, rows as it lists them. */
const drivePortrait = async ({ drive }: RunningDrive): Promise<readonly string[]> => {
  const lines: string[] = [];
  for (const at of ['', ...drive.collections.list('', true).map((c) => c.path)]) {
    const { mediaCount, totalSizeBytes } = drive.collections.get(at);
    const { items } = await drive.listing.list(at, {});
    lines.push(`${at}/ ${mediaCount} items, ${totalSizeBytes} bytes`);
    lines.push(...items.map(({ name, tags }) => `${at}/${name} [${tags.join()}]`));
    const { total } = await drive.listing.list(at, { recursive: true });
    expect(drive.collections.get(at).deepMediaCount, 'a recount of what is listed').toBe(total);
  }
  const trashed = (await drive.trash.list()).filter(({ type }) => type === 'media');
  return [...lines, ...trashed.map(({ name }) => `trash: ${name}`)].sort();
};

describe(`a drive beside its model (seed ${SEED})`, () => {
  it('invariants 5 and 7: after each of many acts the drive looks as the model does', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(command, { minLength: 10, maxLength: 40 }),
        async (commands) => {
          const machine = createSimulatedMachine({ seed: SEED });
          const real: Real = { ...(await startDrive(machine)), machine };
          const model = createDriveModel();
          for (const run of commands) {
            await run(model, real);
            expect(await drivePortrait(real)).toEqual(modelPortrait(model.state()));
          }
          await expectEqualRebuild(real);
          const hash = await real.drive.exportHash(await runningHash());
          await compact(model, real);
          expect(await real.drive.exportHash(await runningHash())).toBe(hash);
          await expectEqualRebuild(real);
          const again = await startDrive(machine.survive('crash', { seed: SEED + 1 }));
          expect(await drivePortrait(again)).toEqual(modelPortrait(model.state()));
        },
      ),
      { seed: SEED, numRuns: IS_LONG ? 300 : 25 },
    );
  }, 300_000);
});

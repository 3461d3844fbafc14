import { it } from 'vitest';
import { createMemoryCatalog } from '../../../src/platform/memory/memory-catalog.ts';
import { createSeededRandom } from '../../../src/platform/memory/memory-random.ts';
import type { SimulatedMachine } from '../../../src/platform/memory/simulated-machine.ts';
import { IS_LONG, SEED } from '../drive/drive-checks.ts';
import { damageRecord, drawRecord, RECORD_DAMAGES, storedRecords } from './damaged-records.ts';
import { flipBit, write } from './good-copy.ts';
import { expectHealed, survivorOf, tell } from './told-drive.ts';

const DAMAGES = IS_LONG ? 200_000 : 600;
/** In one drive, before it is healed. */
const AT_ONCE = IS_LONG ? 100 : 30;

type Random = ReturnType<typeof createSeededRandom>;
type Disk = SimulatedMachine['disk'];

const flip = async (machine: SimulatedMachine, path: string, random: Random) => {
  const length = machine.disk.files().get(path)?.length ?? 0;
  if (length > 0) await flipBit(machine, path, random.below(length));
};

const cut = async ({ disk }: SimulatedMachine, path: string, random: Random) => {
  const length = disk.files().get(path)?.length ?? 0;
  const file = await disk.open(path, { create: false });
  await file.truncate(random.below(length + 1));
  await file.close();
};

const remove = ({ disk }: SimulatedMachine, path: string) => disk.remove(path);

/** Each has the bytes of the other. */
const swap = async ({ disk }: SimulatedMachine, path: string, random: Random) => {
  const others = alike(disk, path);
  const other = others[random.below(others.length)] ?? path;
  const [one, two] = [await disk.read(path), await disk.read(other)];
  await write(disk, path, two);
  await write(disk, other, one);
};

/** Files of the same room. */
const alike = (disk: Disk, path: string): readonly string[] => {
  const room = `${path.split('/')[0] ?? ''}/`;
  return [...disk.files().keys()].filter((other) => other.startsWith(room)).sort();
};

const KINDS = { flip, cut, remove, swap } as const;
const NAMES = ['flip', 'cut', 'remove', 'swap'] as const;

/** One damage to one file that is there; what was done. */
const damageFile = async (
  machine: SimulatedMachine,
  paths: readonly string[],
  random: Random,
): Promise<string> => {
  const there = paths.filter((path) => machine.disk.files().has(path));
  const path = there[random.below(there.length)];
  const kind = NAMES[random.below(NAMES.length)] ?? 'flip';
  if (path === undefined) return 'nothing is left';
  await KINDS[kind](machine, path, random);
  return `${kind} ${path}`;
};

/** One damage to one record of the catalogue. */
const damageSome = async (machine: SimulatedMachine, random: Random): Promise<string> => {
  const record = drawRecord(storedRecords(machine), random);
  if (record === undefined) return 'no record is left';
  const kind = RECORD_DAMAGES[random.below(RECORD_DAMAGES.length)] ?? 'flip';
  return damageRecord(machine, record, kind, random);
};

/**
 * Of four drives two lose files alone; one loses records of its catalogue as well, and one all of them: there
 * the journal is left alone, since one of them knows.
 */
it(`V4 to V7, V11: ${DAMAGES} random damages, ${AT_ONCE} at once, are all found and healed (seed ${SEED})`, async () => {
  const told = await tell();
  const random = createSeededRandom(SEED).fork('damages');
  for (let done = 0, round = 0; done < DAMAGES; done += AT_ONCE, round++) {
    const survivor = survivorOf(told, round);
    const losesCatalog = round % 4 === 3;
    const losesRecords = round % 4 === 1;
    const paths =
      losesCatalog || losesRecords
        ? told.paths.filter((path) => !path.startsWith('journal/'))
        : told.paths;
    const did: string[] = [];
    for (let n = 0; n < AT_ONCE; n++) {
      const isRecord = losesRecords && n % 3 === 0;
      did.push(
        await (isRecord ? damageSome(survivor, random) : damageFile(survivor, paths, random)),
      );
    }
    const { clock, operations } = survivor;
    const machine = losesCatalog
      ? { ...survivor, catalog: createMemoryCatalog({ clock, operations }) }
      : survivor;
    const what = `round ${round}, ${did.join(', ')}`;
    await expectHealed(told, machine, what, 2);
  }
}, 3_600_000);

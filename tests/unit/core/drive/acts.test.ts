import { describe, expect, it } from 'vitest';
import type { MediaId } from '../../../../src/core/base/ids.ts';
import { createMemoryCatalog } from '../../../../src/platform/memory/memory-catalog.ts';
import { openJournal } from '../../../../src/core/journal/open-journal.ts';
import { startDrive } from '../../../simulation/drive/drive-world.ts';
import { startSmallDrive, type SmallDrive } from './small-drive.ts';

const DAY_MS = 86_400_000;

describe('acts', () => {
  it('D3: a request is answered once, also when it comes again after a restart', async () => {
    const before = await startSmallDrive();
    const create = ({ drive }: SmallDrive) => drive.collections.create('a', {}, 'request-1');
    const { id } = await create(before);
    expect((await create(before)).id).toBe(id);
    const after = await before.restart();
    expect((await create(after)).id).toBe(id);
    expect(await after.drive.undo.history(10)).toHaveLength(1);
    await expect(after.drive.collections.create('a', {}, 'request-2')).rejects.toMatchObject({
      type: 'name-taken',
    });
  });

  it('D3: a request that comes again while it is answered is done once', async () => {
    const { drive } = await startSmallDrive();
    const link = () =>
      drive.links.create({ source: '', target: '', type: 'shortcut' }, 'again');
    const [first, second] = await Promise.all([link(), link()]);
    expect(second.id).toBe(first.id);
    expect(drive.links.list('')).toHaveLength(1);
  });

  it('D7: a journal of a newer form is refused, and nothing is written', async () => {
    const { machine } = await startSmallDrive();
    const journal = await openJournal({
      disk: machine.survive('crash').disk,
      directory: 'other',
      clock: machine.clock,
    });
    await journal.close();
    const survivor = machine.survive('crash');
    const own = await openJournal({
      disk: survivor.disk,
      directory: 'journal',
      clock: survivor.clock,
    });
    await own.append([{ e: 'telepathy', to: 'all' }]);
    await own.close();
    const next = survivor.survive('crash');
    const files = next.disk.files();
    await expect(startDrive(next)).rejects.toMatchObject({ type: 'newer-format' });
    expect(next.disk.files()).toEqual(files);
  });

  it('D2: the event of an act names what came, changed and went, and the paths', async () => {
    const { drive, events, add } = await startSmallDrive();
    const ids = await add('a', 'x.jpg');
    events.length = 0;
    await drive.media.move(ids, 'b', null, null);
    await drive.media.update(ids, { rating: 4 }, null);
    expect(events).toMatchObject([
      {
        event: 'change',
        payload: { collections: expect.arrayContaining(['a', 'b']) as unknown },
      },
      {
        event: 'change',
        payload: { updated: ids, added: [], removed: [], collections: ['b'] },
      },
    ]);
  });

  it('D30: damaged bytes are told, and healed by importing the file again', async () => {
    const { drive, machine, add } = await startSmallDrive();
    const [id] = (await add('a', 'x.jpg')) as readonly [MediaId];
    const { path } = await drive.originals.open(id);
    const file = await machine.disk.open(path, { create: false });
    await file.write(100, new Uint8Array(10).fill(7));
    await file.close();
    machine.clock.advance(31 * DAY_MS);
    await expect(drive.originals.open(id)).rejects.toMatchObject({ type: 'damaged' });
    const availability = async () =>
      (await drive.listing.list('a', {})).items.map((row) => row.availability);
    expect(await availability()).toEqual(['damaged']);
    expect((await drive.media.get(id)).availability).toBe('damaged');
    expect(await add('a', 'x.jpg')).toEqual([id]);
    expect(await availability()).toEqual(['local']);
    expect((await drive.originals.open(id)).path).toBe(path);
    const quarantined = [...machine.disk.files().keys()].filter((name) =>
      name.startsWith('quarantine/'),
    );
    expect(quarantined).toHaveLength(1);
  });

  it('D31: bytes that lay there already are not believed on the word of a second import', async () => {
    const { drive, machine, add } = await startSmallDrive();
    const [id] = (await add('a', 'x.jpg')) as readonly [MediaId];
    const { path } = await drive.originals.open(id);
    const file = await machine.disk.open(path, { create: false });
    await file.write(0, new Uint8Array(10).fill(7));
    await file.close();
    machine.clock.advance(31 * DAY_MS);
    await add('b', 'x.jpg');
    await expect(drive.originals.open(id)).rejects.toMatchObject({ type: 'damaged' });
  });

  it('D32: bytes are looked at while acts are written, and neither forgets the other', async () => {
    const { drive, machine, add } = await startSmallDrive();
    const ids = await add('a', 'x.jpg', 'y.jpg', 'z.jpg');
    machine.clock.advance(31 * DAY_MS);
    await Promise.all([
      ...ids.map((id) => drive.originals.open(id)),
      drive.collections.create('meanwhile', {}, null),
      drive.media.update(ids, { rating: 5 }, null),
      ...ids.map((id) => drive.originals.open(id)),
    ]);
    expect(drive.collections.get('meanwhile').name).toBe('meanwhile');
    expect(await drive.undo.history(10)).toHaveLength(
      new Set((await drive.undo.history(10)).map(({ id }) => id)).size,
    );
    const hash = { update: () => undefined, digest: () => '' };
    const shown = (await drive.listing.list('a', {})).items;
    await drive.rebuildCatalog(hash);
    expect((await drive.listing.list('a', {})).items).toEqual(shown);
  });

  it('D8: the audit trail and the stacks come back from the journal alone', async () => {
    const { drive, machine, add } = await startSmallDrive();
    await add('a', 'x.jpg');
    await drive.collections.create('b', {}, null);
    const history = await drive.undo.history(10);
    const survivor = machine.survive('crash', { seed: 5 });
    const { clock, operations } = survivor;
    const again = await startDrive({
      ...survivor,
      catalog: createMemoryCatalog({ clock, operations }),
    });
    expect(await again.drive.undo.history(10)).toEqual(history);
    expect(await again.drive.undo.undo(null)).toBe('Created b');
  });
});

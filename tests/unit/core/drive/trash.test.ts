import { GARBAGE_AGE_MS } from '../../../../src/core/integrity/garbage.ts';
import { describe, expect, it } from 'vitest';
import type { MediaId } from '../../../../src/core/base/ids.ts';
import { startSmallDrive } from './small-drive.ts';

const DAY_MS = 86_400_000;
const idIn = (ids: readonly MediaId[], at = 0): MediaId => ids[at] as MediaId;

describe('the trash', () => {
  it('D15, invariant 5: an item comes back for 30 days, to every place where it stood', async () => {
    const { drive, machine, add, names } = await startSmallDrive();
    const id = idIn(await add('a', 'x.jpg'));
    await drive.media.copy([id], 'b/c', null);
    await drive.media.remove([id], null);
    expect([await names('a'), await names('b/c')]).toEqual([[], []]);
    const [item] = await drive.trash.list();
    expect(item?.collections).toEqual(['a', 'b/c']);
    machine.clock.advance(30 * DAY_MS - 1);
    await drive.trash.purgeExpired();
    await drive.trash.restore([id], null);
    expect([await names('a'), await names('b/c')]).toEqual([['x.jpg'], ['x.jpg']]);
    expect((await drive.originals.open(id)).name).toBe('x.jpg');
  });

  it('D15: after 30 days it goes for good, with its bytes', async () => {
    const { drive, machine, add } = await startSmallDrive();
    const id = idIn(await add('a', 'x.jpg'));
    await drive.media.remove([id], null);
    machine.clock.advance(30 * DAY_MS);
    await drive.trash.purgeExpired();
    expect(await drive.trash.list()).toEqual([]);
    await expect(drive.trash.restore([id], null)).rejects.toMatchObject({ type: 'not-found' });
    machine.clock.advance(GARBAGE_AGE_MS);
    expect(await drive.trash.collect()).toBe(1);
    expect(
      [...machine.disk.files().keys()].filter((path) => /^(blobs|lists)/.test(path)),
    ).toEqual([]);
    expect((await drive.usage()).originals).toBe(0);
  });

  it('D16: bytes stay while any item bears them, also one in the trash', async () => {
    const { drive, add } = await startSmallDrive();
    const ids = await add('a', 'x.jpg', 'y.jpg');
    await drive.media.remove(ids, null);
    await drive.trash.purge([idIn(ids)], null);
    await drive.trash.restore([idIn(ids, 1)], null);
    expect((await drive.originals.open(idIn(ids, 1))).name).toBe('y.jpg');
    expect(await drive.checkPresence()).toMatchObject({ checked: 1, missing: 0, orphans: 0 });
  });

  it('D16: what is not in the trash is not purged', async () => {
    const { drive, add } = await startSmallDrive();
    const ids = await add('a', 'x.jpg');
    await expect(drive.trash.purge(ids, null)).rejects.toMatchObject({ type: 'not-in-trash' });
    await expect(drive.trash.purge(['nothing'], null)).rejects.toMatchObject({
      type: 'not-found',
    });
  });

  it('D17: a collection takes all below it along and brings it back', async () => {
    const { drive, add, names, paths } = await startSmallDrive();
    await add('a/b', 'x.jpg');
    await drive.collections.remove('a', null);
    expect(paths()).toEqual([]);
    const [item] = await drive.trash.list();
    expect(item).toMatchObject({ type: 'collection', name: 'a', collections: [''] });
    await drive.trash.restore([item?.id ?? ''], null);
    expect(paths()).toEqual(['a', 'a/b']);
    expect(await names('a/b')).toEqual(['x.jpg']);
  });

  it('D17: purged with a collection goes what stands nowhere else', async () => {
    const { drive, add, names } = await startSmallDrive();
    const ids = await add('a', 'x.jpg', 'y.jpg');
    await drive.media.copy([idIn(ids)], 'b', null);
    await drive.collections.remove('a', null);
    await drive.trash.purge([(await drive.trash.list())[0]?.id ?? ''], null);
    expect(await names('b')).toEqual(['x.jpg']);
    expect((await drive.media.get(idIn(ids))).collections).toEqual(['b']);
    await expect(drive.media.get(idIn(ids, 1))).rejects.toMatchObject({ type: 'not-found' });
  });

  it('D18: an item restored into a collection in the trash brings that back, and those above', async () => {
    const { drive, add, names, paths } = await startSmallDrive();
    const ids = await add('a/b', 'x.jpg');
    await drive.media.remove(ids, null);
    await drive.collections.remove('a/b', null);
    await drive.collections.remove('a', null);
    await drive.trash.restore(ids, null);
    expect(paths()).toEqual(['a', 'a/b']);
    expect(await names('a/b')).toEqual(['x.jpg']);
  });

  it('D18: a collection below another one in the trash brings that back too', async () => {
    const { drive, paths } = await startSmallDrive();
    const { id } = await drive.collections.create('a/b', {}, null);
    await drive.collections.remove('a/b', null);
    await drive.collections.remove('a', null);
    await drive.trash.restore([id], null);
    expect(paths()).toEqual(['a', 'a/b']);
    expect(await drive.trash.list()).toEqual([]);
  });

  it('D18: an item joins the collection that took the path of its own', async () => {
    const { drive, add, names, paths } = await startSmallDrive();
    const ids = await add('a/b', 'x.jpg');
    await drive.media.remove(ids, null);
    await drive.collections.remove('a', null);
    await add('a/b', 'y.jpg');
    await drive.trash.restore(ids, null);
    expect(paths()).toEqual(['a', 'a/b']);
    expect(await names('a/b')).toEqual(['x.jpg', 'y.jpg']);
    expect((await drive.media.get(idIn(ids))).collections).toEqual(['a/b']);
    expect(await drive.undo.undo(null)).not.toBeNull();
    expect(await names('a/b')).toEqual(['y.jpg']);
    expect((await drive.trash.list()).map(({ name }) => name)).toContain('x.jpg');
  });

  it('D18: an item whose collections were purged meanwhile comes back to the root', async () => {
    const { drive, add, names } = await startSmallDrive();
    const ids = await add('a', 'x.jpg');
    const { id: collection } = drive.collections.get('a');
    await drive.media.remove(ids, null);
    await drive.collections.remove('a', null);
    await drive.trash.purge([collection], null);
    await drive.trash.restore(ids, null);
    expect(await names('')).toEqual(['x.jpg']);
  });

  it('D19: bytes in the trash that are imported again bring their item back', async () => {
    const { drive, add, names } = await startSmallDrive();
    const [id] = await add('a', 'x.jpg');
    await drive.media.remove([idIn([id as MediaId])], null);
    expect(await add('b', 'x.jpg')).toEqual([id]);
    expect([await names('a'), await names('b')]).toEqual([['x.jpg'], ['x.jpg']]);
    expect(await drive.trash.list()).toEqual([]);
  });
});

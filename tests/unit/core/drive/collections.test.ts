import { describe, expect, it } from 'vitest';
import type { MediaId } from '../../../../src/core/base/ids.ts';
import { expectEqualRebuild } from '../../../simulation/drive/drive-checks.ts';
import { startSmallDrive } from './small-drive.ts';

describe('collections, items and links', () => {
  it('D23: a name that is taken, a move into itself and the root are refused, and nothing is written', async () => {
    const { drive, machine, paths } = await startSmallDrive();
    await drive.collections.create('a/b', {}, null);
    await drive.collections.create('c', {}, null);
    const before = machine.operations.count();
    const { collections } = drive;
    await expect(collections.create('a/b', {}, null)).rejects.toMatchObject({
      type: 'name-taken',
    });
    await expect(collections.move('c', 'a', null)).rejects.toMatchObject({
      type: 'name-taken',
    });
    await expect(collections.move('a', 'a/b/a', null)).rejects.toMatchObject({ type: 'cycle' });
    await expect(collections.move('x', 'y', null)).rejects.toMatchObject({ type: 'not-found' });
    await expect(collections.move('', 'y', null)).rejects.toMatchObject({ type: 'bad-path' });
    await expect(collections.remove('', null)).rejects.toMatchObject({ type: 'bad-path' });
    await expect(collections.create('a//b', {}, null)).rejects.toMatchObject({
      type: 'bad-path',
    });
    await expect(collections.update('c', { icon: 'x'.repeat(65) }, null)).rejects.toMatchObject(
      {
        type: 'bad-collection',
      },
    );
    expect(machine.operations.count()).toBe(before);
    expect(paths()).toEqual(['a', 'a/b', 'c']);
  });

  it('D24: a rename keeps what is below; missing parents are made', async () => {
    const { drive, add, names, paths } = await startSmallDrive();
    await add('a/b', 'x.jpg');
    await drive.collections.move('a', 'new/place', null);
    expect(paths()).toEqual(['new', 'new/place', 'new/place/b']);
    expect(await names('new/place/b')).toEqual(['x.jpg']);
    await drive.collections.update('new/place', { name: 'spot', description: null }, null);
    expect(paths()).toContain('new/spot/b');
  });

  it('D25: an item leaves all its places, or the one that is named', async () => {
    const { drive, add } = await startSmallDrive();
    const ids = await add('a', 'x.jpg');
    const places = async () => (await drive.media.get(ids[0] as MediaId)).collections;
    await drive.media.copy(ids, 'b', null);
    await drive.media.move(ids, 'c', 'a', null);
    expect(await places()).toEqual(['b', 'c']);
    await drive.media.move(ids, 'd', 'nothing', null).catch((error: unknown) => {
      expect(error).toMatchObject({ type: 'not-found' });
    });
    await drive.media.move(ids, '', null, null);
    expect(await places()).toEqual(['']);
    expect(drive.collections.get('').mediaCount).toBe(1);
  });

  it('D26: a copy is no second file', async () => {
    const { drive, add } = await startSmallDrive();
    const ids = await add('a', 'x.jpg');
    await drive.media.copy(ids, 'b', null);
    await drive.media.copy(ids, 'b', null);
    expect((await drive.usage()).originals).toBe(9_000);
    expect(drive.collections.get('')).toMatchObject({
      deepMediaCount: 1,
      deepSizeBytes: 9_000,
    });
    expect((await drive.listing.list('', { recursive: true })).total).toBe(1);
  });

  it('D26: a collection counts what it lists with all below it, each item once', async () => {
    const small = await startSmallDrive();
    const [both] = (await small.add('a/below', 'IMG_1.jpg', 'IMG_1.mov', 'x.jpg')) as [MediaId];
    await small.add('b', 'y.jpg', 'z.jpg');
    await small.drive.media.copy([both], 'a', null);
    await small.drive.media.copy([both], 'b', null);
    await small.drive.collections.create('shelf', {}, null);
    await small.drive.links.create({ source: 'shelf', target: 'b', type: 'alias' }, null);
    await expectEqualRebuild(small);
    const { drive } = await small.restart();
    const listed = async () =>
      Object.fromEntries(
        await Promise.all(
          ['', 'a', 'a/below', 'b', 'shelf'].map(async (path) => {
            const { deepMediaCount } = drive.collections.get(path);
            const { total } = await drive.listing.list(path, { recursive: true });
            expect(deepMediaCount, path).toBe(total);
            return [path, total] as const;
          }),
        ),
      );
    expect(await listed()).toEqual({ '': 4, a: 2, 'a/below': 2, b: 3, shelf: 3 });
    expect(drive.collections.get('a').deepSizeBytes).toBe(3 * 9_000);
    await drive.media.remove([both], null);
    expect(await listed()).toEqual({ '': 3, a: 1, 'a/below': 1, b: 2, shelf: 2 });
    await drive.undo.undo(null);
    await drive.media.move([both], 'b', null, null);
    expect(await listed()).toEqual({ '': 4, a: 1, 'a/below': 1, b: 3, shelf: 3 });
  });

  it('D27: listing sorts, pages and filters by all tags', async () => {
    const { drive, add } = await startSmallDrive();
    const ids = await add('a', 'n10', 'n2', 'n1');
    await drive.media.update(ids.slice(0, 2), { tags: ['t', 'u'] }, null);
    await drive.media.update(ids.slice(0, 1), { tags: ['t'], rating: 3 }, null);
    const list = async (options: Parameters<typeof drive.listing.list>[1]) =>
      (await drive.listing.list('a', { sort: 'name', order: 'asc', ...options })).items.map(
        ({ name }) => name,
      );
    expect(await list({})).toEqual(['n1', 'n2', 'n10']);
    expect(await list({ order: 'desc' })).toEqual(['n10', 'n2', 'n1']);
    expect(await list({ offset: 1, limit: 1 })).toEqual(['n2']);
    expect(await list({ limit: 0 })).toEqual([]);
    expect(await list({ tags: ['t', 'u'] })).toHaveLength(1);
    expect(await list({ sort: 'rating', order: 'desc' })).toHaveLength(3);
    expect((await drive.listing.list('a', { offset: 2, limit: 5 })).total).toBe(3);
  });

  it('D28: an alias lists its target, a circle is refused, a dangling link says so', async () => {
    const { drive, add, names } = await startSmallDrive();
    await add('target', 'x.jpg');
    await drive.collections.create('source', {}, null);
    const link = await drive.links.create(
      { source: 'source', target: 'target', type: 'alias' },
      null,
    );
    expect(await names('source')).toEqual(['x.jpg']);
    expect((await drive.listing.list('', { recursive: true })).total).toBe(1);
    expect(drive.collections.get('source').mediaCount).toBe(0);
    await expect(
      drive.links.create({ source: 'target', target: 'source', type: 'alias' }, null),
    ).rejects.toMatchObject({ type: 'cycle' });
    await expect(
      drive.links.create({ source: 'target', target: 'source', type: 'x' as never }, null),
    ).rejects.toMatchObject({ type: 'bad-link' });
    await drive.collections.remove('target', null);
    expect(await names('source')).toEqual([]);
    expect(drive.links.list('source')).toMatchObject([{ target: null, dangling: true }]);
    await drive.undo.undo(null);
    expect(drive.links.list('source')).toMatchObject([{ target: 'target', dangling: false }]);
    await drive.links.remove(link.id, null);
    expect(await names('source')).toEqual([]);
    await expect(drive.links.remove(link.id, null)).rejects.toMatchObject({
      type: 'not-found',
    });
  });

  it('D28: related collections know each other from both sides, each once', async () => {
    const { drive } = await startSmallDrive();
    await drive.collections.create('a', {}, null);
    await drive.collections.create('b', {}, null);
    await drive.links.create({ source: 'a', target: 'b', type: 'related' }, null);
    await drive.links.create({ source: 'b', target: 'a', type: 'related' }, null);
    expect(drive.links.related('a').map(({ path }) => path)).toEqual(['b']);
    expect(drive.links.related('b').map(({ path }) => path)).toEqual(['a']);
  });

  it('D27: a listing asked for while an act is written never outlives the act', async () => {
    const { drive, add } = await startSmallDrive();
    const ids = await add('a', 'x.jpg', 'y.jpg');
    const asked = Array.from({ length: 20 }, () => drive.listing.list('a', {}));
    await Promise.all([drive.media.remove(ids.slice(0, 1), null), ...asked]);
    expect((await drive.listing.list('a', {})).total).toBe(1);
  });

  it('D28: links are listed with those below, by the paths of now', async () => {
    const { drive } = await startSmallDrive();
    for (const path of ['a/b', 'c']) await drive.collections.create(path, {}, null);
    await drive.links.create({ source: 'a/b', target: 'c', type: 'shortcut' }, null);
    await drive.links.create({ source: '', target: 'a', type: 'related' }, null);
    await drive.collections.move('a', 'z', null);
    expect(drive.links.list('').map(({ target }) => target)).toEqual(['z']);
    expect(drive.links.list('z', true)).toMatchObject([{ source: 'z/b', target: 'c' }]);
    expect(drive.links.list('', true)).toHaveLength(2);
  });
});

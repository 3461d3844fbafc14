import { describe, expect, it } from 'vitest';
import type { MediaId } from '../../../../src/core/base/ids.ts';
import { expectEqualRebuild } from '../../../simulation/drive/drive-checks.ts';
import { importFiles } from '../../../simulation/drive/drive-world.ts';
import { memoryFile } from '../../../simulation/drive/simulated-lab.ts';
import { type SmallDrive, startSmallDrive } from './small-drive.ts';

const SIZE = 9_000;
const rows = async ({ drive }: SmallDrive, path: string) =>
  (await drive.listing.list(path, { sort: 'name', order: 'asc' })).items.map(
    ({ name, parts }) => `${name} ${parts}`,
  );
const bytesIn = ({ drive }: SmallDrive, path: string): number =>
  drive.collections.get(path).totalSizeBytes;
const trash = async ({ drive }: SmallDrive) =>
  (await drive.trash.list()).map(({ name, row }) => `${name} ${row?.parts ?? 0}`).sort();

/** A drive with a live photo `a/IMG_1` and a picture `a/x.jpg`. */
const withLivePhoto = async () => {
  const small = await startSmallDrive();
  const [picture, film, other] = (await small.add('a', 'IMG_1.jpg', 'IMG_1.mov', 'x.jpg')) as [
    MediaId,
    MediaId,
    MediaId,
  ];
  return { small, picture, film, other };
};

describe('D42 composites', () => {
  it('are found at import, and their parts are not listed but counted in bytes', async () => {
    const { small, picture, film } = await withLivePhoto();
    expect(await rows(small, 'a')).toEqual(['IMG_1.jpg 2', 'x.jpg 1']);
    expect(small.drive.collections.get('a')).toMatchObject({
      mediaCount: 2,
      totalSizeBytes: 3 * SIZE,
    });
    expect((await small.drive.media.get(picture)).components).toEqual([picture, film]);
    expect((await small.drive.media.get(film)).partOf).toBe(picture);
    await expectEqualRebuild(small);
    expect(await rows(await small.restart(), 'a')).toEqual(['IMG_1.jpg 2', 'x.jpg 1']);
  });

  it('are found where the second file comes later, in that collection alone', async () => {
    const small = await startSmallDrive();
    await small.add('a', 'IMG_1.jpg');
    await small.add('b', 'IMG_1.mov');
    expect([await rows(small, 'a'), await rows(small, 'b')]).toEqual([
      ['IMG_1.jpg 1'],
      ['IMG_1.mov 1'],
    ]);
    const later = await startSmallDrive();
    await later.add('a', 'IMG_1.jpg');
    await later.add('a', 'IMG_1.mov');
    expect(await rows(later, 'a')).toEqual(['IMG_1.jpg 2']);
  });

  it('give what a person wrote to the one that is shown instead', async () => {
    const small = await startSmallDrive();
    const [film] = await small.add('a', 'IMG_1.mov');
    await small.drive.media.update([film as MediaId], { rating: 4, tags: ['sea'] }, null);
    const [picture] = await small.add('a', 'IMG_1.jpg');
    expect(await small.drive.media.get(picture as MediaId)).toMatchObject({
      rating: 4,
      tags: ['sea'],
    });
    await small.drive.undo.undo(null);
    expect(await rows(small, 'a')).toEqual(['IMG_1.mov 1']);
    expect(await trash(small)).toEqual(['IMG_1.jpg 1']);
    await small.drive.undo.redo(null);
    expect(await rows(small, 'a')).toEqual(['IMG_1.jpg 2']);
    await expectEqualRebuild(small);
  });

  it('move, are copied, removed, restored and purged whole', async () => {
    const { small, picture } = await withLivePhoto();
    const { drive } = small;
    await drive.media.move([picture], 'b', null, null);
    await drive.media.copy([picture], 'c', null);
    expect([bytesIn(small, 'a'), bytesIn(small, 'b'), bytesIn(small, 'c')]).toEqual([
      SIZE,
      2 * SIZE,
      2 * SIZE,
    ]);
    await drive.media.remove([picture], null);
    expect([bytesIn(small, 'b'), bytesIn(small, 'c')]).toEqual([0, 0]);
    expect(await trash(small)).toEqual(['IMG_1.jpg 2']);
    expect((await drive.usage()).trash).toBe(2 * SIZE);
    await drive.trash.restore([picture], null);
    expect([await rows(small, 'b'), await rows(small, 'c')]).toEqual([
      ['IMG_1.jpg 2'],
      ['IMG_1.jpg 2'],
    ]);
    await drive.media.remove([picture], null);
    await drive.trash.purge([picture], null);
    expect((await drive.usage()).originals).toBe(SIZE);
    expect((await drive.usage()).trash).toBe(0);
    await expectEqualRebuild(small);
  });

  it('have rows for their parts, too, however many rows are asked for', async () => {
    const { small, film, other } = await withLivePhoto();
    for (const count of [1, 600]) {
      const ids = [film, ...Array.from({ length: count }, () => other)];
      const found = await small.drive.media.rows(ids);
      expect(found).toHaveLength(count + 1);
      expect(found[0]).toMatchObject({ id: film, name: 'IMG_1.mov' });
    }
  });

  it('let a part go that is removed alone', async () => {
    const { small, picture, film } = await withLivePhoto();
    await small.drive.media.remove([film], null);
    expect(await rows(small, 'a')).toEqual(['IMG_1.jpg 1', 'x.jpg 1']);
    expect(await trash(small)).toEqual(['IMG_1.mov 1']);
    await small.drive.undo.undo(null);
    expect(await rows(small, 'a')).toEqual(['IMG_1.jpg 2', 'x.jpg 1']);
    expect((await small.drive.media.get(picture)).components).toHaveLength(2);
  });

  it('are taken apart and made by hand, and both can be undone', async () => {
    const { small, picture, film, other } = await withLivePhoto();
    const { drive } = small;
    await drive.composites.ungroup([film], null);
    expect(await rows(small, 'a')).toEqual(['IMG_1.jpg 1', 'IMG_1.mov 1', 'x.jpg 1']);
    await drive.undo.undo(null);
    expect(await rows(small, 'a')).toEqual(['IMG_1.jpg 2', 'x.jpg 1']);
    expect(await drive.composites.group([other, picture], null)).toBe(other);
    expect(await rows(small, 'a')).toEqual(['x.jpg 3']);
    expect(bytesIn(small, 'a')).toBe(3 * SIZE);
    await drive.undo.undo(null);
    expect(await rows(small, 'a')).toEqual(['IMG_1.jpg 2', 'x.jpg 1']);
    await expectEqualRebuild(small);
  });

  it('are taken apart together, in one step that says how many', async () => {
    const { small, picture } = await withLivePhoto();
    const [a, b] = await small.add('a', 'y.jpg', 'z.jpg');
    const { drive } = small;
    await drive.composites.group([a as MediaId, b as MediaId], null);
    const grouped = await rows(small, 'a');
    await drive.composites.ungroup([picture, a as MediaId], null);
    expect((await rows(small, 'a')).filter((row) => !row.endsWith(' 1'))).toEqual([]);
    expect(await rows(small, 'a')).toHaveLength(5);
    expect(await drive.undo.undo(null)).toBe('Took 2 groups apart');
    expect(await rows(small, 'a')).toEqual(grouped);
  });

  it('made of items of two places stand in both; undone, each stands where it stood', async () => {
    const small = await startSmallDrive();
    const [a] = await small.add('a', 'x.jpg');
    const [b] = await small.add('b', 'y.jpg');
    await small.drive.composites.group([a as MediaId, b as MediaId], null);
    expect([await rows(small, 'a'), await rows(small, 'b')]).toEqual([
      ['x.jpg 2'],
      ['x.jpg 2'],
    ]);
    await small.drive.undo.undo(null);
    expect([await rows(small, 'a'), await rows(small, 'b')]).toEqual([
      ['x.jpg 1'],
      ['y.jpg 1'],
    ]);
  });

  it('refuse what is no group', async () => {
    const { small, other } = await withLivePhoto();
    const { composites } = small.drive;
    await expect(composites.group([other], null)).rejects.toMatchObject({
      type: 'bad-argument',
    });
    await expect(composites.group([other, 'x' as MediaId], null)).rejects.toMatchObject({
      type: 'not-found',
    });
    await expect(composites.ungroup(['x' as MediaId], null)).rejects.toMatchObject({
      type: 'not-found',
    });
  });

  it('D19: a part in the trash that is imported again brings the whole back', async () => {
    const { small, picture } = await withLivePhoto();
    await small.drive.media.remove([picture], null);
    await importFiles(small, 'b', [memoryFile('IMG_1.mov')]);
    expect(await rows(small, 'a')).toEqual(['IMG_1.jpg 2', 'x.jpg 1']);
    expect(await rows(small, 'b')).toEqual(['IMG_1.jpg 2']);
    expect(await trash(small)).toEqual([]);
  });

  it('D10: an import taken back takes both files to the trash, and redo brings them as one', async () => {
    const { small } = await withLivePhoto();
    await small.drive.undo.undo(null);
    expect(await rows(small, 'a').catch(() => [])).toEqual([]);
    expect((await trash(small)).length).toBeGreaterThanOrEqual(2);
    await small.drive.undo.redo(null);
    expect(await rows(small, 'a')).toEqual(['IMG_1.jpg 2', 'x.jpg 1']);
  });

  it('D17: a collection that is purged takes composites with all their parts', async () => {
    const { small } = await withLivePhoto();
    const { drive } = small;
    await drive.collections.remove('a', null);
    await drive.trash.purge([(await drive.trash.list())[0]?.id ?? ''], null);
    expect((await drive.usage()).originals).toBe(0);
    await expectEqualRebuild(small);
  });
});

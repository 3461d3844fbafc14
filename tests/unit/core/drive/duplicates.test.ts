import { describe, expect, it } from 'vitest';
import type { MediaId } from '../../../../src/core/base/ids.ts';
import { expectEqualRebuild } from '../../../simulation/drive/drive-checks.ts';
import { startSmallDrive } from './small-drive.ts';

/** A drive with two copies of one picture, `a/pic~1.jpg` and `b/pic~2.jpg`, and another one. */
const withCopies = async () => {
  const small = await startSmallDrive();
  const [first] = (await small.add('a', 'pic~1.jpg')) as [MediaId];
  const [second] = (await small.add('b', 'pic~2.jpg')) as [MediaId];
  const [other] = (await small.add('b', 'other.jpg')) as [MediaId];
  return { small, drive: small.drive, first, second, other };
};

describe('D43 duplicates', () => {
  it('are found by essence and by looks, in a collection or in all', async () => {
    const { small, drive, first, second } = await withCopies();
    for (const by of ['essence', 'similar'] as const) {
      const [group, ...more] = await drive.duplicates.find({ by });
      expect(new Set(group?.ids)).toEqual(new Set([first, second]));
      expect(group).toMatchObject({ kind: 'essence', distance: 0, freesBytes: 9_000 });
      expect(more).toEqual([]);
    }
    expect(await drive.duplicates.find({ by: 'essence', collection: 'a' })).toEqual([]);
    await drive.media.copy([second], 'a/below', null);
    expect(await drive.duplicates.find({ by: 'essence', collection: 'a' })).toHaveLength(1);
    expect(await (await small.restart()).drive.duplicates.find({ by: 'essence' })).toHaveLength(
      1,
    );
  });

  it('follow what comes and goes', async () => {
    const { small, drive, first, second } = await withCopies();
    const count = async () =>
      (await drive.duplicates.find({ by: 'essence' }))[0]?.ids.length ?? 0;
    expect(await count()).toBe(2);
    const [third] = (await small.add('c', 'pic~3.jpg')) as [MediaId];
    expect(await count()).toBe(3);
    await drive.media.remove([second], null);
    expect(await count()).toBe(2);
    await drive.collections.remove('c', null);
    expect(await count()).toBe(0);
    await drive.undo.undo(null);
    expect(await count()).toBe(2);
    await drive.composites.group([first, third], null);
    expect(await count()).toBe(0);
  });

  it('merge in one act: places, tags, the best rating and missing words; undone at once', async () => {
    const { small, drive, first, second } = await withCopies();
    await drive.media.update([first], { tags: ['sea'], rating: 2, title: 'Mine' }, null);
    await drive.media.update(
      [second],
      { tags: ['sun'], rating: 4, title: 'Other', description: 'Words' },
      null,
    );
    expect(await drive.duplicates.merge([{ keep: first, remove: [second] }], null)).toEqual({
      freesBytes: 9_000,
    });
    expect(await drive.media.get(first)).toMatchObject({
      tags: ['sea', 'sun'],
      rating: 4,
      title: 'Mine',
      description: 'Words',
      collections: ['a', 'b'],
    });
    expect((await drive.trash.list()).map(({ id }) => id)).toEqual([second]);
    expect(await drive.duplicates.find({ by: 'essence' })).toEqual([]);
    await expectEqualRebuild(small);
    await drive.undo.undo(null);
    expect(await drive.media.get(first)).toMatchObject({
      tags: ['sea'],
      rating: 2,
      description: null,
      collections: ['a'],
    });
    expect(await drive.trash.list()).toEqual([]);
    expect(await drive.duplicates.find({ by: 'essence' })).toHaveLength(1);
  });

  it('that are none are remembered, also by the next drive, until that is taken back', async () => {
    const { small, drive, first, second } = await withCopies();
    await drive.duplicates.tellApart([first, second], true, null);
    expect(await drive.duplicates.find({ by: 'similar' })).toEqual([]);
    await expectEqualRebuild(small);
    small.machine.clock.advance(120_000);
    expect(await drive.compact({ force: true })).toBe(true);
    const again = await small.restart();
    expect(await again.drive.duplicates.find({ by: 'essence' })).toEqual([]);
    await again.add('c', 'pic~3.jpg');
    expect((await again.drive.duplicates.find({ by: 'essence' }))[0]?.ids).toHaveLength(2);
    await again.drive.duplicates.tellApart([second, first], false, null);
    expect((await again.drive.duplicates.find({ by: 'essence' }))[0]?.ids).toHaveLength(3);
  });

  it('are refused where they make no sense, and stop when told to', async () => {
    const { drive, first, second } = await withCopies();
    const { duplicates } = drive;
    const bad = { type: 'bad-argument' };
    await expect(
      duplicates.merge([{ keep: first, remove: [first] }], null),
    ).rejects.toMatchObject(bad);
    await expect(duplicates.merge([], null)).rejects.toMatchObject(bad);
    await expect(duplicates.merge([{ keep: first, remove: [] }], null)).rejects.toMatchObject(
      bad,
    );
    await expect(duplicates.find({ by: 'similar', distance: 13 })).rejects.toMatchObject(bad);
    await expect(duplicates.find({ by: 'similar', distance: 0.5 })).rejects.toMatchObject(bad);
    const gone = { type: 'not-found' };
    await expect(
      duplicates.merge([{ keep: first, remove: ['x' as MediaId] }], null),
    ).rejects.toMatchObject(gone);
    await drive.media.remove([second], null);
    await expect(
      duplicates.merge([{ keep: first, remove: [second] }], null),
    ).rejects.toMatchObject(gone);
    const stop = new AbortController();
    stop.abort();
    await expect(duplicates.find({ by: 'similar' }, stop.signal)).rejects.toMatchObject({
      type: 'cancelled',
    });
  });
});

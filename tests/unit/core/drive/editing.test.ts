import { describe, expect, it } from 'vitest';
import type { MediaId } from '../../../../src/core/base/ids.ts';
import { startSmallDrive } from './small-drive.ts';

const PARIS = { latitude: 48.8584, longitude: 2.2945, altitude: 35, name: 'Paris' };

describe('editing', () => {
  it('D37: date, offset and place change like any field, and survive restart and rebuild', async () => {
    const before = await startSmallDrive();
    const [id = '' as MediaId] = await before.add('a', 'x.jpg');
    const edit = {
      capturedAt: '2020-05-01T10:00:00+02:00',
      capturedOffsetMinutes: 120,
      place: PARIS,
      project: 'Atlas',
    };
    const expected = { ...edit, capturedAt: '2020-05-01T08:00:00.000Z' };
    await before.drive.media.update([id], edit, null);
    expect(await before.drive.media.get(id)).toMatchObject(expected);
    const { drive } = await before.restart();
    expect(await drive.media.get(id)).toMatchObject(expected);
    const hash = { update: () => undefined, digest: () => '' };
    await drive.rebuildCatalog(hash);
    expect(await drive.media.get(id)).toMatchObject(expected);
    expect((await drive.listing.list('a', {})).items[0]?.capturedAt).toBe(expected.capturedAt);
    await drive.undo.undo(null);
    expect(await drive.media.get(id)).toMatchObject({ place: null, project: null });
    await drive.undo.redo(null);
    expect(await drive.media.get(id)).toMatchObject(expected);
  });

  it('D37: what one item cannot take changes none', async () => {
    const { drive, add } = await startSmallDrive();
    const ids = await add('a', 'x.jpg', 'y.jpg');
    await drive.media.update([ids[1] as MediaId], { capturedAt: '9999-12-31' }, null);
    await drive.media.update([ids[0] as MediaId], { capturedAt: '2024-01-01' }, null);
    const shift = { shiftCapturedSeconds: 400 * 86_400, addTags: ['late'] };
    await expect(drive.media.update(ids, shift, null)).rejects.toMatchObject({
      type: 'bad-patch',
      facts: { field: 'shiftCapturedSeconds' },
    });
    await expect(
      drive.media.update(ids, { place: { latitude: 91, longitude: 0 } }, null),
    ).rejects.toMatchObject({ type: 'bad-patch', facts: { field: 'place' } });
    expect(await drive.listing.tags()).toEqual([]);
    expect(await drive.media.get(ids[0] as MediaId)).toMatchObject({
      capturedAt: '2024-01-01T00:00:00.000Z',
    });
  });

  it('D38: thousands of items are one act and one step', async () => {
    const { drive, add } = await startSmallDrive();
    const names = Array.from({ length: 2_000 }, (_, i) => `f${i}`);
    const ids = await add('big', ...names);
    await drive.media.update([ids[0] as MediaId], { tags: ['own'] }, null);
    const acts = (await drive.undo.history(10_000)).length;
    const edit = { addTags: ['trip'], rating: 4, capturedAt: '2024-01-01' };
    await drive.media.update(ids, edit, null);
    expect((await drive.undo.history(10_000)).length).toBe(acts + 1);
    expect(await drive.listing.tags()).toEqual([
      { name: 'trip', count: 2_000 },
      { name: 'own', count: 1 },
    ]);
    await drive.undo.undo(null);
    expect(await drive.listing.tags()).toEqual([{ name: 'own', count: 1 }]);
    expect((await drive.media.summarize(ids)).rating).toEqual({ isMixed: false, value: null });
  }, 60_000);

  it('D38: an item of which all is true already gets no version', async () => {
    const { drive, add } = await startSmallDrive();
    const [id = '' as MediaId] = await add('a', 'x.jpg');
    await drive.media.update([id], { tags: ['t'] }, null);
    const { versions } = await drive.media.get(id);
    await drive.media.update([id], { addTags: ['t'], removeTags: ['none'] }, null);
    expect((await drive.media.get(id)).versions).toBe(versions);
    expect(await drive.undo.undo(null)).toBe('Edited 1 item');
    expect((await drive.media.get(id)).tags).toEqual([]);
  });

  it('D39: tags are counted over what is listed, each item once', async () => {
    const { drive, add } = await startSmallDrive();
    const ids = await add('a', 'x.jpg', 'y.jpg');
    await drive.media.copy(ids, 'b', null);
    await drive.media.update(ids, { tags: ['<b>&amp;'] }, null);
    expect(await drive.listing.tags()).toEqual([{ name: '<b>&amp;', count: 2 }]);
    await drive.media.remove([ids[0] as MediaId], null);
    expect(await drive.listing.tags()).toEqual([{ name: '<b>&amp;', count: 1 }]);
  });

  it('D40: the history of an item tells what was done to it alone', async () => {
    const { drive, add } = await startSmallDrive();
    const [x = '' as MediaId, y = '' as MediaId] = await add('a', 'x.jpg', 'y.jpg');
    await drive.media.update([x], { rating: 1 }, null);
    await drive.media.update([y], { rating: 2 }, null);
    await drive.media.move([x], 'b', null, null);
    const labels = (await drive.undo.history(10, x)).map(({ label }) => label);
    expect(labels.slice(0, 2)).toEqual(['Moved 1 item to b', 'Edited 1 item']);
    expect(labels.at(-1)).toMatch(/^Imported/);
    expect(await drive.undo.history(1, x)).toHaveLength(1);
    expect((await drive.undo.history(10, y)).map(({ verb }) => verb)).not.toContain('move');
  });

  it('D37: an item tells its copies and when they were verified', async () => {
    const { drive, add } = await startSmallDrive();
    const [id = '' as MediaId] = await add('a', 'x.jpg');
    expect((await drive.media.get(id)).copies).toMatchObject([
      { place: 'opfs', state: 'present', verifiedAt: expect.any(String) as string },
    ]);
  });
});

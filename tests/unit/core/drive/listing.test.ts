import { describe, expect, it } from 'vitest';
import { startSmallDrive } from './small-drive.ts';

describe('the edition of a listing', () => {
  it('is the same for every stretch until a row of it differs', async () => {
    const { drive, add } = await startSmallDrive();
    const [first] = await add('a', '1.jpg', '2.jpg', '3.jpg');
    const [other] = await add('b', '4.jpg');
    if (first === undefined || other === undefined) throw new Error('nothing was added');
    const editionAt = async (offset: number) =>
      (await drive.listing.list('a', { offset, limit: 1 })).edition;
    const before = await editionAt(0);
    expect(await editionAt(2)).toBe(before);
    await drive.media.update([other], { rating: 1 }, 'request-1');
    expect(await editionAt(1)).toBe(before);
    await drive.media.update([first], { rating: 5 }, 'request-2');
    const after = await editionAt(0);
    expect(after).not.toBe(before);
    expect(await editionAt(2)).toBe(after);
    const byName = await drive.listing.list('a', { sort: 'name' });
    expect(byName.edition).not.toBe(after);
  });
});

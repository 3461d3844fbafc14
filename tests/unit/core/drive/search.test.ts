import { describe, expect, it } from 'vitest';
import { HmError } from '../../../../src/core/base/hm-error.ts';
import type { MediaId } from '../../../../src/core/base/ids.ts';
import { idAt, type RowShapes } from '../../../../src/core/media/row-shapes.ts';
import { SEARCH_FILE } from '../../../../src/core/search/search-host.ts';
import type { Disk } from '../../../../src/core/storage/disk.ts';
import { createSimulatedMachine } from '../../../../src/platform/memory/simulated-machine.ts';
import { failureOf } from '../../../contract/failure-of.ts';
import { importFiles, startDrive } from '../../../simulation/drive/drive-world.ts';
import { memoryFile } from '../../../simulation/drive/simulated-lab.ts';
import { type SmallDrive, startSmallDrive } from './small-drive.ts';

/** Names of what a text finds, the best first. */
const found = async (
  { drive }: SmallDrive,
  text: string,
  options: Parameters<SmallDrive['drive']['search']['query']>[1] = {},
): Promise<readonly string[]> => {
  const { hits, total } = await drive.search.query(text, options);
  const rows = await drive.media.rows(hits.map(({ id }) => id));
  expect(rows).toHaveLength(hits.length);
  expect(total).toBeGreaterThanOrEqual(hits.length);
  return rows.map(({ name }) => name);
};

const idsIn = (shapes: RowShapes): readonly MediaId[] =>
  Array.from({ length: shapes.count }, (_, index) => idAt(shapes, index));

describe('the search of a drive', () => {
  it('I1 What an act wrote is found as soon as it is answered, and what it took away is not', async () => {
    const small = await startSmallDrive();
    const [id] = await small.add('trips', 'harbour.jpg', 'lake.jpg');
    const { media, trash, undo } = small.drive;
    expect(await found(small, 'harbour')).toEqual(['harbour.jpg']);
    await media.update([id as MediaId], { tags: ['Sunset'] }, null);
    expect(await found(small, 'tag:sunset')).toEqual(['harbour.jpg']);
    await media.update([id as MediaId], { title: 'Évening', tags: [] }, null);
    expect(await found(small, 'evening')).toEqual(['harbour.jpg']);
    expect(await found(small, 'sunset')).toEqual([]);
    await media.remove([id as MediaId], null);
    expect(await found(small, 'evening')).toEqual([]);
    await trash.restore([id as MediaId], null);
    expect(await found(small, 'evening')).toEqual(['harbour.jpg']);
    await undo.undo(null);
    expect(await found(small, 'evening')).toEqual([]);
  });

  it('I2 A collection that is removed, restored, renamed or moved takes its items along', async () => {
    const small = await startSmallDrive();
    await small.add('trips/north', 'fjord.jpg');
    await small.add('trips/south', 'desert.jpg');
    const { collections, undo } = small.drive;
    expect(await found(small, 'jpg', { collection: 'trips/north' })).toEqual(['fjord.jpg']);
    await collections.move('trips/north', 'cold', null);
    expect(await found(small, 'in:cold')).toEqual(['fjord.jpg']);
    expect(await found(small, 'jpg', { collection: 'trips' })).toEqual(['desert.jpg']);
    await collections.remove('cold', null);
    expect(await found(small, 'fjord')).toEqual([]);
    await undo.undo(null);
    expect(await found(small, 'fjord')).toEqual(['fjord.jpg']);
  });

  it('I3 A kept index is taken up after a restart, with what changed since', async () => {
    const small = await startSmallDrive();
    const [first] = await small.add('a', 'one.jpg', 'two.jpg');
    await small.drive.search.tend();
    expect(await small.ports.disk.size(SEARCH_FILE)).toBeGreaterThan(0);
    await small.drive.media.update([first as MediaId], { title: 'Later' }, null);
    await small.add('a', 'three.jpg');
    const again = await small.restart();
    expect(await found(again, 'later')).toEqual(['one.jpg']);
    expect(await found(again, 'three')).toEqual(['three.jpg']);
    expect((await found(again, 'jpg')).length).toBe(3);
  });

  it.each([
    ['gone', (bytes: Uint8Array) => bytes.subarray(0, 0)],
    ['cut short', (bytes: Uint8Array) => bytes.subarray(0, bytes.length >> 1)],
    ['damaged', (bytes: Uint8Array) => bytes.map((byte, i) => (i === 90 ? byte ^ 1 : byte))],
    ['of another form', (bytes: Uint8Array) => bytes.map((byte, i) => (i === 4 ? 99 : byte))],
  ])('I4 A kept index that is %s is made again, and loses nothing', async (_how, change) => {
    const small = await startSmallDrive();
    await small.add('a', 'one.jpg');
    await small.drive.search.tend();
    const { disk } = small.ports;
    const bytes = change(await disk.read(SEARCH_FILE));
    const file = await disk.open(SEARCH_FILE, { create: true });
    await file.truncate(0);
    await file.write(0, bytes);
    await file.flush();
    await file.close();
    const again = await small.restart();
    expect(await found(again, 'one')).toEqual(['one.jpg']);
  });

  it('I5 A kept index of a catalogue that went another way is made again', async () => {
    const small = await startSmallDrive();
    const [id] = await small.add('a', 'one.jpg');
    await small.drive.search.tend();
    const kept = await small.ports.disk.read(SEARCH_FILE);
    await small.drive.media.update([id as MediaId], { title: 'New' }, null);
    await small.drive.compact({ force: true });
    const other = await startSmallDrive();
    await other.add('b', 'elsewhere.jpg', 'afar.jpg');
    await other.drive.media.update(
      (await other.drive.search.query('', {})).hits.map((hit) => hit.id),
      { title: 'Far' },
      null,
    );
    const file = await other.ports.disk.open(SEARCH_FILE, { create: true });
    await file.truncate(0);
    await file.write(0, kept);
    await file.flush();
    await file.close();
    const again = await other.restart();
    expect(await found(again, 'jpg')).toHaveLength(2);
    expect(await found(again, 'one')).toEqual([]);
  });

  it('I6 A rebuilt catalogue, and a rebuilt index, find what was found before', async () => {
    const small = await startSmallDrive();
    await small.add('a', 'one.jpg', 'two.jpg');
    const before = await small.drive.search.query('jpg', {});
    await small.drive.search.rebuild();
    expect((await small.drive.search.query('jpg', {})).hits).toEqual(before.hits);
  });

  it('I7 A disk that is full keeps no index and refuses no question', async () => {
    const full = (disk: Disk): Disk => ({
      ...disk,
      open: (path, options) =>
        path.startsWith('derived/search')
          ? Promise.reject(new HmError('quota-exceeded', 'The disk is full.'))
          : disk.open(path, options),
    });
    const running = await startDrive(createSimulatedMachine({ seed: 1 }), {
      plantInDisk: full,
    });
    await importFiles(running, 'a', [memoryFile('one.jpg')]);
    await running.drive.search.tend();
    expect((await running.drive.search.query('one', {})).total).toBe(1);
    expect(running.defects).toEqual([]);
  });

  it.each([
    ['a limit that is no number', '', { limit: NaN }, 'limit'],
    ['a negative size', '', { minSize: -1 }, 'minSize'],
    ['a size that is no number', '', { maxSize: NaN }, 'maxSize'],
    ['a rating beyond five', '', { rating: 6 }, 'rating'],
    ['an unknown kind', '', { kind: 'gif' }, 'kind'],
    ['a date that is none', '', { from: '2024-13' }, 'from'],
    ['tags that are no list', '', { tags: 'sea' }, 'tags'],
    ['a text without end', 'a'.repeat(10_001), {}, 'text'],
  ])('Q1 %s is refused by name', async (_what, text, options, field) => {
    const { drive } = await startSmallDrive();
    const asked = drive.search.query(text, options);
    await expect(asked).rejects.toMatchObject({ type: 'bad-query', facts: { field } });
  });

  it.each([
    '.*',
    '(a|b)+$',
    '[',
    '\\',
    '🏖️',
    'שלום',
    '\ud800',
    '\udc00x',
    'a '.repeat(5_000),
    '"',
  ])('Q1 The text %j is harmless', async (text) => {
    const small = await startSmallDrive();
    await small.add('a', 'one.jpg');
    expect((await small.drive.search.query(text, {})).total).toBe(0);
  });

  it('R5 The shapes of an answer are all of it in its order, or by date, with its tags', async () => {
    const small = await startSmallDrive();
    const [old, best, young] = await small.add(
      'a',
      'lake boat.jpg',
      'lake.jpg',
      'lakeside.jpg',
    );
    const ids = [old, best, young] as readonly MediaId[];
    await small.add('a', 'hill.jpg');
    const { media, search } = small.drive;
    const days = ['2001-01-01', '2010-01-01', '2020-01-01'];
    for (const [i, id] of ids.entries())
      await media.update([id], { capturedAt: `${days[i] ?? ''}T12:00:00Z` }, null);
    await media.update(ids.slice(0, 2), { tags: ['wet'] }, null);
    await media.update([ids[0] as MediaId], { tags: ['wet', 'wood'] }, null);
    const { hits } = await search.query('lake', {});
    const { shapes, tags } = await search.shapes('lake', {});
    expect(hits).toHaveLength(3);
    expect(idsIn(shapes)).toEqual(hits.map(({ id }) => id));
    expect(idsIn(shapes)[0]).toBe(best);
    expect(tags).toEqual([
      { name: 'wet', count: 2 },
      { name: 'wood', count: 1 },
    ]);
    const dated = await search.shapes('lake', { order: 'date' });
    expect(idsIn(dated.shapes)).toEqual([young, best, old]);
    expect([...dated.shapes.days]).toEqual(
      days.toReversed().map((day) => Date.parse(day) / 86_400_000),
    );
    await expect(search.shapes('lake', { order: 'size' })).rejects.toMatchObject({
      type: 'bad-query',
      facts: { field: 'order' },
    });
  });

  it('F6 A filter that names nothing finds nothing, and says so', async () => {
    const small = await startSmallDrive();
    await small.add('a', 'one.jpg');
    const { search } = small.drive;
    expect(await search.query('', { tags: ['gone'] })).toMatchObject({
      total: 0,
      warnings: [{ filter: 'tags', value: 'gone' }],
    });
    expect(await search.query('one', { collection: 'gone/too' })).toMatchObject({
      total: 0,
      warnings: [{ filter: 'collection', value: 'gone/too' }],
    });
    expect(await search.query('', { locations: ['attic'] })).toMatchObject({
      total: 0,
      warnings: [{ filter: 'locations', value: 'attic' }],
    });
    expect((await search.query('', { locations: ['opfs'] })).total).toBe(1);
  });
});

describe('saved searches', () => {
  it('V1 A saved search is a collection whose listing is the answer, as it is now', async () => {
    const small = await startSmallDrive();
    const [id] = await small.add('a', 'sea.jpg', 'hill.jpg');
    const { savedSearches, collections, media } = small.drive;
    await savedSearches.save('Seaside', { text: 'sea' }, null);
    expect(collections.get('Seaside').search).toEqual({ text: 'sea' });
    expect(small.paths()).toEqual(['a', 'Seaside']);
    expect(await small.names('Seaside')).toEqual(['sea.jpg']);
    await small.add('b', 'seagull.jpg');
    expect(await small.names('Seaside')).toEqual(['sea.jpg', 'seagull.jpg']);
    await media.remove([id as MediaId], null);
    expect(await small.names('Seaside')).toEqual(['seagull.jpg']);
  });

  it('V2 Nothing can be put into one', async () => {
    const small = await startSmallDrive();
    const ids = await small.add('a', 'sea.jpg');
    const { savedSearches, media, collections } = small.drive;
    await savedSearches.save('Seaside', { text: 'sea' }, null);
    expect(await failureOf(media.copy(ids, 'Seaside', null))).toBe('is-a-search');
    expect(await failureOf(media.move(ids, 'Seaside/x', null, null))).toBe('is-a-search');
    expect(await failureOf(collections.create('Seaside/x', {}, null))).toBe('is-a-search');
    expect(() => collections.check('Seaside/x/y')).toThrow('saved search');
    const emptied = collections.update('Seaside', { search: null }, null);
    expect(await failureOf(emptied)).toBe('is-a-search');
  });

  it('V3 It is undone, trashed, restored and rebuilt as any collection is', async () => {
    const small = await startSmallDrive();
    await small.add('a', 'sea.jpg');
    const { savedSearches, undo, trash, collections } = small.drive;
    const { id } = await savedSearches.save('Seaside', { text: 'sea' }, null);
    await savedSearches.save('Seaside', { text: 'hill', rating: 3 }, null);
    await undo.undo(null);
    expect(savedSearches.list()).toMatchObject([{ name: 'Seaside', query: { text: 'sea' } }]);
    await savedSearches.remove('Seaside', null);
    expect(savedSearches.list()).toEqual([]);
    await trash.restore([id], null);
    expect(await small.names('Seaside')).toEqual(['sea.jpg']);
    await collections.move('Seaside', 'kept/Coast', null);
    const again = await small.restart();
    expect(again.drive.savedSearches.list()).toMatchObject([
      { name: 'Coast', path: 'kept/Coast', query: { text: 'sea' } },
    ]);
    expect(await again.names('kept/Coast')).toEqual(['sea.jpg']);
  });

  it('V4 A filter that names nothing any more leaves it harmless: the listing says which', async () => {
    const small = await startSmallDrive();
    await small.add('gone', 'sea.jpg');
    const { savedSearches, collections, listing } = small.drive;
    await savedSearches.save('Old', { text: '', collection: 'gone', tags: ['x'] }, null);
    await collections.remove('gone', null);
    expect(await listing.list('Old', {})).toMatchObject({
      items: [],
      total: 0,
      warnings: [
        { filter: 'tags', value: 'x' },
        { filter: 'collection', value: 'gone' },
      ],
    });
  });

  it('V3 Of two of one name the one at the root is meant', async () => {
    const { savedSearches, collections } = (await startSmallDrive()).drive;
    await collections.create('above/Sea', { search: { text: 'far' } }, null);
    await collections.create('Sea', { search: { text: 'near' } }, null);
    await collections.create('zoo/Sea', { search: { text: 'far' } }, null);
    expect(await savedSearches.save('Sea', { text: 'here' }, null)).toMatchObject({
      path: 'Sea',
    });
    await savedSearches.remove('Sea', null);
    const left = savedSearches.list().map(({ path, query }) => [path, query.text]);
    expect(left).toEqual([
      ['above/Sea', 'far'],
      ['zoo/Sea', 'far'],
    ]);
  });

  it('V5 A name that cannot be one, a name that is taken, and a bad question are refused', async () => {
    const small = await startSmallDrive();
    await small.add('a', 'sea.jpg');
    const { savedSearches } = small.drive;
    expect(await failureOf(savedSearches.save('a/b', { text: 'x' }, null))).toBe('bad-path');
    expect(await failureOf(savedSearches.save('a', { text: 'x' }, null))).toBe('name-taken');
    expect(await failureOf(savedSearches.save('S', { text: 'x', rating: -1 }, null))).toBe(
      'bad-query',
    );
    expect(await failureOf(savedSearches.remove('nothing', null))).toBe('not-found');
  });
});

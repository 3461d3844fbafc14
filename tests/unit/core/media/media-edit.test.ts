import { describe, expect, it } from 'vitest';
import type { MediaId } from '../../../../src/core/base/ids.ts';
import type { PlainObject } from '../../../../src/core/base/plain.ts';
import { MEDIA_LIMITS, parseMediaBody } from '../../../../src/core/media/media-body.ts';
import {
  editToFields,
  editedFields,
  parseMediaEdit,
} from '../../../../src/core/media/media-edit.ts';
import { summarizeMedia } from '../../../../src/core/media/media-summary.ts';
import type { MediaBody } from '../../../../src/core/media/media.ts';

const body = (fields: PlainObject = {}): MediaBody => {
  const parsed = parseMediaBody({
    hash: 'a'.repeat(64),
    sizeBytes: 10,
    listHash: 'b'.repeat(64),
    name: 'x.jpg',
    mime: 'image/jpeg',
    kind: 'photo',
    createdAt: '2024-01-01T00:00:00Z',
    ...fields,
  });
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
};
const fieldsOf = (before: MediaBody, edit: unknown) => {
  const parsed = parseMediaEdit(edit);
  if (!parsed.ok) throw new Error(parsed.error.message);
  const fields = editToFields(before, parsed.value);
  return fields.ok ? fields.value : fields.error;
};

describe('parseMediaEdit', () => {
  it.each<[string, unknown, string]>([
    ['capturedAt', { capturedAt: '2024-02-30' }, '2024-02-30'],
    ['capturedAt', { capturedAt: '2023-02-29T10:00:00Z' }, '2023-02-29'],
    ['capturedAt', { capturedAt: '0000-00-00' }, '0000-00-00'],
    ['capturedOffsetMinutes', { capturedOffsetMinutes: 900 }, '900'],
    ['capturedOffsetMinutes', { capturedOffsetMinutes: 1.5 }, '1.5'],
    ['place', { place: { latitude: 91, longitude: 0 } }, '91'],
    ['place', { place: { latitude: 1, longitude: -180.5 } }, '-180.5'],
    ['place', { place: { latitude: 1, longitude: 2, name: 'a\nb' } }, 'a\\\\nb'],
    ['title', { title: 'a\u0000b' }, '\\\\u0000'],
    ['project', { project: 'x'.repeat(201) }, 'xxx'],
    ['addTags', { addTags: ['a\u0007'] }, 'u0007'],
    ['addTags', { addTags: ['x'.repeat(101)] }, 'xxx'],
    ['removeTags', { removeTags: 'sea' }, '"sea"'],
    ['addTags', { addTags: ['a'], tags: ['b'] }, '["a"]'],
    ['shiftCapturedSeconds', { shiftCapturedSeconds: 1, capturedAt: null }, '1'],
    ['shiftCapturedSeconds', { shiftCapturedSeconds: 0.5 }, '0.5'],
    ['shiftCapturedSeconds', { shiftCapturedSeconds: 1e12 }, '1000000000000'],
    ['hash', { hash: 'x' }, '"x"'],
    ['', 'title', '"title"'],
  ])('a bad %s fails with the value in the message', (field, edit, shown) => {
    const result = parseMediaEdit(edit);
    expect(result).toMatchObject({ ok: false, error: { type: 'bad-patch', field } });
    if (!result.ok) expect(result.error.message).toContain(shown.replace(/\\\\/g, '\\'));
  });

  it('takes a leap day, the edges of the Earth, and lines in a description', () => {
    const edit = {
      capturedAt: '2024-02-29',
      capturedOffsetMinutes: -570,
      place: { latitude: -90, longitude: 180, altitude: null, name: null },
      description: 'one\ntwo',
    };
    expect(parseMediaEdit(edit)).toEqual({
      ok: true,
      value: { ...edit, capturedAt: '2024-02-29T00:00:00.000Z' },
    });
  });

  it('tells the audit trail the fields, whatever way they change', () => {
    expect(
      editedFields({ addTags: ['a'], removeTags: ['b'], shiftCapturedSeconds: 1 }),
    ).toEqual(['tags', 'capturedAt']);
  });
});

describe('editToFields', () => {
  it('adds and removes tags beside those that are there, each once', () => {
    const before = body({ tags: ['sea', 'old'] });
    expect(fieldsOf(before, { addTags: ['sun', 'sea'], removeTags: ['old'] })).toEqual({
      tags: ['sea', 'sun'],
    });
  });

  it('writes nothing where all is so already', () => {
    const before = body({ tags: ['sea'] });
    const edit = { addTags: ['sea'], removeTags: ['none'], shiftCapturedSeconds: 60 };
    expect(fieldsOf(before, edit)).toEqual({});
  });

  it('moves a date across a year and back to the same instant', () => {
    const before = body({ capturedAt: '2023-12-31T23:30:00Z' });
    expect(fieldsOf(before, { shiftCapturedSeconds: 3_600 })).toEqual({
      capturedAt: '2024-01-01T00:30:00.000Z',
    });
    const there = body({ capturedAt: '2024-01-01T00:30:00.000Z' });
    expect(fieldsOf(there, { shiftCapturedSeconds: -3_600 })).toEqual({
      capturedAt: '2023-12-31T23:30:00.000Z',
    });
  });

  it('refuses one tag too many and a date beyond the calendar, naming the item', () => {
    const full = body({ tags: Array.from({ length: MEDIA_LIMITS.tags }, (_, i) => `t${i}`) });
    expect(fieldsOf(full, { addTags: ['more'] })).toMatchObject({ field: 'addTags' });
    // Two devices that each add some make more than one may.
    const over = { ...full, tags: [...full.tags, 'from', 'elsewhere'] };
    expect(fieldsOf(over, { removeTags: ['from'], addTags: ['instead'] })).toEqual({
      tags: [...full.tags, 'elsewhere', 'instead'],
    });
    const late = body({ capturedAt: '9999-12-31T00:00:00Z' });
    expect(fieldsOf(late, { shiftCapturedSeconds: 86_400 * 2 })).toMatchObject({
      field: 'shiftCapturedSeconds',
      message: expect.stringContaining('x.jpg') as string,
    });
  });
});

describe('summarizeMedia', () => {
  const breathe = (): Promise<void> => Promise.resolve();
  const id = (n: number) => String(n).padStart(22, '0') as MediaId;

  it('says what is shared, what is mixed, and how many bear each tag', async () => {
    const items = [
      {
        id: id(1),
        body: body({ title: 'T', rating: 3, tags: ['b'], capturedAt: '2024-01-02T00:00:00Z' }),
      },
      { id: id(2), body: body({ title: 'T', tags: ['b', 'a'] }) },
      { id: id(3), body: body({ title: 'T', tags: [], capturedAt: '2023-01-02T00:00:00Z' }) },
    ];
    expect(await summarizeMedia(items, breathe)).toMatchObject({
      count: 3,
      sizeBytes: 30,
      title: { isMixed: false, value: 'T' },
      rating: { isMixed: true },
      place: { isMixed: false, value: null },
      tags: [
        { name: 'b', count: 2 },
        { name: 'a', count: 1 },
      ],
      first: { id: id(3) },
      last: { id: id(1) },
      undated: 1,
    });
  });

  it('of items taken at one time, the first and the last are those of the list', async () => {
    const capturedAt = '2024-01-02T00:00:00Z';
    const items = [1, 2, 3].map((n) => ({ id: id(n), body: body({ capturedAt }) }));
    expect(await summarizeMedia(items, breathe)).toMatchObject({
      first: { id: id(1) },
      last: { id: id(3) },
    });
  });

  it('tells one that says nothing from those that agree', async () => {
    const items = [null, 'T', 'T'].map((title, n) => ({ id: id(n), body: body({ title }) }));
    expect((await summarizeMedia(items, breathe)).title).toEqual({ isMixed: true });
    expect((await summarizeMedia(items.slice(1), breathe)).title).toEqual({
      isMixed: false,
      value: 'T',
    });
  });

  it('of nothing is empty', async () => {
    expect(await summarizeMedia([], breathe)).toMatchObject({
      count: 0,
      first: null,
      undated: 0,
      tags: [],
    });
  });
});

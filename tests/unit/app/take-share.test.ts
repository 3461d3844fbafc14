import { expect, it } from 'vitest';
import { createShareTarget, type ShareParts } from '../../../src/app/take-share.ts';
import type { SharedBatch } from '../../../src/core/imports/shared-batch.ts';

const ORIGIN = 'https://drive.example';
interface Parked {
  readonly batch: SharedBatch;
  readonly files: readonly File[];
}

const share = async (
  fill: (form: FormData) => void,
  change: Partial<ShareParts> = {},
  request: (form: FormData) => Request = (form) =>
    new Request(`${ORIGIN}/share`, { method: 'POST', body: form }),
) => {
  const form = new FormData();
  fill(form);
  const parked: Parked[] = [];
  let told = 0;
  const answer = await createShareTarget({
    parking: {
      count: () => Promise.resolve(0),
      park: (batch, files) => {
        parked.push({ batch, files });
        return Promise.resolve();
      },
    },
    origin: ORIGIN,
    now: () => Date.UTC(2026, 10, 21),
    random: () => 1,
    onParked: () => (told += 1),
    onDefect: () => undefined,
    ...change,
  })(request(form));
  return { parked, told, status: answer.status, to: answer.headers.get('Location') };
};

it('parks files and texts, and leads to the screen that shows them', async () => {
  const { parked, told, status, to } = await share((form) => {
    form.set('title', 'Harbour');
    form.set('text', 'x'.repeat(20_000));
    form.append('files', new File(['one'], 'a.jpg'));
    form.append('files', new File(['three'], 'b.png'));
  });
  expect({ status, to, told }).toEqual({ status: 303, to: `${ORIGIN}/#/incoming`, told: 1 });
  expect(parked[0]?.batch).toMatchObject({
    title: 'Harbour',
    files: [
      { name: 'a.jpg', sizeBytes: 3 },
      { name: 'b.png', sizeBytes: 5 },
    ],
    leftOut: 0,
    state: 'waiting',
  });
  expect(parked[0]?.batch.text).toHaveLength(10_000);
});

it('counts what is beyond the limits, and passes over fields of other names', async () => {
  const { parked } = await share((form) => {
    for (let i = 0; i < 510; i += 1) form.append('files', new File(['x'], `${i}.jpg`));
    form.append('other', new File(['x'], 'other.jpg'));
    form.append('files', 'not a file');
  });
  expect(parked[0]?.files).toHaveLength(500);
  expect(parked[0]?.batch.leftOut).toBe(10);
});

it('keeps the end of a name that is too long, and with it its extension', async () => {
  const { parked } = await share((form) => {
    form.append('files', new File(['x'], `${'long'.repeat(100)}.jpg`));
  });
  const name = parked[0]?.batch.files[0]?.name ?? '';
  expect([name.length, name.endsWith('long.jpg')]).toEqual([255, true]);
});

it.each([
  ['empty', (form: FormData) => form.append('files', new File([], '')), {}],
  [
    'full',
    (form: FormData) => {
      form.set('text', 'a');
    },
    { parking: { count: () => Promise.resolve(10), park: () => Promise.resolve() } },
  ],
  [
    'no-room',
    (form: FormData) => {
      form.set('text', 'a');
    },
    {
      parking: {
        count: () => Promise.resolve(0),
        park: () => Promise.reject(new Error('full')),
      },
    },
  ],
] as const)('refuses a share as %s, with a screen that says so', async (why, fill, change) => {
  const { told, to, parked } = await share(fill, change);
  expect({ told, to, parked }).toEqual({
    told: 0,
    to: `${ORIGIN}/#/incoming?refused=${why}`,
    parked: [],
  });
});

it('refuses a body that is no form', async () => {
  const { to } = await share(
    () => undefined,
    {},
    () => new Request(`${ORIGIN}/share`, { method: 'POST', body: 'what?' }),
  );
  expect(to).toBe(`${ORIGIN}/#/incoming?refused=unreadable`);
});

it('refuses the form of another site', async () => {
  const { to, parked } = await share(
    (form) => {
      form.set('text', 'a');
    },
    {},
    (form) => {
      const request = new Request(`${ORIGIN}/share`, { method: 'POST', body: form });
      Object.defineProperty(request, 'referrer', { value: 'https://evil.example/' });
      return request;
    },
  );
  expect({ to, parked }).toEqual({ to: `${ORIGIN}/#/incoming?refused=foreign`, parked: [] });
});

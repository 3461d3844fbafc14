import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Availability, MediaRow } from '../../../src/core/media/media.ts';
import type { Hm } from '../../../src/app/api-types.ts';
import type { DrillReport } from '../../../src/core/integrity/drill-report.ts';
import type { IntegrityReport, IntegritySettings } from '../../../src/core/integrity/damage.ts';
import type { Repair } from '../../../src/core/drive/repair-history.ts';
import type { Orphan } from '../../../src/core/integrity/orphan.ts';
import type { BlobHash, DeviceId, MediaId } from '../../../src/core/base/ids.ts';
import { HmError } from '../../../src/core/base/hm-error.ts';
import { mountUi, type MountedUi } from '../../fixtures/ui/mounted-ui.ts';

const SLOW = { timeout: 45_000 };
const FINE: IntegrityReport = {
  startedAt: '2026-01-01T10:00:00.000Z',
  tookMs: 812,
  checked: 4310,
  bytesRead: 3_000_000,
  missing: 0,
  corrupt: 0,
  repaired: 0,
  quarantined: 0,
  orphans: 0,
  stillMissing: [],
  signedBy: null,
};
const LOST: IntegrityReport = {
  ...FINE,
  missing: 1,
  corrupt: 2,
  repaired: 2,
  stillMissing: [{ id: 'photo-1', hash: 'ab', name: 'boat.jpg', sources: [] }],
};
const LEFT_OVER: Orphan = {
  id: 'unnamed-bytes blobs/ab/abc',
  kind: 'unnamed-bytes',
  path: 'blobs/ab/abc',
  sizeBytes: 2_000_000,
  hash: null,
  media: [],
  choices: ['adopt', 'discard'],
};

let ui: MountedUi;
/** How the bytes of each item that a report names are. */
let availability: Availability;

const rowsOf = async (hm: Hm, ids: readonly MediaId[]): Promise<readonly MediaRow[]> => {
  const { items } = await hm.drive.listMedia('', { recursive: true });
  const [first] = items;
  if (first === undefined) throw new Error('The fake drive is empty.');
  return ids.map((id) => ({ ...first, id, availability }));
};

const open = async (integrity: Partial<Hm['integrity']>): Promise<void> => {
  availability = 'missing';
  ui = mountUi({ items: 6, collections: ['Trips'] }, (hm) => ({
    ...hm,
    drive: { ...hm.drive, mediaRows: (ids) => rowsOf(hm, ids) },
    integrity: { ...hm.integrity, ...integrity },
  }));
  await expect.element(page.getByRole('main'), SLOW).toBeVisible();
  location.hash = '#/health';
  await expect.element(section(), SLOW).toBeVisible();
};
const section = () => page.getByRole('region', { name: 'Your files' });
const button = (name: string) => section().getByRole('button', { name, exact: true });

beforeEach(() => page.viewport(1280, 800));
afterEach(() => ui.unmount());

describe('the verdict', () => {
  it('says that nothing was checked yet, and what the first check came to', async () => {
    let last: IntegrityReport | null = null;
    const asked: unknown[] = [];
    await open({
      lastReport: () => Promise.resolve(last),
      verify: ({ deep } = {}) => {
        asked.push(deep);
        return Promise.resolve((last = FINE));
      },
    });
    await expect.element(section()).toHaveTextContent('Nothing was checked yet.');
    await button('Check now').click();
    await expect
      .element(section())
      .toHaveTextContent('All 4,310 originals are here and right.');
    await button('Read every byte').click();
    await expect.poll(() => asked).toEqual([false, true]);
  });

  it('names what is still missing, and leads to it', async () => {
    await open({ lastReport: () => Promise.resolve(LOST) });
    await expect
      .element(section())
      .toHaveTextContent('4,310 checked, 2 repaired. One needs you.');
    const link = section().getByRole('link', { name: 'boat.jpg' });
    await expect.element(link).toHaveAttribute('href', expect.stringContaining('view=photo-1'));
  });
});

describe('what is missing', () => {
  const GONE: Orphan = {
    ...{ id: 'missing-bytes blobs/ab', kind: 'missing-bytes', path: 'blobs/ab', media: [] },
    ...{ sizeBytes: 2_000_000, hash: 'ab' as BlobHash, choices: ['discard'] },
  };

  it('stands once, and goes to the trash from there after a yes', async () => {
    const settled: string[] = [];
    await open({
      lastReport: () => Promise.resolve(LOST),
      orphans: () => Promise.resolve([GONE]),
      settleOrphan: (id) => Promise.resolve(void settled.push(id)),
    });
    await button('Discard: boat.jpg').click();
    expect(section().getByText('Left over').elements()).toHaveLength(0);
    const dialog = page.getByRole('dialog', { name: 'Discard this?' });
    await dialog.getByRole('button', { name: 'Discard', exact: true }).click();
    await expect.poll(() => settled).toEqual([GONE.id]);
  });

  it('goes as it comes back, without another check', async () => {
    await open({ lastReport: () => Promise.resolve(LOST) });
    await expect.element(section().getByRole('link', { name: 'boat.jpg' })).toBeVisible();
    availability = 'local';
    ui.hm.emit('change', {
      ...{ at: FINE.startedAt, added: [], updated: [], removed: [], collections: [] },
    });
    await expect.element(section()).not.toHaveTextContent('Still missing');
    await expect.element(section()).toHaveTextContent('Everything is right again.');
  });
});

describe('a drive whose files were all cleared', () => {
  it('names some of what is missing, and says how many there are', async () => {
    const stillMissing = Array.from({ length: 1_000 }, (_, i) => ({
      ...{ id: `photo-${i}`, hash: 'ab', name: `boat ${i}.jpg`, sources: [] },
    }));
    const evicted = { ...FINE, checked: 4_310, missing: 4_310, stillMissing };
    await open({ lastReport: () => Promise.resolve(evicted) });
    await expect.element(section()).toHaveTextContent('4,310 need you');
    await expect.element(section()).toHaveTextContent('And 4,260 more.');
    expect(section().getByRole('link').elements()).toHaveLength(50);
  });
});

describe('a check', () => {
  it('tells how far it is, and is stopped without a complaint', async () => {
    let isStopped = false;
    await open({
      verify: ({ signal } = {}) =>
        new Promise((_, reject) => {
          signal?.addEventListener('abort', () => {
            isStopped = true;
            reject(new HmError('cancelled', 'It was cancelled.'));
          });
        }),
    });
    await button('Check now').click();
    await expect.element(section()).toHaveTextContent('Looking for every file…');
    ui.hm.emit('progress', {
      ...{ at: FINE.startedAt, job: 'verify', phase: 'parity', done: 3, total: 80 },
      ...{ bytes: 1_000, rate: null, etaSeconds: null },
    });
    await expect.element(section()).toHaveTextContent('Parity first: 3 of 80');
    ui.hm.emit('progress', {
      ...{ at: FINE.startedAt, job: 'verify', phase: 'verifying', done: 20, total: 80 },
      ...{ bytes: 1_000_000, rate: 5_000_000, etaSeconds: 12 },
    });
    const bar = section().getByRole('progressbar');
    await expect.element(bar).toHaveAttribute('aria-valuenow', '20');
    await expect.element(section()).toHaveTextContent('20 of 80');
    await button('Stop').click();
    await expect.element(button('Check now')).toBeVisible();
    expect(isStopped).toBe(true);
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
  });

  it('that cannot be done says why', async () => {
    await open({
      verify: () => Promise.reject(new HmError('io-failed', 'The disk does not answer.')),
    });
    await button('Check now').click();
    await expect.element(page.getByRole('alert')).toBeVisible();
  });
});

describe('repairs', () => {
  const REPAIR: Repair = {
    ...{
      blob: 'ab'.repeat(32) as BlobHash,
      cause: 'wrong-bytes',
      chunks: 2,
      bytes: 2_000_000,
      source: 'parity',
    },
    ...{ at: FINE.startedAt, device: 'desk' as DeviceId, signature: new Uint8Array(64) },
    media: [{ id: 'photo-1' as MediaId, name: 'boat.jpg' }],
    replaced: { sizeBytes: 1_900_000, until: '2026-01-31T10:00:00.000Z' },
  };

  it('say that there were none, and those that come are told as they come', async () => {
    let repairs: readonly Repair[] = [];
    await open({ receipts: () => Promise.resolve(repairs) });
    await expect.element(section()).toHaveTextContent('Nothing had to be repaired yet.');
    repairs = [REPAIR];
    ui.hm.emit('change', {
      ...{ at: FINE.startedAt, added: [], updated: [], removed: [], collections: [] },
    });
    await expect
      .element(section())
      .toHaveTextContent('2 parts had wrong bytes · 2 MB healed from its own parity');
    const link = section().getByRole('link', { name: 'boat.jpg' });
    await expect.element(link).toHaveAttribute('href', expect.stringContaining('view=photo-1'));
  });

  it('of catalogue and journal stand among those of originals, by their time', async () => {
    await open({
      receipts: () => Promise.resolve([REPAIR]),
      mendings: () =>
        Promise.resolve([
          { what: 'journal-mended', at: '2026-06-01T10:00:00.000Z' },
          { what: 'catalog-rebuilt', at: '2020-01-01T10:00:00.000Z' },
        ]),
    });
    const rows = page.getByRole('region', { name: 'Repairs' }).getByRole('listitem');
    await expect.poll(() => rows.elements().length).toBe(3);
    await expect
      .element(rows.nth(0))
      .toHaveTextContent('Part of the journal could not be read');
    await expect.element(rows.nth(1)).toHaveTextContent('boat.jpg');
    await expect.element(rows.nth(2)).toHaveTextContent('The catalogue was not there');
  });

  it('let go of the damaged bytes by keys, after a yes; the older ones are shown when asked for', async () => {
    const older = Array.from({ length: 6 }, (_, i) => ({
      ...REPAIR,
      at: `2025-12-0${i + 1}T10:00:00.000Z`,
      replaced: null,
    })).reverse();
    let repairs: readonly Repair[] = [REPAIR, ...older];
    const discarded: string[] = [];
    await open({
      receipts: () => Promise.resolve(repairs),
      discardReplaced: (blob) => {
        discarded.push(blob);
        repairs = [{ ...REPAIR, replaced: null }, ...older];
        return Promise.resolve();
      },
    });
    const list = page.getByRole('region', { name: 'Repairs' });
    const rows = list.getByRole('listitem');
    await expect.poll(() => rows.elements().length).toBe(5);
    await button('Show all 7').click();
    await expect.poll(() => rows.elements().length).toBe(7);
    const discard = button('Discard the damaged bytes of boat.jpg');
    (discard.element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    const dialog = page.getByRole('dialog', { name: 'Discard the damaged bytes?' });
    await expect.element(dialog).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
    expect(discarded).toEqual([]);
    await expect.element(discard).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await dialog.getByRole('button', { name: 'Discard', exact: true }).click();
    await expect.poll(() => discarded).toEqual([REPAIR.blob]);
    await expect.element(discard).not.toBeInTheDocument();
  });
});

describe('what is left over', () => {
  it('is listed, and goes only after a yes', async () => {
    let left: readonly Orphan[] = [LEFT_OVER];
    const settled: string[] = [];
    await open({
      orphans: () => Promise.resolve(left),
      settleOrphan: (id, choice) => {
        settled.push(`${choice} ${id}`);
        left = [];
        return Promise.resolve();
      },
    });
    await expect.element(section()).toHaveTextContent('A file that belongs to no item');
    await button('Discard: blobs/ab/abc').click();
    const dialog = page.getByRole('dialog', { name: 'Discard this?' });
    await expect.element(dialog).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
    expect(settled).toEqual([]);
    await button('Discard: blobs/ab/abc').click();
    await dialog.getByRole('button', { name: 'Discard', exact: true }).click();
    await expect.poll(() => settled).toEqual([`discard ${LEFT_OVER.id}`]);
    await expect.element(section()).not.toHaveTextContent('A file that belongs to no item');
  });
});

describe('a drill', () => {
  it('shows each step as it begins, then which parts were damaged and that they healed', async () => {
    let finish: (report: DrillReport) => void = () => undefined;
    await open({ drill: () => new Promise((resolve) => (finish = resolve)) });
    await section().getByText('Damage a sample and watch it heal').click();
    await button('Damage a sample').click();
    ui.hm.emit('status', {
      ...{ at: FINE.startedAt, text: 'Drill: bytes are flipped.', level: 'info' },
      ...{ job: 'drill', phase: 'damage' },
    });
    const steps = section().getByRole('listitem');
    await expect
      .poll(() => steps.elements().map((step) => step.classList.value))
      .toEqual([...['done', 'done', '', 'ahead', 'ahead', 'ahead']]);
    finish({
      ...{ startedAt: FINE.startedAt, tookMs: 1_240, sampleBytes: 8_000, parityBytes: 900 },
      ...{ parityPercent: 10, flippedAt: [10, 3_500, 3_900], damagedChunks: 2, chunks: 8 },
      ...{ source: 'parity', isHealed: true, steps: [] },
    });
    await expect
      .element(section())
      .toHaveTextContent('2 of 8 parts were damaged and healed, in 1.2 s.');
    const parts = section().getByRole('img', { name: '2 of 8 parts were damaged' });
    await expect
      .poll(() => Array.from(parts.element().children, (part) => part.classList.item(1)))
      .toEqual(['healed', 'sound', 'sound', 'healed', 'sound', 'sound', 'sound', 'sound']);
  });
});

describe('parity', () => {
  it('tells what a share costs and heals before it is used', async () => {
    const patches: unknown[] = [];
    const settings = {
      ...{ parityPercent: 0, parityCollections: null },
      ...{ deepCheckBudgetMs: 10_000, verifiedForDays: 30 },
    };
    await open({
      configure: (patch) => {
        patches.push(patch);
        return Promise.resolve({ ...settings, ...patch });
      },
    });
    await section().getByText('Parity: healing without another device').click();
    await expect.element(section()).toHaveTextContent('heals from another copy only');
    await section().getByText('10%', { exact: true }).click();
    await expect.element(section()).toHaveTextContent(/Takes about .+ beside your originals/);
    await expect.element(section()).toHaveTextContent(/Of a file of 5 MB, up to \d+ kB/);
    expect(patches).toEqual([{}]);
    await button('Use this').click();
    await expect
      .poll(() => patches)
      .toEqual([{}, { parityPercent: 10, parityCollections: null }]);
    await expect.element(button('Use this')).toHaveAttribute('aria-disabled', 'true');
  });

  it('is kept of chosen collections alone, and the cost follows the choice', async () => {
    let kept: IntegritySettings = {
      ...{ parityPercent: 10, parityCollections: null },
      ...{ deepCheckBudgetMs: 10_000, verifiedForDays: 30 },
    };
    await open({ configure: (patch) => Promise.resolve((kept = { ...kept, ...patch })) });
    await section().getByText('Parity: healing without another device').click();
    await section().getByText('Chosen collections', { exact: true }).click();
    await expect.element(section()).toHaveTextContent('No collection is chosen yet.');
    await expect.element(section()).toHaveTextContent('Takes about 0 bytes');
    await section().getByLabelText('Add a collection').selectOptions('Trips');
    await expect.element(button('Leave out: Trips')).toBeVisible();
    await expect.element(section()).toHaveTextContent(/Takes about [1-9]/);
    await button('Use this').click();
    await expect.poll(() => kept.parityCollections).toEqual(['Trips']);
    await button('Leave out: Trips').click();
    await expect.element(button('Leave out: Trips')).not.toBeInTheDocument();
    await section().getByText('Everything', { exact: true }).click();
    await button('Use this').click();
    await expect.poll(() => kept.parityCollections).toBeNull();
  });
});

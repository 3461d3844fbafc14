import { describe, expect, it } from 'vitest';
import type { JobId } from '../../../src/core/base/ids.ts';
import type { ImportJob } from '../../../src/core/imports/import-job.ts';
import { refusalKey } from '../../../src/ui/incoming/refusal.ts';
import { previewOf } from '../../../src/ui/incoming/preview.ts';
import {
  batchToIncoming,
  handlesToIncoming,
  inOrder,
} from '../../../src/ui/incoming/incoming.ts';
import * as rules from '../../../src/ui/installed/rules.ts';

const job = (change: Partial<ImportJob> = {}): ImportJob => ({
  id: 'job' as JobId,
  state: 'running',
  collection: '',
  startedAt: '2026-11-21T09:00:00.000Z',
  filesTotal: 4,
  filesDone: 1,
  bytesTotal: 1_000,
  bytesDone: 250,
  rateBytesPerSecond: null,
  etaSeconds: null,
  steps: { read: 1, hashed: 1, drawn: 1, saved: 1 },
  report: { added: [], duplicates: [], unshown: [], failed: [], bytes: 0 },
  missingFiles: [],
  ...change,
});
const failed = [{ name: 'a', type: 'empty-file' as const, message: 'It is empty.' }];

describe('the offer to install', () => {
  const facts = { state: 'askable', hasImported: true, isDismissed: false } as const;
  it('comes after an import that succeeded, and stays away once refused or installed', () => {
    expect(rules.offersInstall(facts)).toBe(true);
    expect(rules.offersInstall({ ...facts, state: 'by-hand' })).toBe(true);
    expect(rules.offersInstall({ ...facts, hasImported: false })).toBe(false);
    expect(rules.offersInstall({ ...facts, isDismissed: true })).toBe(false);
    expect(rules.offersInstall({ ...facts, state: 'installed' })).toBe(false);
  });

  it('says the way of the browser at hand', () => {
    const way = (userAgent: string, maxTouchPoints = 0) =>
      rules.installWay({ userAgent, maxTouchPoints });
    const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15';
    expect(way('Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) Version/26.0')).toBe(
      'ios',
    );
    expect(way(`${mac} (KHTML, like Gecko) Version/26.0 Safari/605.1.15`, 5)).toBe('ios');
    expect(way(`${mac} (KHTML, like Gecko) Version/26.0 Safari/605.1.15`)).toBe('safari-mac');
    expect(way(`${mac} (KHTML, like Gecko) Chrome/157.0.0.0 Safari/537.36`)).toBe('menu');
    expect(way('Mozilla/5.0 (Android 16; Mobile; rv:160.0) Gecko/160.0 Firefox/160.0')).toBe(
      'firefox-android',
    );
    expect(way('Mozilla/5.0 (X11; Linux x86_64; rv:160.0) Gecko/20100101 Firefox/160.0')).toBe(
      'firefox',
    );
  });

  it('takes an import as one that succeeded only where it added something', () => {
    const report = { ...job().report, added: ['m' as never] };
    expect(rules.hasSucceeded(job({ state: 'done', report }))).toBe(true);
    expect(rules.hasSucceeded(job({ state: 'done' }))).toBe(false);
    expect(rules.hasSucceeded(job({ report }))).toBe(false);
  });
});

describe('the promise to keep what is stored', () => {
  const DAY = 24 * 3_600_000;
  it('is asked for after the first import, once more a week later, and at the installation', () => {
    expect(rules.asksToPersist('import', { asked: 0, lastAskedMs: 0 }, 0)).toBe(true);
    expect(rules.asksToPersist('import', { asked: 1, lastAskedMs: 0 }, 7 * DAY)).toBe(false);
    expect(rules.asksToPersist('import', { asked: 1, lastAskedMs: 0 }, 8 * DAY)).toBe(true);
    expect(rules.asksToPersist('import', { asked: 2, lastAskedMs: 0 }, 80 * DAY)).toBe(false);
    expect(rules.asksToPersist('install', { asked: 2, lastAskedMs: 0 }, 0)).toBe(true);
  });

  it('begins anew where what was remembered makes no sense', () => {
    const none = { asked: 0, lastAskedMs: 0 };
    for (const stored of [null, 'x', {}, { asked: '1', lastAskedMs: 0 }, { asked: 1 }])
      expect(rules.readPersistMemory(stored)).toEqual(none);
    const memory = { asked: 1, lastAskedMs: 5 };
    expect(rules.readPersistMemory(memory)).toEqual(memory);
  });
});

describe('signs of work', () => {
  it('count on the icon what needs a person, show a dot for what runs, and go', () => {
    expect(rules.badgeOf([], 0)).toBe(null);
    expect(rules.badgeOf([job()], 0)).toBe('dot');
    expect(rules.badgeOf([job({ state: 'waiting-for-files' })], 1)).toBe(2);
    expect(rules.badgeOf([job({ report: { ...job().report, failed } })], 0)).toBe(1);
    expect(rules.badgeOf([job({ state: 'done' })], 0)).toBe(null);
  });

  it('tell in the title how far all is, never 100 before it is over', () => {
    expect(rules.percentDone([])).toBe(null);
    expect(rules.percentDone([job({ state: 'paused' })])).toBe(null);
    expect(rules.percentDone([job(), job({ bytesDone: 750 })])).toBe(50);
    expect(rules.percentDone([job({ bytesDone: 1_000 })])).toBe(99);
  });
});

describe('a launch', () => {
  const loaded = 'https://drive.example/#/library';
  it('leads to the place that it asks for, on this origin', () => {
    expect(rules.launchPath('https://drive.example/#/library?import=1', loaded)).toBe(
      '/library?import=1',
    );
  });
  it.each([
    [null],
    ['nonsense'],
    ['https://drive.example/'],
    ['https://drive.example/#javascript:alert(1)'],
    ['https://elsewhere.example/#/trash'],
    [loaded],
  ])('leads nowhere for %s', (target) => {
    expect(rules.launchPath(target, loaded)).toBe(null);
  });
});

describe('what came from outside', () => {
  it('is refused in words that exist, whatever an address says', () => {
    expect(refusalKey(undefined)).toBe(null);
    expect(refusalKey('full')).toBe('full');
    expect(refusalKey('__proto__')).toBe('unreadable');
    expect(refusalKey(['full', 'full'])).toBe(null);
  });

  it('shows title, text and address once each', () => {
    const words = (title: string, text: string, url: string) =>
      batchToIncoming(
        {
          id: '',
          receivedAt: '',
          title,
          text,
          url,
          files: [],
          leftOut: 0,
          state: 'waiting',
        },
        [],
        [],
      ).words;
    expect(words('Harbour', 'Harbour at night https://a.example/', 'https://a.example/')).toBe(
      'Harbour at night https://a.example/',
    );
    expect(words('same', 'same', 'same')).toBe('same');
    expect(words(' ', '', '')).toBe('');
    expect(words('', 'x'.repeat(5_000), '')).toHaveLength(1_000);
  });

  it('stands in the order in which it came, shared or opened', () => {
    const [early, late] = ['2026-11-21T09:00:00.000Z', '2026-11-21T10:00:00.000Z'].map((at) =>
      handlesToIncoming([], at),
    );
    if (early === undefined || late === undefined) throw new Error('nothing came');
    expect(inOrder([late, early])).toEqual([early, late]);
  });

  it('is drawn only where its bytes are a picture of a size that does no harm', () => {
    const png = (width: number, height: number): Uint8Array => {
      const bytes = new Uint8Array(64);
      bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
      bytes.set([0x49, 0x48, 0x44, 0x52], 12);
      new DataView(bytes.buffer).setUint32(16, width);
      new DataView(bytes.buffer).setUint32(20, height);
      return bytes;
    };
    expect(previewOf(png(4_000, 3_000))).toEqual({ kind: 'photo', isDrawable: true });
    expect(previewOf(png(60_000, 60_000))).toEqual({ kind: 'photo', isDrawable: false });
    expect(previewOf(png(0, 3_000))).toEqual({ kind: 'photo', isDrawable: false });
    expect(
      previewOf(new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>')),
    ).toEqual({ kind: 'photo', isDrawable: false });
    expect(previewOf(new TextEncoder().encode('<script>'))).toEqual({
      kind: 'other',
      isDrawable: false,
    });
  });
});

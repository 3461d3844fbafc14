import { describe, expect, it } from 'vitest';
import type { JobId } from '../../../src/core/base/ids.ts';
import type { ImportJob } from '../../../src/core/imports/import-job.ts';
import { isOnlyLink } from '../../../src/ui/incoming/incoming.ts';
import { shortName } from '../../../src/ui/shell/short-name.ts';
import { missingFeatures } from '../../../src/ui/shell/browser-needs.ts';
import * as format from '../../../src/ui/base/format.ts';
import {
  firstFew,
  fractionDone,
  isAnew,
  pillOf,
  withProgress,
} from '../../../src/ui/imports/import-view.ts';
import { typeName } from '../../../src/ui/media/kinds.ts';
import { rawFacts } from '../../../src/ui/viewer/raw-facts.ts';
import { regionOf } from '../../../src/ui/base/region.ts';

describe('formats', () => {
  it('round sizes to what matters', () => {
    expect(format.formatBytes(0, 'en-GB')).toBe('0 bytes');
    expect(format.formatBytes(3_400_000, 'en-GB')).toBe('3.4 MB');
    expect(format.formatBytes(38_200_000_000, 'en-GB')).toBe('38 GB');
    expect(format.formatRate(28_400_000, 'en-GB')).toBe('28 MB/s');
  });

  it('tell durations as players do', () => {
    expect(format.formatDuration(42)).toBe('0:42');
    expect(format.formatDuration(3723.4)).toBe('1:02:03');
  });

  it('tell time left more coarsely the longer it is', () => {
    expect(format.formatTimeLeft(47, 'en-GB')).toBe('50 secs');
    expect(format.formatTimeLeft(130, 'en-GB')).toBe('3 mins');
    expect(format.formatTimeLeft(9000, 'en-GB')).toBe('3 hrs');
  });

  it('tell a time where it was taken, a section by how fine it is', () => {
    expect(format.formatDate('2024-06-03T23:30:00.000Z', 'en-GB')).toBe('3 June 2024');
    expect(format.formatTime('2024-06-03T23:30:00.000Z', 60, 'en-GB')).toContain('4 June 2024');
    expect(format.formatSection('2024-06', 'en-GB')).toBe('June 2024');
    expect(format.formatShortDay('2024-01-14', 'en-GB')).toBe('Sun 14 Jan');
  });

  it('count days up, never below none', () => {
    const now = Date.parse('2024-06-03T00:00:00.000Z');
    expect(format.daysUntil('2024-06-04T01:00:00.000Z', now)).toBe(2);
    expect(format.daysUntil('2024-06-01T00:00:00.000Z', now)).toBe(0);
  });

  it('follow the region that the browser was told', () => {
    expect(regionOf('en', ['fr-FR', 'en-AU', 'en-US'])).toBe('en-AU');
    expect(regionOf('en', ['de-DE'])).toBe('en-GB');
  });
});

describe('import numbers', () => {
  const job: ImportJob = {
    id: 'j' as JobId,
    state: 'running',
    collection: '',
    startedAt: '',
    filesTotal: 10,
    filesDone: 4,
    bytesTotal: 1000,
    bytesDone: 400,
    rateBytesPerSecond: null,
    etaSeconds: null,
    steps: { read: 6, hashed: 5, drawn: 4, saved: 4 },
    report: { added: [], duplicates: [], unshown: [], failed: [], bytes: 0 },
    missingFiles: [],
  };

  it('never jump backwards when news come late', () => {
    const late = withProgress(job, {
      job: job.id,
      phase: 'reading',
      done: 3,
      total: 10,
      bytes: 300,
      steps: { read: 5, hashed: 5, drawn: 3, saved: 3 },
      rate: 5,
      etaSeconds: 9,
    });
    expect(late).toMatchObject({ filesDone: 4, bytesDone: 400, rateBytesPerSecond: 5 });
    expect(late.steps).toEqual({ read: 6, hashed: 5, drawn: 4, saved: 4 });
  });

  it('go on from the steps that an event tells', () => {
    const news = { job: job.id, phase: 'hashing', done: 5, total: 10, bytes: 500 } as const;
    const steps = { read: 8, hashed: 7, drawn: 6, saved: 5 };
    const next = withProgress(job, { ...news, steps, rate: null, etaSeconds: null });
    expect(next).toMatchObject({ state: 'running', steps });
    expect(
      isAnew({ ...job, state: 'done' }, { ...news, steps, rate: null, etaSeconds: null }),
    ).toBe(true);
    expect(isAnew(job, { ...news, steps, rate: null, etaSeconds: null })).toBe(false);
  });

  it('are said by the pill: what needs a person first', () => {
    const failed = [{ name: 'a', type: 'read-failed' as const, message: 'It moved.' }];
    const over = { ...job, state: 'done' as const, report: { ...job.report, failed } };
    const waiting = { ...job, state: 'waiting-for-files' as const };
    const stopped = { ...job, state: 'paused' as const, pausedBecause: failed[0] as never };
    const paused = { ...job, state: 'paused' as const };
    const says = (...jobs: ImportJob[]) => pillOf(jobs)?.says ?? null;
    expect(says()).toBe(null);
    expect(says({ ...job, state: 'done' })).toBe(null);
    expect(says(over)).toBe('failed');
    expect(says(over, paused)).toBe('paused');
    expect(says(paused, job)).toBe('running');
    expect(says(job, stopped)).toBe('stopped');
    expect(says(stopped, waiting)).toBe('waiting');
    expect(pillOf([over, job, { ...job, bytesDone: 1000 }])).toEqual({
      says: 'running',
      fraction: 0.7,
      failed: 1,
    });
  });

  it('go by bytes where there are any, else by files, and end at the whole', () => {
    expect(fractionDone(job)).toBe(0.4);
    expect(fractionDone({ ...job, bytesTotal: 0, filesDone: 5 })).toBe(0.5);
    expect(fractionDone({ ...job, state: 'done' })).toBe(1);
    expect(fractionDone({ ...job, bytesDone: 2000 })).toBe(1);
  });

  it('show the first few of many', () => {
    expect(firstFew([1, 2, 3], 2)).toEqual({ shown: [1, 2], more: 1 });
  });
});

describe('what a browser lacks', () => {
  const whole = {
    isSecureContext: true,
    indexedDB: {},
    navigator: { locks: {}, storage: { getDirectory: () => undefined } },
  };

  it('is nothing in one that has it all', () => {
    expect(missingFeatures(whole)).toEqual([]);
  });

  it('is named one by one', () => {
    expect(missingFeatures({ ...whole, navigator: {} })).toEqual(['opfs', 'locks']);
  });

  it('is the secure page alone where that is missing, since it hides the rest', () => {
    expect(missingFeatures({ isSecureContext: false })).toEqual(['secure-context']);
  });
});

describe('small rules', () => {
  it('name a type by its MIME type, by its extension where that says nothing', () => {
    expect(typeName({ name: 'a.jpg', mime: 'image/png' })).toBe('PNG');
    expect(typeName({ name: 'a.xyz', mime: 'application/octet-stream' })).toBe('XYZ');
    expect(typeName({ name: 'a', mime: 'application/octet-stream' })).toBe('STREAM');
    expect(typeName({ name: 'a.jpg', mime: 'image/x-nikon-nef' })).toBe('NEF');
    expect(typeName({ name: 'a.mov', mime: 'video/quicktime' })).toBe('MOV');
    expect(typeName({ name: 'a.mkv', mime: 'video/x-matroska' })).toBe('MKV');
    expect(typeName({ name: 'a.svg', mime: 'image/svg+xml' })).toBe('SVG');
    expect(typeName({ name: 'a.mp3', mime: 'audio/mpeg' })).toBe('MP3');
  });

  it('flatten raw metadata, lists of words on one line, bytes by their number', () => {
    expect(
      rawFacts({
        exif: { iso: 400, gps: { lat: null } },
        tags: ['a', 'b'],
        thumb: new Uint8Array(3),
      }),
    ).toEqual([
      { name: 'exif.iso', value: '400' },
      { name: 'exif.gps.lat', value: '' },
      { name: 'tags', value: 'a, b' },
      { name: 'thumb', value: '[3]' },
    ]);
  });

  it('shortens a long name in its middle, by whole characters', () => {
    expect(shortName('lac.jpg')).toBe('lac.jpg');
    expect(shortName('holidays by the lake.jpg')).toBe('holidays …ke.jpg');
    expect([...new Intl.Segmenter().segment(shortName('🎉'.repeat(40)))]).toHaveLength(16);
  });

  it('says a shared link once, and all of a text around one', () => {
    const links = ['https://example.org/a.jpg'];
    expect(isOnlyLink({ words: ' https://example.org/a.jpg\n', links })).toBe(true);
    expect(isOnlyLink({ words: 'Look: https://example.org/a.jpg', links })).toBe(false);
    expect(isOnlyLink({ words: '', links: [] })).toBe(false);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../src/core/drive/audit-trail.ts';
import { actInWords, type Speech } from '../../../src/ui/history/act-words.ts';
import { byDay, deviceOf } from '../../../src/ui/history/history-days.ts';
import { VERB_ICONS } from '../../../src/ui/history/verb-icons.ts';
import { history as en } from '../../../src/ui/locales/en/history.ts';

const KNOWN: ReadonlySet<string> = new Set(
  Object.keys(en.history.verbs).map((verb) => `history.verbs.${verb}`),
);
const speech: Speech = {
  has: (key) => KNOWN.has(key),
  say: (key, named, count) =>
    `${key} ${named['items']} ${named['to']} ${named['what']} ${count}`,
  count: (value) => `n${value}`,
  collection: (path) => (path === '' ? 'All' : path),
};
const entry = (at: string, author = 'device.1'): AuditEntry => ({
  id: at as AuditEntry['id'],
  at,
  label: 'Did it',
  verb: 'edit',
  facts: {},
  author,
  changes: 1,
  undone: false,
});

describe('an act in words', () => {
  it('has words and a sign for every verb that the drive describes', () => {
    const source = readFileSync(
      new URL('../../../src/core/drive/describe-act.ts', import.meta.url),
      'utf8',
    );
    const verbs = [...source.matchAll(/case '([a-z-]+)'/g)].map(([, verb = '']) => verb);
    expect(verbs.length).toBeGreaterThan(12);
    expect(verbs.filter((verb) => !KNOWN.has(`history.verbs.${verb}`))).toEqual([]);
    expect(verbs.filter((verb) => VERB_ICONS[verb] === undefined)).toEqual([]);
  });

  it('counts, and names the place', () => {
    expect(actInWords({ verb: 'move', facts: { count: 3, toPath: 'a/b' } }, speech)).toBe(
      'history.verbs.move n3 a/b  3',
    );
  });

  it('says what an undo took back by its own words, or as it was named then', () => {
    const what = { verb: 'import', facts: { count: 42 } };
    expect(actInWords({ verb: 'undo', facts: { label: 'x', what } }, speech)).toContain(
      'history.verbs.import n42',
    );
    expect(actInWords({ verb: 'undo', facts: { label: 'Imported 1' } }, speech)).toContain(
      'Imported 1',
    );
  });

  it('is left to the drive where a verb is new or facts are none', () => {
    expect(actInWords({ verb: 'invented', facts: {} }, speech)).toBeNull();
    expect(actInWords({ verb: 'undo', facts: { what: 'nonsense' } }, speech)).not.toBeNull();
  });
});

describe('days of the history', () => {
  it('are those of the calendar here, in the order of the lines', () => {
    const lines = [entry('2026-11-21T00:30:00.000Z'), entry('2026-11-20T22:30:00.000Z')];
    expect(byDay(lines, () => 0).map(({ key }) => key)).toEqual(['2026-11-21', '2026-11-20']);
    expect(byDay(lines, () => 120).map(({ key }) => key)).toEqual(['2026-11-21']);
  });

  it('name the device without its epoch', () => {
    expect(deviceOf('abc.12')).toBe('abc');
  });
});

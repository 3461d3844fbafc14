import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isPathWithin,
  joinPath,
  nameOf,
  normalizePath,
  parentOf,
  parsePath,
} from '../../../../src/core/collections/path.ts';
import { isName, safeName } from '../../../../src/core/uri/segment.ts';

const SEED = 20_261_121;
const anyText = fc.string({ unit: 'binary', maxLength: 300 });
const trickyText = fc.string({
  unit: fc.constantFrom('/', '.', '\0', '\u202e', '\ud83d', '👩‍👩‍👧', 'e\u0301', ' ', 'a', '\\'),
  maxLength: 200,
});
const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

describe('parsePath', () => {
  it('reads the root as no names at all', () => {
    expect(parsePath('')).toEqual({ ok: true, value: [] });
  });

  it('N1-N6: refuses what is no name, and shows it', () => {
    const bad = [
      '/',
      'a/',
      '/a',
      'a//b',
      'a/../b',
      '.',
      'a\0',
      'a\u202eb',
      'e\u0301',
      ' ',
      '\ud83d',
    ];
    for (const path of [...bad, 'x'.repeat(256)]) {
      const parsed = parsePath(path);
      expect(parsed.ok, JSON.stringify(path)).toBe(false);
      if (!parsed.ok) expect(parsed.error).toMatchObject({ type: 'bad-path', path });
    }
  });

  it('accepts 64 levels and refuses 65', () => {
    const levels = (count: number): string =>
      Array.from({ length: count }, () => 'a').join('/');
    expect(parsePath(levels(64)).ok).toBe(true);
    expect(parsePath(levels(65))).toMatchObject({ ok: false, error: { segment: null } });
  });

  it('accepts whatever normalizePath made, which changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, trickyText), (text) => {
        const path = normalizePath(text);
        expect(parsePath(path).ok).toBe(true);
        expect(normalizePath(path)).toBe(path);
      }),
      { seed: SEED },
    );
  });

  it('never lets ".." climb when a folder is imported', () => {
    expect(normalizePath('/photos//../2024/./x/')).toBe('photos/__/2024/x');
  });
});

describe('safeName', () => {
  it('makes a name of any text, keeps names, and is done after once', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, trickyText), (text) => {
        const name = safeName(text);
        expect(isName(name)).toBe(true);
        expect(safeName(name)).toBe(name);
        if (isName(text)) expect(name).toBe(text);
      }),
      { seed: SEED },
    );
  });

  it('cuts 255 emoji at 255 bytes, between characters, and keeps the extension', () => {
    const name = safeName('😀'.repeat(255) + '.jpg');
    expect(bytesOf(name)).toBeLessThanOrEqual(255);
    expect(name).toBe('😀'.repeat(62) + '.jpg');
  });

  it('defuses what names from others may try', () => {
    expect(safeName('../x')).toBe('.._x');
    expect(safeName('a\0b')).toBe('a_b');
    expect(safeName('photo\u202egpj.exe')).toBe('photogpj.exe');
    expect(safeName('..')).toBe('__');
    expect(safeName('')).toBe('unnamed');
    expect(safeName('\u202e\u2066')).toBe('unnamed');
  });
});

describe('paths', () => {
  it('come apart as they were joined', () => {
    expect(joinPath('a', 'b/c', '')).toBe('a/b/c');
    expect([parentOf('a/b/c'), nameOf('a/b/c')]).toEqual(['a/b', 'c']);
    expect([parentOf('a'), nameOf('a')]).toEqual(['', 'a']);
    expect([parentOf(''), nameOf('')]).toEqual([null, '']);
  });

  it('know what lies within them by whole names', () => {
    expect(isPathWithin('ab', 'a')).toBe(false);
    expect(isPathWithin('a/b', 'a')).toBe(true);
    expect(isPathWithin('a', 'a')).toBe(true);
    expect(isPathWithin('a', '')).toBe(true);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { frenchPlural } from '../../../src/ui/i18n.ts';
import { en as spokenEnglish } from '../../../src/ui/locales/en.ts';
import { failures as englishFailures } from '../../../src/ui/locales/en/failures.ts';
import { health as englishHealth } from '../../../src/ui/locales/en/health.ts';
import { firstWords } from '../../../src/ui/locales/first-words.ts';
import { fr as spokenFrench } from '../../../src/ui/locales/fr.ts';
import { failures as frenchFailures } from '../../../src/ui/locales/fr/failures.ts';
import { health as frenchHealth } from '../../../src/ui/locales/fr/health.ts';
import { setFrenchSpaces, withFrenchSpaces } from '../../../src/ui/locales/french-spaces.ts';

const en = { ...spokenEnglish, ...englishFailures, ...englishHealth };
const fr = { ...spokenFrench, ...withFrenchSpaces({ ...frenchFailures, ...frenchHealth }) };

const UI = new URL('../../../src/ui/', import.meta.url);
const sources = readdirSync(UI, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(ts|vue)$/.test(name) && !name.startsWith('locales'))
  .map((name) => ({ name, text: readFileSync(new URL(name, UI), 'utf8') }));

/** Every text with its key: 'actions.undo' → 'Undo'. */
const textsOf = (words: object, before = ''): readonly (readonly [string, unknown])[] =>
  Object.entries(words).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? textsOf(value, `${before}${key}.`)
      : [[`${before}${key}`, value] as const],
  );
const english = new Map([...textsOf(en), ...textsOf(firstWords.en)]);
const french = new Map([...textsOf(fr), ...textsOf(firstWords.fr)]);
const LANGUAGES = { english, french };

const placeholders = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))].sort();

/** Every key that a source asks for by its whole name. */
const asked = sources.flatMap(({ name, text }) =>
  [...text.matchAll(/(?<![\w.])(?:\$?t|counted)\(\s*'([a-zA-Z.]+)'/g)].map(([, key = '']) => ({
    name,
    key,
  })),
);

describe('words of the screens', () => {
  it('exist for every key that is asked for', () => {
    expect(asked.length).toBeGreaterThan(80);
    expect(asked.filter(({ key }) => typeof english.get(key) !== 'string')).toEqual([]);
  });

  it('stand in the locale alone: no template has text of its own', () => {
    const found = sources
      .filter(({ name }) => name.endsWith('.vue'))
      .flatMap(({ name, text }) => {
        const template = /<template>([\s\S]*)<\/template>/.exec(text)?.[1] ?? '';
        const bare = template
          .replace(/\{\{[\s\S]*?\}\}/g, '')
          .replace(/<(?:"[^"]*"|'[^']*'|[^'">])*>/g, '');
        return /\p{L}/u.test(bare) ? [{ name, text: bare.trim().slice(0, 60) }] : [];
      });
    expect(found).toEqual([]);
  });
});

describe('words in each language', () => {
  it('have the same keys in the same order', () => {
    expect([...french.keys()]).toEqual([...english.keys()]);
  });

  it.each(Object.entries(LANGUAGES))('are never empty or padded: %s', (_, texts) => {
    const bad = [...texts].filter(
      ([, text]) =>
        typeof text !== 'string' ||
        text.split('|').some((form) => form.trim() === '') ||
        text !== text.trim(),
    );
    expect(bad).toEqual([]);
  });

  it('have the same placeholders', () => {
    const differing = [...english].filter(
      ([key, text]) =>
        placeholders(String(text)).join() !== placeholders(String(french.get(key))).join(),
    );
    expect(differing).toEqual([]);
  });

  it('have as many plural forms', () => {
    const differing = [...english].filter(
      ([key, text]) =>
        String(text).split('|').length !== String(french.get(key)).split('|').length,
    );
    expect(differing).toEqual([]);
  });

  it('are typeset: no space of French breaks before its sign, no straight quotes', () => {
    const bad = [...french].filter(([, text]) => / [:;!?»]|« |['"]/.test(String(text)));
    expect(bad).toEqual([]);
    expect(setFrenchSpaces('Le voilà : « ici » ! Où ?')).toBe(
      'Le voilà\u00a0: «\u00a0ici\u00a0»\u202f! Où\u202f?',
    );
  });

  it('count in French: none and one are singular', () => {
    expect([0, 1, 1.5, 2, 9].map((count) => frenchPlural(count, 2))).toEqual([0, 0, 0, 1, 1]);
    expect([0, 1, 2].map((count) => frenchPlural(count, 3))).toEqual([0, 1, 2]);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { en } from '../../../src/ui/locales/en.ts';

const UI = new URL('../../../src/ui/', import.meta.url);
const sources = readdirSync(UI, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(ts|vue)$/.test(name) && !name.startsWith('locales'))
  .map((name) => ({ name, text: readFileSync(new URL(name, UI), 'utf8') }));

const lookUp = (key: string): unknown =>
  key
    .split('.')
    .reduce<unknown>(
      (at, step) =>
        typeof at === 'object' && at !== null
          ? (at as Record<string, unknown>)[step]
          : undefined,
      en,
    );

describe('words of the screens', () => {
  it('exist for every key that is asked for', () => {
    const asked = sources.flatMap(({ name, text }) =>
      [...text.matchAll(/(?<![\w.])(?:\$?t|counted)\(\s*'([a-zA-Z.]+)'/g)].map(
        ([, key = '']) => ({ name, key }),
      ),
    );
    expect(asked.length).toBeGreaterThan(80);
    expect(asked.filter(({ key }) => typeof lookUp(key) !== 'string')).toEqual([]);
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

import { describe, expect, it } from 'vitest';
import { createTranslations } from '../../../src/ui/i18n.ts';
import { toMessages } from '../../../src/ui/messages.ts';

const WORDS = {
  plain: 'Undo',
  room: { named: '{done} of {all}', deep: { sign: 'a@b.c, 100 % {odd name}' } },
  counted: 'one item | {items} items',
  counted3: 'nothing|one|{n}',
};

/** Says `key` as a screen would. */
const say = (key: string, named: Record<string, unknown> = {}, count?: number): string => {
  const { global } = createTranslations();
  global.setLocaleMessage('en', toMessages(WORDS));
  return count === undefined ? global.t(key, named) : global.t(key, named, count);
};

describe('a message', () => {
  it('is its text', () => {
    expect(say('plain')).toBe('Undo');
    expect(say('plain', {}, 7)).toBe('Undo');
  });

  it('takes values by their names, at any depth', () => {
    expect(say('room.named', { done: 3, all: '1,000' })).toBe('3 of 1,000');
    expect(say('room.named', { done: 3 })).toBe('3 of ');
  });

  it('leaves every other sign as it is, also in values', () => {
    expect(say('room.deep.sign')).toBe('a@b.c, 100 % {odd name}');
    expect(say('room.named', { done: '{all} | $&', all: '<b>' })).toBe('{all} | $& of <b>');
  });

  it('takes the form of the count', () => {
    expect([0, 1, 2].map((count) => say('counted', { items: count }, count))).toEqual([
      '0 items',
      'one item',
      '2 items',
    ]);
    expect([0, 1, 5].map((count) => say('counted3', {}, count))).toEqual([
      'nothing',
      'one',
      '5',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import {
  ariaShortcut,
  chordKeys,
  matchesChord,
  worksInText,
  type PressedKey,
} from '../../../../src/ui/commands/chords.ts';
import { ACTIONS, KEY_GROUPS, keyLines } from '../../../../src/ui/commands/commands.ts';
import { isApplePlatform } from '../../../../src/ui/commands/platform.ts';
import { en } from '../../../../src/ui/locales/en.ts';

const pressed = (key: string, held: Partial<PressedKey> = {}): PressedKey => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});
const NAMES = (key: string): string => key.toLowerCase();

describe('chords', () => {
  it('take Ctrl and ⌘ alike for Mod', () => {
    expect(matchesChord(pressed('k', { ctrlKey: true }), 'Mod+K')).toBe(true);
    expect(matchesChord(pressed('k', { metaKey: true }), 'Mod+K')).toBe(true);
    expect(matchesChord(pressed('k'), 'Mod+K')).toBe(false);
    expect(matchesChord(pressed('k', { ctrlKey: true, altKey: true }), 'Mod+K')).toBe(false);
  });

  it('tell a letter with Shift from one without, and Caps Lock from neither', () => {
    expect(matchesChord(pressed('Z', { ctrlKey: true, shiftKey: true }), 'Mod+Z')).toBe(false);
    expect(matchesChord(pressed('Z', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+Z')).toBe(
      true,
    );
    expect(matchesChord(pressed('X'), 'X')).toBe(true);
  });

  it('take a sign as it was typed, with Shift or without, as layouts differ', () => {
    expect(matchesChord(pressed('?', { shiftKey: true }), '?')).toBe(true);
    expect(matchesChord(pressed('/', { shiftKey: true }), '/')).toBe(true);
  });

  it('know Space by its name, with Shift or without', () => {
    expect(matchesChord(pressed(' '), 'Space')).toBe(true);
    expect(matchesChord(pressed(' ', { shiftKey: true }), 'Space')).toBe(false);
    expect(matchesChord(pressed(' ', { shiftKey: true }), 'Shift+Space')).toBe(true);
  });

  it('are no letters of a text where they hold Mod', () => {
    expect(worksInText('Mod+K')).toBe(true);
    expect(worksInText('?')).toBe(false);
  });

  it('are named as the platform names them', () => {
    expect(chordKeys('Mod+Shift+Z', false, NAMES)).toEqual(['ctrl', 'shift', 'Z']);
    expect(chordKeys('Mod+Shift+Z', true, NAMES)).toEqual(['⌘', '⇧', 'Z']);
    expect(chordKeys('ArrowLeft', false, NAMES)).toEqual(['←']);
    expect(chordKeys('+', false, NAMES)).toEqual(['+']);
    expect(chordKeys('Mod++', false, NAMES)).toEqual(['ctrl', '+']);
    expect(isApplePlatform('MacIntel')).toBe(true);
    expect(isApplePlatform('Linux x86_64')).toBe(false);
  });

  it('are told to screen readers for both kinds of keyboard', () => {
    expect(ariaShortcut('Mod+K')).toBe('Control+K Meta+K');
    expect(ariaShortcut('/')).toBe('/');
  });
});

describe('list of commands', () => {
  it('has a word for every action and every line of the sheet', () => {
    expect(Object.keys(en.commands)).toEqual(expect.arrayContaining(Object.keys(ACTIONS)));
    for (const group of KEY_GROUPS) {
      const words = group === 'everywhere' ? en.commands : en.keyLines;
      for (const { id } of keyLines(group)) expect(Object.keys(words)).toContain(id);
    }
  });

  it('gives no key to two things in one group', () => {
    for (const group of KEY_GROUPS) {
      const keys = keyLines(group).flatMap((line) => line.keys);
      expect(keys).toEqual([...new Set(keys)]);
    }
  });

  it('names every key that has no sign', () => {
    const named = new Set(Object.keys(en.keyNames));
    const asked = KEY_GROUPS.flatMap((group) =>
      keyLines(group).flatMap((line) =>
        line.keys.map((chord) => chord.split('+').at(-1) ?? ''),
      ),
    );
    expect(
      asked.filter((key) => key.length > 1 && !key.startsWith('Arrow') && !named.has(key)),
    ).toEqual([]);
  });
});

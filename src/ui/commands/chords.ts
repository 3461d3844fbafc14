/** Keys as they are declared, matched with what was pressed, and named as the platform names them: pure. */

/**
 * Modifiers and a key, with `+` between: 'Mod+K', 'Shift+D', '?', 'ArrowLeft', 'Space'. `Mod` is Ctrl,
 * ⌘ on a Mac. A sign ('?', '/') is what was typed, with whatever the layout needs to type it.
 */
export type Chord = string;

/** What of a KeyboardEvent decides. */
export interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

interface ChordParts {
  readonly key: string;
  readonly mod: boolean;
  readonly shift: boolean;
}

const partsOf = (chord: Chord): ChordParts => {
  // The last sign may be a + itself.
  const at = chord.length === 1 ? -1 : chord.lastIndexOf('+', chord.length - 2);
  const held = chord.slice(0, Math.max(0, at)).split('+');
  return {
    key: chord.slice(at + 1),
    mod: held.includes('Mod'),
    shift: held.includes('Shift'),
  };
};

const isLetter = (key: string): boolean => /^\p{L}$/u.test(key);

/** Whether `pressed` is `chord`; Ctrl and ⌘ both count as `Mod`, Alt never takes part. */
export const matchesChord = (pressed: PressedKey, chord: Chord): boolean => {
  const { key, mod, shift } = partsOf(chord);
  if (pressed.altKey || (pressed.ctrlKey || pressed.metaKey) !== mod) return false;
  const name = pressed.key === ' ' ? 'Space' : pressed.key;
  if (isLetter(key))
    return name.toLowerCase() === key.toLowerCase() && pressed.shiftKey === shift;
  return name === key && (key.length === 1 || pressed.shiftKey === shift);
};

/** Whether a chord may be meant while a text is written: only those with `Mod` are no letters. */
export const worksInText = (chord: Chord): boolean => partsOf(chord).mod;

/** Keys that a platform names by a sign rather than a word. */
const SIGNS: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
};

/** The keys of a chord, one after the other: ['⌘', 'K'] on a Mac, else ['Ctrl', 'K']; `nameOf` gives words for 'Space', 'Enter', …. */
export const chordKeys = (
  chord: Chord,
  isMac: boolean,
  nameOf: (key: string) => string,
): readonly string[] => {
  const { key, mod, shift } = partsOf(chord);
  const name = SIGNS[key] ?? (key.length === 1 ? key.toUpperCase() : nameOf(key));
  return [
    ...(mod ? [isMac ? '⌘' : nameOf('Ctrl')] : []),
    ...(shift ? [isMac ? '⇧' : nameOf('Shift')] : []),
    name,
  ];
};

/** A chord as `aria-keyshortcuts` wants it; both spellings of `Mod`, since the page does not ask which one it is. */
export const ariaShortcut = (chord: Chord): string =>
  worksInText(chord)
    ? `${chord.replace('Mod', 'Control')} ${chord.replace('Mod', 'Meta')}`
    : chord;

/** Raw metadata as lines: whatever the parsers found, flat and short. */
import type { Plain, PlainObject } from '../../core/base/plain.ts';

/** One line: a dotted name and its value. */
export interface RawFact {
  readonly name: string;
  readonly value: string;
}

const MOST_CHARACTERS = 300;

/** Every leaf of `raw`, by name; bytes are counted, not shown. */
export const rawFacts = (raw: PlainObject): readonly RawFact[] => {
  const facts: RawFact[] = [];
  const visit = (name: string, value: Plain): void => {
    if (
      isLeafList(value) ||
      typeof value !== 'object' ||
      value === null ||
      value instanceof Uint8Array
    )
      facts.push({ name, value: leafText(value) });
    else
      for (const [key, inner] of Object.entries(value))
        visit(name === '' ? key : `${name}.${key}`, inner);
  };
  visit('', raw);
  return facts;
};

/** The facts whose name or value holds every word of `text`; case does not matter. */
export const matchingFacts = (facts: readonly RawFact[], text: string): readonly RawFact[] => {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return facts.filter(({ name, value }) => {
    const line = `${name} ${value}`.toLocaleLowerCase();
    return words.every((word) => line.includes(word));
  });
};

type Word = string | number | boolean | null;

const isLeafList = (value: Plain): value is readonly Word[] =>
  Array.isArray(value) && value.every((item) => typeof item !== 'object');

const leafText = (value: Word | readonly Word[] | Uint8Array): string => {
  const text = value instanceof Uint8Array ? `[${value.length}]` : wordsText(value);
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
};

const wordsText = (value: Word | readonly Word[]): string =>
  typeof value === 'object' && value !== null ? value.join(', ') : String(value ?? '');

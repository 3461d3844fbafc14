/** What a person is told of a failure: which of its texts, and what stands in it. */
import type { HmFailure } from '../../core/base/hm-error.ts';

/** How numbers are written in a text. */
export interface FactFormat {
  bytes(value: number): string;
  count(value: number): string;
}

/** The text to be said, by its name among those of the type, and what is to be put in it. */
export interface ChosenWords {
  readonly variant: string;
  readonly params: Readonly<Record<string, string>>;
}

const MOST_CHARACTERS = 200;
/** Hashes and ids say nothing to a person. */
const HASH = /[0-9a-f]{16,}/gi;

/**
 * Takes the text that shows the most facts, of those that the failure has all facts for; `plain` is always
 * there. A failure of the browser's storage (it has a `cause`) speaks of files that no person knows.
 */
export const chooseWords = (
  facts: HmFailure['facts'],
  variants: readonly string[],
  format: FactFormat,
): ChosenWords => {
  const shown = 'cause' in facts ? {} : facts;
  const fitting = variants
    .filter((variant) => variant !== 'plain')
    .map((variant) => ({ variant, params: paramsOf(variant.split('_'), shown, format) }))
    .filter((words): words is ChosenWords => words.params !== null)
    .toSorted((a, b) => sizeOf(b) - sizeOf(a));
  return fitting[0] ?? { variant: 'plain', params: {} };
};

const sizeOf = ({ params }: ChosenWords): number => Object.keys(params).length;

const paramsOf = (
  names: readonly string[],
  facts: HmFailure['facts'],
  format: FactFormat,
): Readonly<Record<string, string>> | null => {
  const params: Record<string, string> = {};
  for (const name of names) {
    const text = toText(name, facts[name], format);
    if (text === null) return null;
    params[name] = text;
  }
  return params;
};

const toText = (name: string, fact: unknown, format: FactFormat): string | null => {
  if (typeof fact === 'number')
    return name.endsWith('Bytes') ? format.bytes(fact) : format.count(fact);
  if (typeof fact !== 'string' || fact === '' || fact.length > MOST_CHARACTERS) return null;
  return fact.search(HASH) >= 0 ? null : fact;
};

/** The drive's own words, in English, without what only a program reads. */
export const detailOf = ({ message }: Pick<HmFailure, 'message'>): string =>
  message.replace(HASH, '…');

/** The spaces of French type, so that the words can be written with the space bar alone. */

const NO_BREAK = '\u00a0';
const NARROW_NO_BREAK = '\u202f';

/** `text` with the spaces that French never breaks at: before : ; ! ? and inside « ». */
export const setFrenchSpaces = (text: string): string =>
  text.replace(/ (?=[;!?])/g, NARROW_NO_BREAK).replace(/ (?=[:»])|(?<=«) /g, NO_BREAK);

/** The same words with those spaces set in each. */
export const withFrenchSpaces = <Words extends object>(words: Words): Words =>
  Object.fromEntries(
    Object.entries(words).map(([key, value]: [string, unknown]) => [key, setIn(value)]),
  ) as Words;

const setIn = (value: unknown): unknown => {
  if (typeof value === 'string') return setFrenchSpaces(value);
  return typeof value === 'object' && value !== null ? withFrenchSpaces(value) : value;
};

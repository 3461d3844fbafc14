import type { Plain, PlainObject } from '../base/plain.ts';

/** What an act says of itself: what was done, and to what. Plain data. */
export type ActWords = { readonly verb: string; readonly facts: PlainObject };

/** Acts that belong together as one, the oldest first: its words, with the counts of its kind added up. */
export const wordsOfActs = (acts: readonly ActWords[]): ActWords => {
  const [first = { verb: 'edit', facts: {} }] = acts;
  const alike = acts.filter(({ verb }) => verb === first.verb);
  const counts = alike.flatMap(({ facts }) => facts['count'] ?? []);
  if (counts.length < 2) return { verb: first.verb, facts: first.facts };
  const count = counts.reduce<number>((sum, one) => sum + Number(one), 0);
  return { verb: first.verb, facts: { ...first.facts, count } };
};

/** An act in words: "Moved 3 items to trips/2024". English; screens may say it by verb and facts instead. */
export const describeAct = ({ verb, facts }: ActWords): string => {
  const items = countOf(facts['count'] ?? null);
  const path = nameOf(facts['path'] ?? null);
  switch (verb) {
    case 'create-collection':
      return `Created ${path}`;
    case 'edit-collection':
      return `Edited ${path}`;
    case 'move-collection':
      return `Moved ${path} to ${nameOf(facts['newPath'] ?? null)}`;
    case 'remove-collection':
      return `Removed ${path}`;
    case 'import':
      return `Imported ${items}`;
    case 'edit':
      return `Edited ${items}`;
    case 'move':
      return `Moved ${items} to ${nameOf(facts['toPath'] ?? null)}`;
    case 'copy':
      return `Added ${items} to ${nameOf(facts['toPath'] ?? null)}`;
    case 'remove':
      return `Removed ${items}`;
    case 'group':
      return `Grouped ${items}`;
    case 'ungroup':
      return groupsApart(facts['count'] ?? null);
    case 'merge':
      return `Merged ${items}`;
    case 'restore':
      return `Restored ${items}`;
    case 'purge':
      return `Deleted ${items} for good`;
    case 'create-link':
      return `Linked ${nameOf(facts['source'] ?? null)} to ${nameOf(facts['target'] ?? null)}`;
    case 'remove-link':
      return 'Removed a link';
    case 'settings':
      return 'Changed the settings';
    case 'undo':
      return `Took back: ${nameOf(facts['label'] ?? null)}`;
    case 'redo':
      return `Did again: ${nameOf(facts['label'] ?? null)}`;
    default:
      return verb;
  }
};

const countOf = (count: Plain): string =>
  count === 1 ? '1 item' : `${typeof count === 'number' ? count : 'some'} items`;

const groupsApart = (count: Plain): string =>
  typeof count === 'number' && count > 1 ? `Took ${count} groups apart` : 'Took a group apart';

const nameOf = (path: Plain): string =>
  typeof path === 'string' && path !== '' ? path : 'the library';

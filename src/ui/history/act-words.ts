/** What was done, in the words of the screens: pure, over the verb and the facts of an act. */
import type { PlainObject } from '../../core/base/plain.ts';

/** An act as the audit trail tells it. */
export interface Act {
  readonly verb: string;
  readonly facts: PlainObject;
}

/** The words that are needed, of vue-i18n. */
export interface Speech {
  has(key: string): boolean;
  say(key: string, named: Readonly<Record<string, string>>, count: number): string;
  count(value: number): string;
  /** What a collection is called. */
  collection(path: string): string;
}

/** 'Moved 3 items to trips/2024'; `null` for a verb that these screens have no words for. */
export const actInWords = ({ verb, facts }: Act, speech: Speech): string | null => {
  const key = `history.verbs.${verb}`;
  if (!speech.has(key)) return null;
  const count = typeof facts['count'] === 'number' ? facts['count'] : 1;
  const path = (name: string): string => {
    const value = facts[name];
    return speech.collection(typeof value === 'string' ? value : '');
  };
  const named = {
    items: speech.count(count),
    path: path('path'),
    to: path(verb === 'move-collection' ? 'newPath' : 'toPath'),
    source: path('source'),
    target: path('target'),
    what: innerWords(facts, speech),
  };
  return speech.say(key, named, count);
};

/** What an undo took back: by its own verb and facts, or, of acts from before these were kept, as it was named. */
const innerWords = (facts: PlainObject, speech: Speech): string => {
  const { label } = facts;
  const what = whatOf({ facts });
  const inner = what === undefined ? null : actInWords(what, speech);
  return inner ?? (typeof label === 'string' ? label : '');
};

/** What an undo or redo turned back, where it says so. */
export const whatOf = ({ facts }: Pick<Act, 'facts'>): Act | undefined => {
  const { what } = facts;
  return isAct(what) ? what : undefined;
};

const isAct = (value: unknown): value is Act =>
  typeof value === 'object' &&
  value !== null &&
  'verb' in value &&
  typeof value.verb === 'string' &&
  'facts' in value &&
  typeof value.facts === 'object' &&
  value.facts !== null;

import type { CatalogKey, CatalogWrite } from './catalog-store.ts';
import type { ActEntry } from './journal-entry.ts';
import { write } from './projection-context.ts';

/**
 * An act without what it changed: small, whatever it was done to. That stands beside it in the table
 * `befores`, in pieces, for undo alone.
 */
export interface ActHead extends Omit<ActEntry, 'before'> {
  /** How many entities it changed. */
  readonly changes: number;
}

/** Changes in a record: some milliseconds of copying. */
const PIECE = 200;

/** An act as it is listed. */
export const actToHead = ({ before, ...act }: ActEntry): ActHead => ({
  ...act,
  changes: act.changes ?? before.length,
});

/** The records of the act that is the `number`th of its drive, from 0. */
export const actWrites = (number: number, act: ActEntry): readonly CatalogWrite[] => {
  const writes = [write('acts', [number], actToHead(act))];
  for (let at = 0; at < act.before.length; at += PIECE)
    writes.push(write('befores', beforesKey(number, at), act.before.slice(at, at + PIECE)));
  return writes;
};

/** Where the changes of an act from the `at`th on are kept. */
const beforesKey = (number: number, at: number): CatalogKey => [number, at / PIECE];

import type { PlainObject } from '../base/plain.ts';
import type { ExportNews } from '../exports/export-news.ts';
import type { ImportProgress } from '../imports/import-job.ts';

/** How far an act on many items is; the last of them has `done` at `total`, however it ended. */
export interface ActNews {
  readonly phase: 'acting';
  readonly verb: string;
  /** What an 'edit' writes; empty for other verbs. */
  readonly fields: readonly string[];
  /** Items' worth of work, never less than before. */
  readonly done: number;
  readonly total: number;
}

/** Acts on fewer items end before a person would look for a word. */
export const TOLD_FROM = 1_000;

/** Whether news are about an act; imports and exports tell theirs by the same event. */
export const isActNews = (news: ActNews | ExportNews | ImportProgress): news is ActNews =>
  news.phase === 'acting';

/** Tells how far one act is, a hundred times at most. */
export interface ActTeller {
  /** The part that is done, from 0 to 1. */
  reach(part: number): void;
  /** Nothing of it goes on. */
  end(): void;
}

/** The teller of an act on `total` items, which says nothing of a small one. */
export const createActTeller = (
  { verb, facts = {} }: { readonly verb: string; readonly facts?: PlainObject },
  total: number,
  tell: (news: ActNews) => void,
): ActTeller => {
  const { fields } = facts;
  const told = { verb, fields: Array.isArray(fields) ? (fields as readonly string[]) : [] };
  let percent = -1;
  const reach = (part: number): void => {
    const next = Math.min(100, Math.floor(part * 100));
    if (total < TOLD_FROM || next <= percent) return;
    percent = next;
    tell({ phase: 'acting', ...told, done: Math.floor((total * next) / 100), total });
  };
  return { reach, end: () => reach(1) };
};

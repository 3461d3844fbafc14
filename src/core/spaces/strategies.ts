import { compareBytes } from '../base/bytes.ts';
import type { Plain, PlainObject } from '../base/plain.ts';
import type { EntityView, FieldView } from './entity-view.ts';
import { mergeFields } from './field-merge.ts';
import { compareStamps, ownStamp, type Stamp, stampOf } from './stamp.ts';
import type { Version } from './version.ts';

/** How an entity with more than one head is seen; docs/spec/versions.md has the rules. */
export const CONFLICT_STRATEGIES = [
  'last_write_wins',
  'merge_metadata',
  'version_both',
  'manual',
] as const;
export type ConflictStrategy = (typeof CONFLICT_STRATEGIES)[number];

/** What `strategy` shows of `heads`, in whatever order they are given; `null` where there are none. */
export const viewOf = (
  heads: readonly Version[],
  strategy: ConflictStrategy,
): EntityView | null => {
  const latestFirst = sortHeads(heads);
  const [latest] = latestFirst;
  if (latest === undefined) return null;
  const conflict = heads.length > 1;
  const living = latestFirst.filter((head) => head.body !== null);
  const [winner, ...others] = living;
  if (winner === undefined || (strategy === 'last_write_wins' && latest.body === null)) {
    return { ...NOTHING, tombstone: latest.tombstone, conflict, twins: [] };
  }
  const shown =
    strategy === 'merge_metadata' && others.length > 0
      ? mergeFields(living)
      : headToFields(winner);
  const twins = strategy === 'version_both' ? others.map(headToTwin) : [];
  return { ...shown, tombstone: null, conflict, twins };
};

/** The fields that 'last_write_wins' shows; `null` where there are no heads or the entity is gone. */
export const latestFields = (heads: readonly Version[]): PlainObject | null =>
  sortHeads(heads)[0]?.body ?? null;

/** The latest first. */
const sortHeads = (heads: readonly Version[]): readonly Version[] =>
  heads.length < 2 ? heads : [...heads].sort(compareLatestFirst);

const NOTHING: FieldView = { fields: {}, stamps: {}, united: [] };

const compareLatestFirst = (a: Version, b: Version): number =>
  compareStamps(b, a) || compareBytes(b.signature, a.signature);

const headToFields = (head: Version): FieldView => {
  const fields = head.body ?? {};
  const own = ownStamp(head);
  const stamps: Record<string, Stamp> = {};
  for (const field of Object.keys(fields)) stamps[field] = stampOf(head, field, own);
  return { fields, stamps, united: [] };
};

/** A head shown beside the winner, its name marked; the second such head gets `_local_2`, and so on. */
const headToTwin = (head: Version, index: number): FieldView => {
  const view = headToFields(head);
  const name: Plain | undefined = view.fields['name'];
  if (typeof name !== 'string') return view;
  const mark = index === 0 ? '_local' : `_local_${index + 1}`;
  return { ...view, fields: { ...view.fields, name: markName(name, mark) } };
};

/** Puts `mark` before the extension of `name`; a name that begins with its only dot has none. */
const markName = (name: string, mark: string): string => {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) + mark + name.slice(dot) : name + mark;
};

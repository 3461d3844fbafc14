import { compareBytes } from '../base/bytes.ts';
import { encodeCbor } from '../base/cbor.ts';
import type { Plain, PlainObject } from '../base/plain.ts';
import { compareStamps, isSameStamp, stampOf, type Stamp } from './stamp.ts';
import { hasSeen } from './heads.ts';
import type { FieldView } from './entity-view.ts';
import type { Version } from './version.ts';

/** The value that one head has for a field. */
interface Candidate {
  readonly head: Version;
  readonly stamp: Stamp;
  readonly value: Plain;
}

/**
 * Field by field the latest write, `tags` and `descriptors` united. A value that some other head saw and
 * replaced is out of the running, however late its stamp, so an old tag does not come back because
 * someone else edited the title.
 */
export const mergeFields = (heads: readonly Version[]): FieldView => {
  const names = new Set(heads.flatMap((head) => Object.keys(head.body ?? {})));
  const fields: Record<string, Plain> = {};
  const stamps: Record<string, Stamp> = {};
  const united: string[] = [];
  for (const name of [...names].sort()) {
    const candidates = standingCandidates(heads, name);
    const [latest] = candidates;
    if (latest === undefined) continue;
    const union = candidates.length > 1 ? uniteValues(name, candidates) : null;
    fields[name] = union ?? latest.value;
    stamps[name] = latest.stamp;
    if (union !== null && !isSameValue(union, latest.value)) united.push(name);
  }
  return { fields, stamps, united };
};

/** One candidate for each different write of `field` that no other head saw and replaced, the latest first. */
const standingCandidates = (heads: readonly Version[], field: string): readonly Candidate[] => {
  const all = heads
    .flatMap((head): readonly Candidate[] => {
      const value = Object.hasOwn(head.body ?? {}, field) ? head.body?.[field] : undefined;
      return value === undefined ? [] : [{ head, stamp: stampOf(head, field), value }];
    })
    .sort(compareCandidates);
  const distinct = all.filter(
    (candidate, i) => i === 0 || !isSameWrite(candidate, all[i - 1] ?? candidate),
  );
  const standing = distinct.filter(
    (candidate) => !distinct.some((other) => isReplacedBy(candidate, other)),
  );
  // Only vectors that lie can leave none standing.
  return standing.length > 0 ? standing : distinct;
};

/** Whether the head of `other` had seen the write of `candidate` and holds another one. */
const isReplacedBy = (candidate: Candidate, other: Candidate): boolean =>
  !isSameStamp(candidate.stamp, other.stamp) &&
  hasSeen(other.head, candidate.stamp.author, candidate.stamp.counter);

const isSameWrite = (a: Candidate, b: Candidate): boolean =>
  isSameStamp(a.stamp, b.stamp) && isSameValue(a.value, b.value);

/** The latest first; where an author lied and one stamp has two values, by their encoding. */
const compareCandidates = (a: Candidate, b: Candidate): number =>
  compareStamps(b.stamp, a.stamp) || compareBytes(encodeCbor(b.value), encodeCbor(a.value));

const isSameValue = (a: Plain, b: Plain): boolean =>
  compareBytes(encodeCbor(a), encodeCbor(b)) === 0;

/** The union of `candidates` for the fields that unite, `null` for all others and for values of another shape. */
const uniteValues = (field: string, candidates: readonly Candidate[]): Plain | null => {
  const lists = candidates.map((candidate) => candidate.value);
  if (field === 'tags' && lists.every(isTextList)) {
    return [...new Set(lists.flat())].sort();
  }
  if (field === 'descriptors' && lists.every(isNamedList)) {
    const byName = new Map<string, Named>();
    // The latest comes last and so decides the weight of a name that several heads have.
    for (const named of [...lists].reverse().flat()) byName.set(named.name, named);
    return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
  return null;
};

type Named = { readonly [key: string]: Plain; readonly name: string };

const isTextList = (value: Plain): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

const isNamedList = (value: Plain): value is readonly Named[] =>
  Array.isArray(value) && value.every(isNamed);

const isNamed = (value: Plain): value is Named =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as PlainObject)['name'] === 'string';

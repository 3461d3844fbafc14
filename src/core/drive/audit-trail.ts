import type { ActId } from '../base/ids.ts';
import type { PlainObject } from '../base/plain.ts';
import type { ActHead } from '../catalog/act-records.ts';
import { describeAct, wordsOfActs } from './describe-act.ts';
import type { DriveParts } from './drive-parts.ts';
import { readActs } from './read-acts.ts';
import { RELEARN_VERB } from './relearn-service.ts';

/** One line of the audit trail: an act, or all acts of a group. */
export interface AuditEntry {
  /** Of the newest of its acts. */
  readonly id: ActId;
  /** When the newest of its acts was done. */
  readonly at: string;
  /** What was done, in words. */
  readonly label: string;
  readonly verb: string;
  readonly facts: PlainObject;
  /** The device and epoch that did it. */
  readonly author: string;
  /** How many entities it changed. */
  readonly changes: number;
  /** Whether it was taken back since. */
  readonly undone: boolean;
}

/** What the drive notes for itself; nobody did it. */
const BOOKKEEPING = new Set(['import-queue', 'import-note', RELEARN_VERB]);

/** Whether a person did it, so that it stands in the history and can be taken back. */
export const isDoneByPerson = ({ verb }: Pick<ActHead, 'verb'>): boolean =>
  !BOOKKEEPING.has(verb);

/**
 * The newest `limit` lines. The acts of a group stand together where its newest stands, so an import is
 * one line however many acts it took; only where it goes on behind the last line does that line not
 * count all of it yet.
 */
export const readTrail = async (
  catalog: DriveParts['catalog'],
  limit: number,
  turnedBack: ReadonlySet<ActId>,
): Promise<readonly AuditEntry[]> => {
  const lines = new Map<string, [ActHead, ...ActHead[]]>();
  for await (const batch of readActs(catalog, { reverse: true })) {
    for (const { act } of batch) {
      if (!isDoneByPerson(act)) continue;
      const line = act.group === null || act.undo !== null ? act.id : `group ${act.group}`;
      const known = lines.get(line);
      if (known !== undefined) known.push(act);
      else if (lines.size === limit) return toEntries(lines, turnedBack);
      else lines.set(line, [act]);
    }
  }
  return toEntries(lines, turnedBack);
};

const toEntries = (
  lines: ReadonlyMap<string, readonly [ActHead, ...ActHead[]]>,
  turnedBack: ReadonlySet<ActId>,
): readonly AuditEntry[] => [...lines.values()].map((acts) => actsToLine(acts, turnedBack));

/** One line of acts, the newest of them first. */
export const actsToLine = (
  acts: readonly [ActHead, ...ActHead[]],
  turnedBack: ReadonlySet<ActId>,
): AuditEntry => {
  const what = wordsOfActs(acts.toReversed());
  const [{ id, at, author }] = acts;
  return {
    ...what,
    id,
    at,
    author,
    label: describeAct(what),
    changes: acts.reduce((sum, act) => sum + act.changes, 0),
    undone: acts.some((act) => turnedBack.has(act.id)),
  };
};

/** A line of an item's history as the screens say it: pure. */
import type { AuditEntry } from '../../core/drive/audit-trail.ts';
import { PATCH_FIELDS } from '../../core/media/media-patch.ts';

/** The acts that the screens have words for; whatever else there is, is 'other'. */
const VERBS = ['import', 'edit', 'move', 'copy', 'remove', 'restore', 'undo', 'redo'] as const;

/** What was done, to which fields, and where to. */
export interface HistoryAct {
  readonly verb: (typeof VERBS)[number] | 'other';
  readonly fields: readonly (typeof PATCH_FIELDS)[number][];
  /** The collection that it went to, `''` for the root and where it went nowhere. */
  readonly path: string;
}

/** An entry of the audit trail in terms of the screens; facts of another version are left out. */
export const actOfEntry = ({ verb, facts }: Pick<AuditEntry, 'verb' | 'facts'>): HistoryAct => {
  const { fields, toPath } = facts;
  const named = Array.isArray(fields)
    ? PATCH_FIELDS.filter((name) => fields.includes(name))
    : [];
  const known = VERBS.find((one) => one === verb) ?? 'other';
  return {
    verb: known === 'edit' && named.length === 0 ? 'other' : known,
    fields: named,
    path: typeof toPath === 'string' ? toPath : '',
  };
};

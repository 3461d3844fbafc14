import { concatBytes } from '../base/bytes.ts';
import { decodeCbor } from '../base/cbor.ts';
import type { Plain, PlainObject } from '../base/plain.ts';
import type { JournalDamage, JournalPosition, JournalRecord } from './journal.ts';
import { isFrameAt, scanSegment, type ScannedAct, type SegmentSource } from './segment-scan.ts';

/** A segment as replay reads it. */
export interface ReplaySegment {
  /** Its bytes up to the end of what is durable. */
  readonly source: SegmentSource;
  /** Whether acts of a snapshot count here: in the first segment only. */
  readonly hasSnapshot: boolean;
}

/**
 * The acts of `chain` from `from` on, or from its start where `from` is `null` or no place between two
 * acts; what is damaged begins at such a place too. Tells `report` of everything that cannot be read.
 */
export async function* replaySegments(
  chain: readonly ReplaySegment[],
  from: JournalPosition | null,
  known: readonly JournalDamage[],
  report: (damage: JournalDamage) => void,
): AsyncGenerator<JournalRecord, void, undefined> {
  const start = await startIn(chain, from, known);
  for (const { source, hasSnapshot } of chain.slice(start.index)) {
    const offset = source.segment === start.segment ? start.offset : 0;
    for await (const item of scanSegment(source, offset)) {
      if (item.type !== 'act') {
        const end = item.type === 'torn' ? source.sizeBytes : item.end;
        report(toDamage(source, item.start, end));
        continue;
      }
      if (item.kind === 'snapshot-end' || (item.kind === 'snapshot' && !hasSnapshot)) continue;
      const entries = actToEntries(item);
      if (entries === null) report(toDamage(source, item.start, item.end));
      else yield { entries, position: { segment: source.segment, offset: item.end } };
    }
  }
}

const startIn = async (
  chain: readonly ReplaySegment[],
  from: JournalPosition | null,
  known: readonly JournalDamage[],
) => {
  const fromStart = { index: 0, segment: chain[0]?.source.segment ?? 0, offset: 0 };
  const index = chain.findIndex(({ source }) => source.segment === from?.segment);
  const found = chain[index];
  if (from === null || found === undefined || from.offset > found.source.sizeBytes) {
    return fromStart;
  }
  const isBetweenActs =
    from.offset === found.source.sizeBytes ||
    known.some(({ segment, offset }) => segment === from.segment && offset === from.offset) ||
    (await isFrameAt(found.source, from.offset));
  return isBetweenActs ? { index, ...from } : fromStart;
};

const actToEntries = (act: ScannedAct): readonly PlainObject[] | null => {
  const [only, ...more] = act.pieces;
  const payload = only !== undefined && more.length === 0 ? only : concatBytes(act.pieces);
  const decoded = decodeCbor(payload);
  return decoded.ok && isEntries(decoded.value) ? decoded.value : null;
};

const isEntries = (value: Plain): value is readonly PlainObject[] =>
  Array.isArray(value) &&
  value.every((entry: unknown) => typeof entry === 'object' && !Array.isArray(entry));

const toDamage = (source: SegmentSource, offset: number, end: number): JournalDamage => ({
  segment: source.segment,
  offset,
  lengthBytes: end - offset,
  isTail: end === source.sizeBytes,
});

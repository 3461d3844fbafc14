import type { JournalDamage, JournalPosition } from './journal.ts';
import {
  scanSegment,
  type ScannedAct,
  type ScannedDamage,
  type SegmentSource,
} from './segment-scan.ts';
import { chainCrc, parseSnapshotEnd } from './snapshot-end.ts';

/** What a segment holds, as far as recovery must know. */
export interface SegmentSummary {
  readonly source: SegmentSource;
  /** Where the next act goes: behind all but what a crash in mid-write left. */
  readonly end: number;
  readonly nextAct: number;
  /** 'broken': begun, but not ended by a count and a checksum that fit. */
  readonly snapshot: 'none' | 'complete' | 'broken';
  /** The offset behind a complete snapshot, else 0. */
  readonly snapshotEnd: number;
  /** The log that a complete snapshot stands for, else `null`. */
  readonly covers: JournalPosition | null;
  /** Whether anything was appended, behind a snapshot or without one. */
  readonly hasChanges: boolean;
  readonly damage: readonly JournalDamage[];
}

/** Reads a whole segment and sums it up. */
export const summariseSegment = async (source: SegmentSource): Promise<SegmentSummary> => {
  const damage: ScannedDamage[] = [];
  const snapshot = new SnapshotCheck();
  let end = source.sizeBytes;
  let lastAct: ScannedAct | null = null;
  let hasChanges = false;
  for await (const item of scanSegment(source)) {
    if (item.type === 'torn') end = item.start;
    else if (item.type === 'damage') damage.push(item);
    else {
      lastAct = item;
      if (item.kind === 'change') hasChanges = true;
      else snapshot.see(item);
    }
  }
  const lastGood = lastAct?.end ?? 0;
  return {
    source,
    end,
    nextAct: (lastAct?.act ?? -1) + 1,
    ...snapshot.result(damage),
    hasChanges,
    damage: damage.map((stretch) => ({
      segment: source.segment,
      offset: stretch.start,
      lengthBytes: stretch.end - stretch.start,
      isTail: stretch.start >= lastGood,
    })),
  };
};

/** Counts the acts of a snapshot and compares them with what its end says. */
class SnapshotCheck {
  private count = 0;
  private crc = 0;
  private end: { readonly offset: number; readonly covers: JournalPosition } | null = null;

  see(act: ScannedAct): void {
    if (act.kind === 'snapshot-end') {
      const told = act.pieces[0] === undefined ? null : parseSnapshotEnd(act.pieces[0]);
      const fits = told?.count === this.count && told.crc === this.crc;
      this.end = fits ? { offset: act.end, covers: told.covers } : null;
    } else this.crc = act.crcs.reduce(chainCrc, this.crc);
    this.count++;
  }

  result(
    damage: readonly ScannedDamage[],
  ): Pick<SegmentSummary, 'snapshot' | 'snapshotEnd' | 'covers'> {
    const { end, count } = this;
    if (end !== null && damage.every((stretch) => stretch.start >= end.offset)) {
      return { snapshot: 'complete', snapshotEnd: end.offset, covers: end.covers };
    }
    return { snapshot: count > 0 ? 'broken' : 'none', snapshotEnd: 0, covers: null };
  }
}

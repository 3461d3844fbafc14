import type { Disk } from '../storage/disk.ts';
import type { JournalDamage } from './journal.ts';
import { summariseSegment, type SegmentSummary } from './segment-summary.ts';

/** What a start finds in the directory of a journal. */
export interface Recovered {
  /** The segments that replay reads, oldest first; the last one is the live one. Never empty. */
  readonly chain: readonly SegmentSummary[];
  /** Segments that the snapshot at the start of the chain stands for; they may go. */
  readonly obsolete: readonly number[];
  /** Segments behind the live one that nothing was appended to: what a broken compaction left in them counts for nothing. */
  readonly spare: readonly SegmentSummary[];
  readonly damage: readonly JournalDamage[];
}

/** The file of a segment: eight digits, so that names sort. */
export const segmentPath = (directory: string, segment: number): string =>
  `${directory}/${String(segment).padStart(8, '0')}.log`;

/**
 * Finds the newest snapshot that counts and the segments behind it; `null` for an empty directory. A
 * snapshot counts if it is complete, and was gone on from or stands for all that lies before it. Else
 * the compaction that wrote it never ended, and the segments before it are the truth.
 */
export const recoverSegments = async (
  disk: Disk,
  directory: string,
): Promise<Recovered | null> => {
  const numbers = await listSegments(disk, directory);
  const read: SegmentSummary[] = [];
  for (const segment of numbers.toReversed()) {
    const path = segmentPath(directory, segment);
    const sizeBytes = (await disk.size(path)) ?? 0;
    const summary = await summariseSegment({ disk, path, segment, sizeBytes });
    if (read[0]?.snapshot === 'complete' && coversAll(read[0], summary)) break;
    read.unshift(summary);
    if (summary.snapshot === 'complete' && summary.hasChanges) break;
  }
  return read.length === 0 ? null : sortOut(read, numbers);
};

const SEGMENT_NAME = /^([0-9]{8})\.log$/;

/** Numbers of the segments in the directory, ascending. */
export const listSegments = async (
  disk: Disk,
  directory: string,
): Promise<readonly number[]> => {
  const entries = await disk.list(directory);
  return entries
    .flatMap(({ name, kind }) => (kind === 'file' ? (SEGMENT_NAME.exec(name)?.[1] ?? []) : []))
    .map(Number)
    .sort((a, b) => a - b);
};

/** Whether the snapshot of `newer` stands for all of the segment before it. */
const coversAll = ({ covers }: SegmentSummary, older: SegmentSummary): boolean =>
  covers?.segment !== older.source.segment || covers.offset >= older.end;

/** `read` begins with the segment to start from; later ones count for what was appended to them. */
const sortOut = (read: readonly SegmentSummary[], numbers: readonly number[]): Recovered => {
  const live = Math.max(
    0,
    read.findLastIndex((summary) => summary.hasChanges),
  );
  const chain = read.slice(0, live + 1);
  const first = chain[0]?.source.segment ?? 1;
  return {
    chain,
    obsolete: numbers.filter((segment) => segment < first),
    spare: read.slice(live + 1),
    damage: [...missingSegments(chain), ...chain.flatMap((summary) => summary.damage)],
  };
};

/** Segments that must have been before those of `chain` or between them, and are gone. */
const missingSegments = (chain: readonly SegmentSummary[]): readonly JournalDamage[] =>
  chain.flatMap(({ source, snapshot }, i) => {
    const before = chain[i - 1]?.source.segment ?? (snapshot === 'none' ? 0 : null);
    const isGap = before !== null && source.segment > before + 1;
    return isGap
      ? [{ segment: source.segment - 1, offset: 0, lengthBytes: 0, isTail: false }]
      : [];
  });

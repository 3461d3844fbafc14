import type { Disk } from '../storage/disk.ts';
import type { JournalCheckpoint, SegmentMark } from './journal.ts';
import { listSegments, type Recovered, segmentPath } from './recovery.ts';
import { scanSegment, type SegmentSource } from './segment-scan.ts';
import type { SegmentSummary } from './segment-summary.ts';

/**
 * The state of a journal from a checkpoint and the bytes behind it; `null` where they do not fit each
 * other in every respect, and the whole journal has to be read.
 */
export const recoverFromCheckpoint = async (
  disk: Disk,
  directory: string,
  { segments }: JournalCheckpoint,
): Promise<Recovered | null> => {
  const live = segments.at(-1);
  const numbers = await listSegments(disk, directory);
  if (live === undefined || !segments.every(({ segment }) => numbers.includes(segment))) {
    return null;
  }
  const first = segments[0]?.segment ?? live.segment;
  const between = numbers.filter((number) => number >= first && number <= live.segment);
  if (between.length !== segments.length) return null;
  const chain: SegmentSummary[] = [];
  for (const mark of segments) {
    const source = await sourceOf(disk, directory, mark.segment);
    const summary = await summariseTail(source, mark, mark === live);
    if (summary === null) return null;
    chain.push(summary);
  }
  const spare = await emptySpares(disk, directory, numbers, live.segment);
  const obsolete = numbers.filter((number) => number < first);
  return spare === null ? null : { chain, obsolete, spare, damage: [] };
};

const sourceOf = async (
  disk: Disk,
  directory: string,
  segment: number,
): Promise<SegmentSource> => {
  const path = segmentPath(directory, segment);
  return { disk, path, segment, sizeBytes: (await disk.size(path)) ?? 0 };
};

/** The mark, and what was appended behind it, which only the live segment may have. */
const summariseTail = async (
  source: SegmentSource,
  mark: SegmentMark,
  isLive: boolean,
): Promise<SegmentSummary | null> => {
  if (source.sizeBytes < mark.end || (!isLive && source.sizeBytes > mark.end)) return null;
  let { end, nextAct } = mark;
  for await (const item of scanSegment(source, mark.end)) {
    if (item.type === 'torn') break;
    if (item.type === 'damage' || item.kind !== 'change') return null;
    end = item.end;
    nextAct = item.act + 1;
  }
  return {
    source,
    end,
    nextAct,
    snapshot: mark.covers === null ? 'none' : 'complete',
    snapshotEnd: mark.snapshotEnd,
    covers: mark.covers,
    hasChanges: true,
    damage: [],
  };
};

/** Segments made ahead of their use; one that holds anything is a matter for a full recovery. */
const emptySpares = async (
  disk: Disk,
  directory: string,
  numbers: readonly number[],
  live: number,
): Promise<readonly SegmentSummary[] | null> => {
  const spares: SegmentSummary[] = [];
  for (const segment of numbers.filter((number) => number > live)) {
    const source = await sourceOf(disk, directory, segment);
    if (source.sizeBytes > 0) return null;
    spares.push({
      source,
      end: 0,
      nextAct: 0,
      snapshot: 'none',
      snapshotEnd: 0,
      covers: null,
      hasChanges: false,
      damage: [],
    });
  }
  return spares;
};

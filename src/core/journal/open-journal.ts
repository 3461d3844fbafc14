import type { Clock } from '../base/clock.ts';
import { HmError, isHmError } from '../base/hm-error.ts';
import type { PlainObject } from '../base/plain.ts';
import type { Breathe } from '../base/stretches.ts';
import type { Disk } from '../storage/disk.ts';
import { createReserve, type Reserve } from '../storage/reserve.ts';
import { ActQueue } from './act-queue.ts';
import { recoverFromCheckpoint } from './checkpoint.ts';
import type { Payload } from './frame.ts';
import type {
  Journal,
  JournalCheckpoint,
  JournalDamage,
  JournalPosition,
  JournalRecord,
} from './journal.ts';
import { recoverSegments, segmentPath, type Recovered } from './recovery.ts';
import { replaySegments, type ReplaySegment } from './replay.ts';
import { SegmentFile } from './segment-file.ts';
import { summariseSegment, type SegmentSummary } from './segment-summary.ts';
import { writeSnapshot } from './snapshot-writer.ts';

/** How long the name of a file may be forgotten by a power cut after it was made. */
export const SETTLE_MS = 60_000;

/** What a journal stands on. */
export interface JournalOptions {
  readonly disk: Disk;
  /** The directory that holds its segments and its reserve, and nothing else. */
  readonly directory: string;
  readonly clock: Clock;
  /** How old a name must be to be trusted; `SETTLE_MS` unless told. */
  readonly settleMs?: number;
  /** How much room is kept for acts that find the disk full; none unless told. */
  readonly reserveBytes?: number;
  /**
   * For a disk that copies a file to flush it: a batch begins the next segment once the live one is that
   * long, so that what an act costs does not grow with the journal. No bound unless told.
   */
  readonly segmentBytes?: number;
  /** What an earlier run knew: the bytes up to there are not read again. */
  readonly checkpoint?: JournalCheckpoint | null;
  /** Lets others of this thread work while a large act is encoded and written; nobody unless told. */
  readonly breathe?: Breathe;
}

/**
 * Opens the journal in a directory, or begins one. Reads what lies behind the checkpoint (every segment
 * that counts where there is none that fits), cuts off what a crash in mid-write left, and makes what it
 * found durable before it answers.
 */
export const openJournal = async (options: JournalOptions): Promise<Journal> => {
  const { disk, directory } = options;
  const { checkpoint = null } = options;
  const known = checkpoint && (await recoverFromCheckpoint(disk, directory, checkpoint));
  const recovered = known ?? (await recoverSegments(disk, directory));
  const live = await openLive(options, recovered);
  for (const summary of recovered?.chain.slice(0, -1) ?? []) await flushPath(disk, summary);
  for (const summary of recovered?.spare ?? []) await emptySpare(disk, summary);
  for (const segment of recovered?.obsolete ?? []) {
    await disk.remove(segmentPath(directory, segment));
  }
  const journal = new SegmentedJournal(options, live, recovered);
  await journal.prepareStandby();
  return journal;
};

const NO_BREATH: Breathe = () => Promise.resolve();

/** Opens the live segment for writing; what recovery read in it may be unflushed yet, so flushes it. */
const openLive = async (
  { disk, directory, breathe = NO_BREATH }: JournalOptions,
  recovered: Recovered | null,
): Promise<SegmentFile> => {
  const summary = recovered?.chain.at(-1);
  const segment = summary?.source.segment ?? 1;
  const file = await disk.open(segmentPath(directory, segment), { create: true });
  if (summary !== undefined && summary.end < summary.source.sizeBytes) {
    await file.truncate(summary.end);
  }
  await file.flush();
  return new SegmentFile(segment, file, summary ?? { end: 0, nextAct: 0 }, breathe);
};

const flushPath = async (disk: Disk, { source }: SegmentSummary): Promise<void> => {
  const file = await disk.open(source.path, { create: false });
  await file.flush();
  await file.close();
};

const emptySpare = async (disk: Disk, { source }: SegmentSummary): Promise<void> => {
  if (source.sizeBytes === 0) return;
  const file = await disk.open(source.path, { create: false });
  await file.truncate(0);
  await file.flush();
  await file.close();
};

/** A segment before the live one that replay still reads. */
interface SealedSegment {
  readonly segment: number;
  readonly endOffset: number;
  readonly nextAct: number;
}

class SegmentedJournal implements Journal {
  private readonly options: JournalOptions;
  private readonly settleMs: number;
  private readonly reserve: Reserve;
  private readonly breathe: Breathe;
  private readonly queue: ActQueue;
  private readonly found: JournalDamage[];
  private live: SegmentFile;
  private sealed: readonly SealedSegment[];
  private snapshotBytes: number;
  private covers: JournalPosition | null;
  /** The next segment: an empty file, and since when its name is there (`null`: from an earlier run). */
  private standby: { readonly segment: number; readonly sinceMs: number | null } | null = null;
  /** Segments that the last snapshot stands for, and since when. */
  private retired: { readonly segments: readonly number[]; readonly sinceMs: number } | null =
    null;
  private isClosed = false;
  private compaction: Promise<JournalPosition> | null = null;

  constructor(options: JournalOptions, live: SegmentFile, recovered: Recovered | null) {
    const [base] = recovered?.chain ?? [];
    const { disk, directory, clock, reserveBytes: sizeBytes = 0 } = options;
    this.options = options;
    this.breathe = options.breathe ?? NO_BREATH;
    this.queue = new ActQueue(
      () => this.segmentForBatch(),
      () => this.makeRoom(),
      this.breathe,
    );
    this.reserve = createReserve({ disk, path: `${directory}/reserve`, sizeBytes, clock });
    this.settleMs = options.settleMs ?? SETTLE_MS;
    this.live = live;
    this.found = [...(recovered?.damage ?? [])];
    this.sealed = (recovered?.chain.slice(0, -1) ?? []).map(({ source, end, nextAct }) => ({
      segment: source.segment,
      endOffset: end,
      nextAct,
    }));
    this.snapshotBytes = base?.snapshotEnd ?? 0;
    this.covers = base?.covers ?? null;
    const spare = recovered?.spare.find(({ source }) => source.segment === live.number + 1);
    if (spare !== undefined) this.standby = { segment: live.number + 1, sinceMs: null };
  }

  get damage(): readonly JournalDamage[] {
    return this.found;
  }

  async append(entries: readonly PlainObject[]): Promise<JournalPosition> {
    this.assertOpen();
    const position = await this.queue.append(entries);
    await this.removeRetired();
    await this.reserve.refill();
    return position;
  }

  makeRoom(): Promise<boolean> {
    return this.reserve.release();
  }

  replay(from: JournalPosition | null): AsyncIterable<JournalRecord> {
    this.assertOpen();
    return replaySegments(this.chain(), this.behindSnapshot(from), this.found, (damage) => {
      this.report(damage);
    });
  }

  holds(position: JournalPosition): boolean {
    const place = this.behindSnapshot(position) ?? position;
    const source = this.chain().find((known) => known.source.segment === place.segment)?.source;
    return source !== undefined && place.offset <= source.sizeBytes;
  }

  standsFor({ segment, offset }: JournalPosition): boolean {
    const { covers } = this;
    if (covers === null) return false;
    return segment < covers.segment || (segment === covers.segment && offset <= covers.offset);
  }

  end(): JournalPosition {
    return { segment: this.live.number, offset: this.live.end };
  }

  sizeBytes(): number {
    return this.sealed.reduce((sum, { endOffset }) => sum + endOffset, this.live.end);
  }

  liveBytes(): number {
    return this.snapshotBytes;
  }

  checkpoint(): JournalCheckpoint {
    const chain = [
      ...this.sealed.map(({ segment, endOffset: end, nextAct }) => ({ segment, end, nextAct })),
      { segment: this.live.number, end: this.live.end, nextAct: this.live.nextAct },
    ];
    const none = { snapshotEnd: 0, covers: null };
    const base = { snapshotEnd: this.snapshotBytes, covers: this.covers };
    return { segments: chain.map((mark, i) => ({ ...mark, ...(i === 0 ? base : none) })) };
  }

  async check(): Promise<readonly JournalDamage[]> {
    this.assertOpen();
    for (const { source } of this.chain()) {
      const { damage } = await summariseSegment(source);
      for (const stretch of damage) this.report(stretch);
    }
    return this.found;
  }

  async compact(snapshot: AsyncIterable<PlainObject>): Promise<JournalPosition> {
    this.assertOpen();
    if (this.compaction !== null) {
      throw new HmError('busy', 'The journal is being compacted. Wait for that to end.');
    }
    // Nothing may come before the hold: an act that is answered in between would be in no snapshot.
    this.compaction = this.queue.holdFor(async (carried) => {
      await this.removeRetired();
      return this.startOver(await this.settledStandby(), snapshot, carried);
    });
    try {
      return await this.compaction;
    } finally {
      this.compaction = null;
    }
  }

  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    await Promise.allSettled([this.compaction]);
    await this.queue.idle();
    await this.live.close();
  }

  /** Makes the next segment ahead of its use, so that its name has aged by then. Tried again where the disk refuses. */
  async prepareStandby(): Promise<void> {
    if (this.standby !== null) return;
    const { disk, directory, clock } = this.options;
    const segment = this.live.number + 1;
    try {
      const file = await disk.open(segmentPath(directory, segment), { create: true });
      await file.close();
      this.standby = { segment, sinceMs: clock.nowMs() };
    } catch (error) {
      if (!isHmError(error)) throw error;
    }
  }

  /** The live segment, or the one after it where that is long. A disk that refuses another file keeps it. */
  private async segmentForBatch(): Promise<SegmentFile> {
    const { segmentBytes = Infinity } = this.options;
    if (this.live.end < segmentBytes || !this.live.isClean) return this.live;
    try {
      await this.goOnInNext();
    } catch (error) {
      if (!isHmError(error)) throw error;
    }
    return this.live;
  }

  private async goOnInNext(): Promise<void> {
    const { disk, directory } = this.options;
    const { number, end: endOffset, nextAct } = this.live;
    const file = await disk.open(segmentPath(directory, number + 1), { create: true });
    const next = new SegmentFile(number + 1, file, { end: 0, nextAct: 0 }, this.breathe);
    await next.cutBack(0);
    await this.live.close();
    this.sealed = [...this.sealed, { segment: number, endOffset, nextAct }];
    this.live = next;
    this.standby = null;
    await this.prepareStandby();
  }

  /** Writes the snapshot into the next segment and, once it is flushed, goes on there. */
  private async startOver(
    segment: number,
    entries: AsyncIterable<PlainObject>,
    carried: readonly Payload[],
  ): Promise<JournalPosition> {
    const { disk, directory, clock } = this.options;
    const file = await disk.open(segmentPath(directory, segment), { create: true });
    const next = new SegmentFile(segment, file, { end: 0, nextAct: 0 }, this.breathe);
    const covers = this.end();
    try {
      await next.cutBack(0);
      await writeSnapshot(next, { entries, carried, covers }, this.breathe);
    } catch (error) {
      await next.cutBack(0);
      await next.close();
      throw error;
    }
    await this.live.close();
    const segments = [...this.sealed.map((old) => old.segment), this.live.number];
    this.retired = { segments, sinceMs: clock.nowMs() };
    this.sealed = [];
    this.live = next;
    this.snapshotBytes = next.end;
    this.covers = covers;
    this.standby = null;
    await this.prepareStandby();
    return this.end();
  }

  private async settledStandby(): Promise<number> {
    await this.prepareStandby();
    const ageMs = this.ageOf(this.standby?.sinceMs ?? null);
    if (this.standby !== null && ageMs >= this.settleMs) return this.standby.segment;
    const waitMs = this.standby === null ? this.settleMs : this.settleMs - ageMs;
    throw new HmError(
      'too-early',
      `The next segment of the journal is too young to be trusted. Compact in ${waitMs} ms.`,
      { waitMs },
    );
  }

  /** Removes what the last snapshot stands for once the name of its segment cannot be forgotten any more. */
  private async removeRetired(): Promise<void> {
    const { retired } = this;
    if (retired === null || this.ageOf(retired.sinceMs) < this.settleMs) return;
    this.retired = null;
    const { disk, directory } = this.options;
    try {
      for (const segment of retired.segments)
        await disk.remove(segmentPath(directory, segment));
    } catch (error) {
      // What an act needs is done; the next start removes what is left.
      if (!isHmError(error)) throw error;
    }
  }

  private ageOf(sinceMs: number | null): number {
    return sinceMs === null ? Infinity : this.options.clock.nowMs() - sinceMs;
  }

  private chain(): readonly ReplaySegment[] {
    const { disk, directory } = this.options;
    const all = [...this.sealed, { segment: this.live.number, endOffset: this.live.end }];
    return all.map(({ segment, endOffset }, i) => ({
      source: { disk, path: segmentPath(directory, segment), segment, sizeBytes: endOffset },
      hasSnapshot: i === 0,
    }));
  }

  /** Someone who had read all that the snapshot stands for goes on behind it. */
  private behindSnapshot(from: JournalPosition | null): JournalPosition | null {
    const { covers } = this;
    const hadAll =
      covers?.segment === from?.segment && (from?.offset ?? 0) >= (covers?.offset ?? 0);
    if (from === null || covers === null || !hadAll) return from;
    return { segment: this.firstSegment(), offset: this.snapshotBytes };
  }

  private firstSegment(): number {
    return this.sealed[0]?.segment ?? this.live.number;
  }

  private report(damage: JournalDamage): void {
    const isKnown = this.found.some(
      (known) => known.segment === damage.segment && known.offset === damage.offset,
    );
    if (!isKnown) this.found.push(damage);
  }

  private assertOpen(): void {
    if (this.isClosed) throw new HmError('closed', 'The journal is closed. Open it again.');
  }
}

import type { PlainObject } from '../base/plain.ts';

/** A place between two acts: the bytes before `offset` of segment `segment`, and all earlier segments. */
export type JournalPosition = { readonly segment: number; readonly offset: number };

/** What was known of one segment of the chain when it was last read or written. */
export type SegmentMark = {
  readonly segment: number;
  readonly end: number;
  readonly nextAct: number;
  readonly snapshotEnd: number;
  readonly covers: JournalPosition | null;
};

/**
 * What the next start may believe without reading it again: every segment of the chain, oldest first, up
 * to an end that was durable. Plain data, kept by whoever keeps the catalogue; older ones serve as well.
 */
export type JournalCheckpoint = { readonly segments: readonly SegmentMark[] };

/**
 * Bytes of a segment that could not be read, or a segment gone whole (`lengthBytes` 0). `isTail` where
 * nothing readable follows: a power cut leaves the like of acts that were never acknowledged.
 */
export type JournalDamage = {
  readonly segment: number;
  readonly offset: number;
  readonly lengthBytes: number;
  readonly isTail: boolean;
};

/** What replay yields: the entries of one act (or of one piece of a snapshot), and the place behind it. */
export interface JournalRecord {
  readonly entries: readonly PlainObject[];
  readonly position: JournalPosition;
}

/**
 * The append-only log that everything else is made from (docs/spec/journal.md has the rules).
 * Failures reject with `HmError`: 'quota-exceeded', 'io-failed', 'busy', 'closed'.
 */
export interface Journal {
  /**
   * Writes `entries` as one act: replay yields all of them or none. Resolves with the place behind the
   * act once it is flushed. Calls made while a flush runs are written together and share the next one.
   * Where the write or the flush fails, every call of that batch rejects and the journal stays usable.
   */
  append(entries: readonly PlainObject[]): Promise<JournalPosition>;
  /**
   * Gives the room that is kept for a full disk to whoever needs it to take in what was appended; whether
   * there was any. `append` asks for it by itself, and keeps room again later.
   */
  makeRoom(): Promise<boolean>;
  /**
   * Acts in the order of their writing, up to the end at the time of asking. Goes on behind `from` where
   * `holds(from)`; else, as with `null`, it starts over from the snapshot. Never rejects for damaged
   * bytes: it skips them and `damage` tells of them.
   */
  replay(from: JournalPosition | null): AsyncIterable<JournalRecord>;
  /** Whether `position` is a place that this journal can go on from; not so for one compacted or lost. */
  holds(position: JournalPosition): boolean;
  /**
   * Whether the snapshot at its start stands for all acts up to `position`: who read so far has missed what
   * came since, and nothing of what they read is gone from here.
   */
  standsFor(position: JournalPosition): boolean;
  /** The place behind the last act that is durable. */
  end(): JournalPosition;
  /** Bytes that a replay from the start reads. */
  sizeBytes(): number;
  /** Bytes of the snapshot at the start, 0 before the first compaction: what the heads took then. */
  liveBytes(): number;
  /**
   * Starts over from `snapshot`, in a segment of its own. The snapshot must hold all that acts resolved
   * before this call have made; acts that had not resolved are kept behind it, and calls made meanwhile
   * wait. Resolves with the place behind the snapshot. Where it fails, the journal goes on as it was.
   * Rejects 'too-early' (facts: `waitMs`) while the name of the next segment is younger than `settleMs`.
   */
  compact(snapshot: AsyncIterable<PlainObject>): Promise<JournalPosition>;
  /** What the next start may believe without reading it again. */
  checkpoint(): JournalCheckpoint;
  /** Reads all of it anew, for a start that believed a checkpoint; what is damaged. */
  check(): Promise<readonly JournalDamage[]>;
  /** What could not be read so far; grows as replay finds more. */
  readonly damage: readonly JournalDamage[];
  /** Waits for what is being written, then lets go of the files; calls that come later reject 'closed'. */
  close(): Promise<void>;
}

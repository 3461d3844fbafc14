import { isHmError } from '../base/hm-error.ts';
import type { PlainObject } from '../base/plain.ts';
import type { Breathe } from '../base/stretches.ts';
import type { Payload } from './frame.ts';
import type { JournalPosition } from './journal.ts';
import { encodeAtOnce, encodePayload } from './payload.ts';
import type { SegmentFile } from './segment-file.ts';

/** An act on its way to the disk. */
interface QueuedAct {
  readonly entries: readonly PlainObject[];
  /** `null` until its turn comes, for one that takes long to encode. */
  payload: Payload | null;
  readonly resolve: (position: JournalPosition) => void;
  readonly reject: (error: unknown) => void;
  isWritten: boolean;
}

type EncodedQueuedAct = QueuedAct & { readonly payload: Payload };

/** Group commit: what arrives while one batch is flushed makes up the next one. */
export class ActQueue {
  private readonly live: () => Promise<SegmentFile>;
  private readonly makeRoom: () => Promise<boolean>;
  private readonly breathe: Breathe;
  private waiting: QueuedAct[] = [];
  private inFlight: readonly QueuedAct[] = [];
  private running: Promise<void> | null = null;
  private isHeld = false;

  /** `live` is asked anew for each batch, `makeRoom` when the disk is full: whether it is worth another try. */
  constructor(
    live: () => Promise<SegmentFile>,
    makeRoom: () => Promise<boolean>,
    breathe: Breathe,
  ) {
    this.live = live;
    this.makeRoom = makeRoom;
    this.breathe = breathe;
  }

  /**
   * Encodes few entries at once, so that later changes to them do not matter; many when their turn comes, so they
   * must stay as they are. Resolves once flushed.
   */
  append(entries: readonly PlainObject[]): Promise<JournalPosition> {
    const payload = encodeAtOnce(entries);
    return new Promise((resolve, reject) => {
      this.waiting.push({ entries, payload, resolve, reject, isWritten: false });
      this.start();
    });
  }

  /**
   * Lets the batch on its way end and holds back all others while `work` runs. `work` gets the payloads
   * of that batch: acts whose callers had no answer yet when this was called.
   */
  async holdFor<T>(work: (unanswered: readonly Payload[]) => Promise<T>): Promise<T> {
    this.isHeld = true;
    try {
      const { inFlight } = this;
      await this.running;
      const written = inFlight.filter((act) => act.isWritten);
      return await work(written.flatMap(({ payload }) => (payload === null ? [] : [payload])));
    } finally {
      this.isHeld = false;
      this.start();
    }
  }

  /** Resolves when nothing waits and nothing is on its way. */
  async idle(): Promise<void> {
    while (this.running !== null) await this.running;
  }

  private start(): void {
    if (this.running !== null || this.isHeld || this.waiting.length === 0) return;
    this.running = this.drain().finally(() => {
      this.running = null;
      this.start();
    });
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0 && !this.isHeld) {
      this.inFlight = this.waiting;
      this.waiting = [];
      await this.writeBatch(await this.encodeBatch(this.inFlight));
      this.inFlight = [];
    }
  }

  /** Those of a batch that can be encoded, with their payloads; the others' callers hear why not. */
  private async encodeBatch(batch: readonly QueuedAct[]): Promise<readonly EncodedQueuedAct[]> {
    for (const act of batch) {
      if (act.payload !== null) continue;
      try {
        act.payload = await encodePayload(act.entries, this.breathe);
      } catch (error) {
        act.reject(error);
      }
    }
    return batch.filter((act): act is EncodedQueuedAct => act.payload !== null);
  }

  /** All or none of a batch; a failure, expected or not, is its callers' to handle. */
  private async writeBatch(batch: readonly EncodedQueuedAct[]): Promise<void> {
    if (batch.length === 0) return;
    try {
      await this.tryBatch(batch).catch((error: unknown) => this.tryWithRoom(batch, error));
    } catch (error) {
      for (const act of batch) act.reject(error);
    }
  }

  /** A full disk may have room that was kept aside; else the failure stands. */
  private async tryWithRoom(
    batch: readonly EncodedQueuedAct[],
    failure: unknown,
  ): Promise<void> {
    const isFull = isHmError(failure) && failure.type === 'quota-exceeded';
    if (!isFull || !(await this.makeRoom())) throw failure;
    await this.tryBatch(batch);
  }

  private async tryBatch(batch: readonly EncodedQueuedAct[]): Promise<void> {
    const segment = await this.live();
    const start = segment.end;
    try {
      const ends = await segment.write(
        batch.map(({ payload }) => ({ kind: 'change', payload })),
      );
      await segment.flush();
      batch.forEach((act, i) => {
        act.isWritten = true;
        act.resolve({ segment: segment.number, offset: ends[i] ?? segment.end });
      });
    } catch (error) {
      throw await cutBackAfter(error, segment, start);
    }
  }
}

/** Takes a failed batch out of the segment; what to tell its callers: `error`, or a defect met on the way. */
const cutBackAfter = async (
  error: unknown,
  segment: SegmentFile,
  start: number,
): Promise<unknown> => {
  try {
    await segment.cutBack(start);
    return error;
  } catch (defect) {
    return defect;
  }
};

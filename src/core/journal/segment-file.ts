import { concatBytes } from '../base/bytes.ts';
import { HmError, isHmError } from '../base/hm-error.ts';
import type { Breathe } from '../base/stretches.ts';
import type { DiskFile } from '../storage/disk.ts';
import { framesOf, type EncodedAct } from './frame.ts';

/** What is handed to the disk at a time: a frame that is full, or many small ones. */
const WRITE_BYTES = 1024 * 1024;

/** A segment that is open for writing. It knows where its last good act ends, whatever the file holds. */
export class SegmentFile {
  readonly number: number;
  private readonly file: DiskFile;
  private readonly breathe: Breathe;
  private endOffset: number;
  private actNumber: number;
  /** Whether bytes of a failed write may still lie behind the end. */
  private hasDebris = false;

  constructor(
    number: number,
    file: DiskFile,
    at: { readonly end: number; readonly nextAct: number },
    breathe: Breathe,
  ) {
    this.number = number;
    this.file = file;
    this.breathe = breathe;
    this.endOffset = at.end;
    this.actNumber = at.nextAct;
  }

  /** The offset behind the last act. */
  get end(): number {
    return this.endOffset;
  }

  /** The number of the next act. */
  get nextAct(): number {
    return this.actNumber;
  }

  /** Whether nothing lies behind the end. */
  get isClean(): boolean {
    return !this.hasDebris;
  }

  /**
   * Writes acts, unflushed; returns the offset behind each. Others work between two writes of a large act, and find
   * the segment as it was: what is not written whole does not count.
   */
  async write(acts: readonly EncodedAct[]): Promise<readonly number[]> {
    if (this.hasDebris) await this.cutBack(this.endOffset);
    if (this.hasDebris) {
      throw new HmError(
        'io-failed',
        `Segment ${this.number} of the journal cannot be cut back after a failed write. Free some space, or start again.`,
        { segment: this.number },
      );
    }
    const ends: number[] = [];
    let end = this.endOffset;
    let waiting: Uint8Array[] = [];
    let waitingBytes = 0;
    this.hasDebris = true;
    for (const act of acts) {
      const place = { segment: this.number, offset: end };
      for (const frame of framesOf(act, this.actNumber++, place)) {
        if (waitingBytes > 0 && waitingBytes + frame.length > WRITE_BYTES) {
          await this.file.write(end - waitingBytes, concatBytes(waiting));
          await this.breathe();
          waiting = [];
          waitingBytes = 0;
        }
        waiting.push(frame);
        waitingBytes += frame.length;
        end += frame.length;
      }
      ends.push(end);
    }
    await this.file.write(end - waitingBytes, concatBytes(waiting));
    this.hasDebris = false;
    this.endOffset = end;
    return ends;
  }

  flush(): Promise<void> {
    return this.file.flush();
  }

  /**
   * Makes `offset` the end again, on the platter too. Where the disk refuses, the next write tries again
   * first: a browser over its quota says that it has truncated and has not.
   */
  async cutBack(offset: number): Promise<void> {
    this.endOffset = offset;
    this.hasDebris = true;
    try {
      await this.file.truncate(offset);
      await this.file.flush();
      this.hasDebris = (await this.file.size()) > offset;
    } catch (error) {
      if (!isHmError(error)) throw error;
    }
  }

  close(): Promise<void> {
    return this.file.close();
  }
}

import { HmError, isHmError } from '../base/hm-error.ts';
import type { DiskFile } from '../storage/disk.ts';
import { framedBytes, writeFrames, type EncodedAct } from './frame.ts';

/** A segment that is open for writing. It knows where its last good act ends, whatever the file holds. */
export class SegmentFile {
  readonly number: number;
  private readonly file: DiskFile;
  private endOffset: number;
  private actNumber: number;
  /** Whether bytes of a failed write may still lie behind the end. */
  private hasDebris = false;

  constructor(
    number: number,
    file: DiskFile,
    at: { readonly end: number; readonly nextAct: number },
  ) {
    this.number = number;
    this.file = file;
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

  /** Writes acts in one go, unflushed; returns the offset behind each. */
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
    const sizeBytes = acts.reduce((sum, act) => sum + framedBytes(act.payload.length), 0);
    const bytes = new Uint8Array(sizeBytes);
    let at = 0;
    for (const act of acts) {
      const place = { segment: this.number, offset: this.endOffset + at };
      writeFrames(bytes.subarray(at), act, this.actNumber++, place);
      at += framedBytes(act.payload.length);
      ends.push(this.endOffset + at);
    }
    this.hasDebris = true;
    await this.file.write(this.endOffset, bytes);
    this.hasDebris = false;
    this.endOffset += sizeBytes;
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

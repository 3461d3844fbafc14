import type { BlobHash, ChunkHash } from '../base/ids.ts';
import type { Damage } from './damage.ts';

/** A stretch of a blob that is asked for: bytes `[start, end)`. */
export interface WantedChunk {
  readonly index: number;
  readonly start: number;
  readonly end: number;
  /** What its bytes must hash to; `null` where no chunk list says so, and only the whole can be checked. */
  readonly hash: ChunkHash | null;
}

/** A stretch whose hash a chunk list says. */
export type ListedChunk = WantedChunk & { readonly hash: ChunkHash };

/** A stretch that a source has. */
export interface FoundChunk {
  readonly chunk: WantedChunk;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Somebody who may have good bytes of a damaged blob: parity, a second copy, a location, a peer. It is believed
 * in nothing: whoever asks checks what it gives.
 */
export interface RepairSource {
  /** A word that can be part of a file's name: 'parity', 'quarantine', 'folder', … */
  readonly name: string;
  /** What it has of `wanted`, in any order, one at a time. Rejects where it could not be asked now. */
  chunks(damage: Damage, wanted: readonly WantedChunk[]): AsyncIterable<FoundChunk>;
  /** Looks once for many blobs that are gone; one that has none of it may have any of them. */
  lookFor?(gone: readonly Damage[]): Promise<SourceLook>;
}

/** What one look at a source found. */
export interface SourceLook {
  /** Those of the blobs that it may have something of. */
  readonly has: ReadonlySet<BlobHash>;
  /** The same source, which looks no further: for these blobs and for any other. */
  readonly source: RepairSource;
}

import type { BlobHash, ChunkHash } from '../base/ids.ts';

/** The form that this version writes and reads. */
export const MANIFEST_VERSION = 1;
/** Files of one manifest, at most. */
export const MAX_MANIFEST_FILES = 200_000;
/** Chunks of all its files, at most: a tebibyte in chunks of 1 MiB. */
export const MAX_MANIFEST_CHUNKS = 2 ** 20;
/** Bytes of one chunk, at most: as much as is held in memory to be checked. */
export const MAX_MANIFEST_CHUNK_BYTES = 16 * 1024 * 1024;

/** A hash that bears its algorithm, then 64 digits of lower-case hex: `blake2b-…` is BLAKE2b-256. */
export type ContentDigest = `blake2b-${string}`;
/** Of a chunk. Of a file of one chunk it may be the file's own, so that nobody needs to hash it twice. */
export type ChunkDigest = `sha256-${string}` | ContentDigest;

/** A stretch of a file. The chunks of a file follow each other without a gap, from its first byte to its last. */
export interface ManifestChunk {
  /** In bytes, from the beginning of the file. */
  readonly offset: number;
  readonly size: number;
  readonly hash: ChunkDigest;
}

/** One file. */
export interface ManifestFile {
  /** Names joined by `/`, each of which a collection could bear; unique in its manifest. Text, never a path to open. */
  readonly path: string;
  readonly hash: ContentDigest;
  /** In bytes. */
  readonly size: number;
  /** Grows with each change of what stands at this path. */
  readonly version: number;
  /** Whether nothing works without it. */
  readonly required: boolean;
  /** What is used while it is not here; `null` where nothing is. */
  readonly fallback: string | null;
  /** What changed, in words; `null` where nobody said. */
  readonly changelog: string | null;
  readonly chunks: readonly ManifestChunk[];
}

/** A list of files, as its signer knew them at `timestamp`. */
export interface Manifest {
  readonly version: typeof MANIFEST_VERSION;
  /** The oldest version of this program that may use it: three numbers, `1.2.3`. */
  readonly minClientVersion: string;
  /** ISO 8601 in UTC. */
  readonly timestamp: string;
  /** What it lists: `collection:<id>`, or `assets`. Sequences of two subjects have nothing to do with each other. */
  readonly subject: string;
  /** Grows with each manifest that the same key signs for the same subject, and never goes back. */
  readonly sequence: number;
  readonly files: readonly ManifestFile[];
}

/** A manifest and who vouches for it; plain data, so it is kept and sent as JSON. */
export interface SignedManifest {
  readonly manifest: Manifest;
  /** The signer's raw Ed25519 public key, lower-case hex. */
  readonly key: string;
  /** Over `signedBytes(manifest)`, lower-case hex. */
  readonly signature: string;
}

/** A hash of this drive as a digest. */
export const blobDigest = (hash: BlobHash): ContentDigest => `blake2b-${hash}`;
export const chunkDigest = (hash: ChunkHash): ChunkDigest => `sha256-${hash}`;
/** The name under which a drive keeps what a digest stands for. */
export const digestToBlob = (digest: ContentDigest): BlobHash =>
  digest.slice('blake2b-'.length) as BlobHash;

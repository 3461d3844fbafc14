import { createHash } from 'node:crypto';
import { blake2b } from '@noble/hashes/blake2.js';
import { bytesToHex } from '../../../../src/core/base/bytes.ts';
import type { BlobHash } from '../../../../src/core/base/ids.ts';
import {
  blobDigest,
  type ChunkDigest,
  type Manifest,
  type ManifestFile,
} from '../../../../src/core/manifests/manifest.ts';
import type { DigestLike } from '../../../../src/core/manifests/compare-file.ts';

export const sha256 = (bytes: Uint8Array): ChunkDigest =>
  `sha256-${createHash('sha256').update(bytes).digest('hex')}`;
const blake2b256 = (bytes: Uint8Array) =>
  blobDigest(bytesToHex(blake2b(bytes, { dkLen: 32 })) as BlobHash);

/** Real digests by either algorithm. */
export const digestLike: DigestLike = (bytes, like) =>
  Promise.resolve(like.startsWith('sha256-') ? sha256(bytes) : blake2b256(bytes));

/** A file of these bytes as a manifest lists it, cut every `chunkBytes`; one chunk bears the file's own hash. */
export const listFile = (path: string, bytes: Uint8Array, chunkBytes: number): ManifestFile => {
  const hash = blake2b256(bytes);
  const starts = Array.from(
    { length: Math.ceil(bytes.length / chunkBytes) },
    (_, i) => i * chunkBytes,
  );
  return {
    path,
    hash,
    size: bytes.length,
    version: 1,
    required: true,
    fallback: null,
    changelog: null,
    chunks: starts.map((offset) => {
      const part = bytes.subarray(offset, offset + chunkBytes);
      return { offset, size: part.length, hash: starts.length === 1 ? hash : sha256(part) };
    }),
  };
};

/** A manifest of two files. */
export const smallManifest = (): Manifest => ({
  version: 1,
  minClientVersion: '0.1.0',
  timestamp: '2026-11-21T10:00:00.000Z',
  subject: 'collection:AAAAAAAAAAAAAAAAAAAAAA',
  sequence: 7,
  files: [
    listFile(
      'Lake/boat.jpg',
      Uint8Array.from({ length: 2_500 }, (_, i) => i % 251),
      1_000,
    ),
    listFile('note.txt', new TextEncoder().encode('a note'), 1_000),
  ],
});

import { createHash } from 'node:crypto';
import { createBLAKE2b } from 'hash-wasm';
import { utf8ToBytes } from '../../../src/core/base/bytes.ts';
import type { BlobHash, ChunkHash } from '../../../src/core/base/ids.ts';
import { encodeChunkList } from '../../../src/core/blobs/chunk-list-codec.ts';
import { CHUNK_BYTES } from '../../../src/core/blobs/chunk-list.ts';
import type { BlobStore } from '../../../src/core/blobs/blob-store.ts';
import type { SourceFile } from '../../../src/core/imports/import-job.ts';
import type { StoredHashes } from '../../../src/core/integrity/verify-blob.ts';
import type { IngestResult, MediaLab } from '../../../src/core/media/media-lab.ts';
import type { Disk } from '../../../src/core/storage/disk.ts';

/** A file of the simulation: its bytes lie in memory. */
export interface MemoryFile extends SourceFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A file with `sizeBytes` bytes that only its name decides. */
export const memoryFile = (name: string, sizeBytes = 9_000): MemoryFile => {
  const bytes = new Uint8Array(sizeBytes);
  const seed = createHash('sha256').update(name).digest();
  for (let i = 0; i < sizeBytes; i++) bytes[i] = (seed[i % 32] ?? 0) ^ (i >> 5);
  return { name, size: sizeBytes, lastModified: 1_700_000_000_000, bytes };
};

/** BLAKE2b-256 of bytes, in hex. */
export const blobHashOf = async (bytes: Uint8Array): Promise<BlobHash> => {
  const hasher = await createBLAKE2b(256);
  return hasher.init().update(bytes).digest('hex') as BlobHash;
};

/** A media lab that really writes and hashes, on the simulated disk, and draws no pictures. */
export const createSimulatedLab = (disk: Disk, concurrency = 2): MediaLab<SourceFile> => ({
  concurrency,
  dispose: () => undefined,
  ingest: async ({ file, name, stagingPath }) => {
    const { bytes } = file as MemoryFile;
    if (stagingPath !== null) await stage(disk, stagingPath, bytes);
    return ingestResult(await blobHashOf(bytes), bytes, name);
  },
});

/** Writes the copy; one that the disk refuses leaves nothing behind. */
const stage = async (disk: Disk, path: string, bytes: Uint8Array): Promise<void> => {
  const staged = await disk.open(path, { create: true });
  try {
    await staged.write(0, bytes);
    await staged.flush();
    await staged.close();
  } catch (error) {
    await staged.close();
    await disk.remove(path);
    throw error;
  }
};

/** Hashes of what lies on the simulated disk. */
export const createSimulatedHashes = (
  blobs: Pick<BlobStore, 'pathOf'>,
  disk: Pick<Disk, 'read' | 'size'>,
): StoredHashes => {
  const again: StoredHashes['again'] = async (path) =>
    (await disk.size(path)) === null ? null : blobHashOf(await disk.read(path));
  return {
    width: 2,
    blob: (hash) => again(blobs.pathOf(hash)),
    again,
    chunk: (bytes) => Promise.resolve(sha256(bytes)),
  };
};

const sha256 = (bytes: Uint8Array): ChunkHash =>
  createHash('sha256').update(bytes).digest('hex') as ChunkHash;

/** Copies of one picture are named `pic~1.jpg`, `pic~2.jpg`: they share their looks and their essence. */
const likenessOf = (
  name: string,
): Pick<IngestResult['facts'], 'perceptualHash' | 'essence'> => {
  const [picture = '', copy] = name.split('~');
  if (copy === undefined) return { perceptualHash: null, essence: null };
  const essence = sha256(utf8ToBytes(picture));
  return { perceptualHash: essence.slice(0, 16), essence };
};

/** What a name's extension says here: a short QuickTime film, else a JPEG. */
const typeOf = (
  name: string,
): Pick<IngestResult['facts'], 'mime' | 'kind' | 'durationSeconds'> =>
  name.endsWith('.mov')
    ? { mime: 'video/quicktime', kind: 'video', durationSeconds: 2.5 }
    : { mime: 'image/jpeg', kind: 'photo', durationSeconds: null };

const ingestResult = (
  hash: BlobHash,
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
): IngestResult => {
  const chunks: ChunkHash[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    chunks.push(sha256(bytes.subarray(at, at + CHUNK_BYTES)));
  }
  const list = encodeChunkList({ blob: hash, sizeBytes: bytes.length, dataStart: 0, chunks });
  return {
    hash,
    sizeBytes: bytes.length,
    listHash: sha256(list),
    list,
    facts: {
      ...typeOf(name),
      width: 4,
      height: 3,
      capturedAt: '2024-06-03T10:00:00.000Z',
      capturedOffsetMinutes: null,
      place: null,
      codec: null,
      camera: null,
      artist: null,
      album: null,
      albumArtist: null,
      trackNumber: null,
      discNumber: null,
      thumbHash: null,
      noThumbnail: null,
      ...likenessOf(name),
      contentId: null,
      burstId: null,
    },
    edits: {
      title: null,
      description: null,
      rating: null,
      tags: [],
      project: null,
      descriptors: [],
    },
    rawMetadata: { name },
    thumbnails: [128, 256, 512].map((size) => ({
      size: size as 128 | 256 | 512,
      mime: 'image/webp' as const,
      bytes: utf8ToBytes(`${name} at ${size}`),
    })),
  };
};

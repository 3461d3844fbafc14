import { hexToBytes, bytesToHex } from '../base/bytes.ts';
import { decodeCbor, encodeCbor } from '../base/cbor.ts';
import { crc32 } from '../base/crc32.ts';
import type { BlobHash, ChunkHash } from '../base/ids.ts';
import { isBlobHash } from '../base/ids.ts';
import { isPlainObject, readFields } from '../base/plain-fields.ts';
import type { Plain } from '../base/plain.ts';
import type { Disk, DiskFile } from '../storage/disk.ts';
import { type DamageKind, isDamageKind } from './damage.ts';

// The form of a patch, version 1: stretches of one blob, then a trailer that says whose and where. As the
// trailer comes last, a patch that was cut short has none. docs/storage.md draws it.

/** 'HMRP': a patch ends so. */
const MAGIC = 0x50524d48;
const FORM = 1;
/** Length and checksum of the trailer, and the magic. */
const END_BYTES = 12;

/** A stretch of a blob that a patch holds. */
export interface PatchChunk {
  readonly start: number;
  readonly length: number;
  /** SHA-256 of the bytes that the patch holds. */
  readonly hash: ChunkHash;
}

/** What a patch is for. */
export interface Patch {
  readonly blob: BlobHash;
  /** What was wrong with it; `null` in patches of before it was written down. */
  readonly cause: DamageKind | null;
  /** Of the whole blob once it is right. */
  readonly sizeBytes: number;
  /** Where the bytes are from, and when they were asked for, ISO 8601: what the receipt says. */
  readonly source: string;
  readonly at: string;
  /** In the order in which their bytes lie in the patch. */
  readonly chunks: readonly PatchChunk[];
}

/** Bytes of all its chunks. */
export const patchBytes = (chunks: readonly PatchChunk[]): number =>
  chunks.reduce((sum, { length }) => sum + length, 0);

/** Where each chunk lies in the patch, in the order of `chunks`. */
export const patchOffsets = (
  chunks: readonly { readonly length: number }[],
): readonly number[] => {
  let at = 0;
  return chunks.map(({ length }) => (at += length) - length);
};

/** Ends a patch whose bytes are written, and flushes it. */
export const writeTrailer = async (file: DiskFile, patch: Patch): Promise<void> => {
  const trailer = encodeCbor({
    form: FORM,
    ...patch,
    chunks: patch.chunks.map(({ start, length, hash }) => ({
      start,
      length,
      hash: hexToBytes(hash) ?? new Uint8Array(),
    })),
  });
  const end = new DataView(new ArrayBuffer(END_BYTES));
  end.setUint32(0, trailer.length, true);
  end.setUint32(4, crc32(trailer), true);
  end.setUint32(8, MAGIC, true);
  const at = patchBytes(patch.chunks);
  await file.write(at, trailer);
  await file.write(at + trailer.length, new Uint8Array(end.buffer));
  await file.flush();
};

/** The patch at `path`, `null` where it was cut short or is no patch. Its bytes are not read. */
export const readPatch = async (disk: Disk, path: string): Promise<Patch | null> => {
  const fileBytes = (await disk.size(path)) ?? 0;
  if (fileBytes < END_BYTES) return null;
  const tail = await disk.read(path, fileBytes - END_BYTES, fileBytes);
  const end = new DataView(tail.buffer, tail.byteOffset, END_BYTES);
  const trailerBytes = end.getUint32(0, true);
  const at = fileBytes - END_BYTES - trailerBytes;
  if (end.getUint32(8, true) !== MAGIC || at < 0) return null;
  const trailer = await disk.read(path, at, at + trailerBytes);
  if (crc32(trailer) !== end.getUint32(4, true)) return null;
  const decoded = decodeCbor(trailer);
  const patch = decoded.ok ? parsePatch(decoded.value) : null;
  return patch !== null && patchBytes(patch.chunks) === at ? patch : null;
};

const parsePatch = (plain: Plain): Patch | null => {
  if (!isPlainObject(plain) || plain['form'] !== FORM) return null;
  const read = readFields(plain);
  const sizeBytes = read.integer('sizeBytes', 1, Number.MAX_SAFE_INTEGER);
  const patch = {
    blob: read.form('blob', isBlobHash, '64 hex digits'),
    cause: isDamageKind(plain['cause']) ? plain['cause'] : null,
    sizeBytes,
    source: read.text('source', 64),
    at: read.time('at'),
    chunks: read.list('chunks', 2 ** 20, (entry) => parseChunk(entry, sizeBytes), 'a stretch'),
  };
  return read.fault() === null ? patch : null;
};

const parseChunk = (plain: Plain, sizeBytes: number): PatchChunk | undefined => {
  if (!isPlainObject(plain) || !(plain['hash'] instanceof Uint8Array)) return undefined;
  const read = readFields(plain);
  const start = read.integer('start', 0, sizeBytes);
  const length = read.integer('length', 1, sizeBytes - start);
  const hash = bytesToHex(plain['hash']) as ChunkHash;
  return read.fault() === null ? { start, length, hash } : undefined;
};

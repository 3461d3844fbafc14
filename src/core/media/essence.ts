import { utf8ToBytes } from '../base/bytes.ts';
import type { ChunkHash } from '../base/ids.ts';
import { CHUNK_BYTES, type ChunkList, headChunks } from '../blobs/chunk-list.ts';
import { findDataEnd } from '../blobs/data-end.ts';
import type { ContentHasher } from './ingest-ports.ts';

/** Sound without tags begins with its first byte; every other type has something before its data. */
const BARE_SOUND = new Set(['audio/mpeg', 'audio/aac']);
const FORM = 'hm-essence-1';

/**
 * The essence of a file: SHA-256 over the length of its media data and the hashes of their chunks, which
 * the chunk list has already; only a last chunk that tags follow is read and hashed again. Files that
 * differ in nothing but metadata have the same. `null` where data and metadata cannot be told apart
 * (docs/media.md lists the formats). Failures of `read` pass through.
 */
export const essenceOf = async (
  hasher: ContentHasher,
  read: (at: number, length: number) => Promise<Uint8Array<ArrayBuffer>>,
  list: ChunkList,
  mime: string,
): Promise<string | null> => {
  const { dataStart, sizeBytes } = list;
  if (dataStart === 0 && !BARE_SOUND.has(mime)) return null;
  const dataEnd = await findDataEnd(read, sizeBytes, dataStart, mime);
  const length = dataEnd - dataStart;
  if (length <= 0) return null;
  const hashes = await dataHashes(hasher, read, list, length);
  return hasher.chunk(utf8ToBytes([FORM, length, ...hashes].join('\n')));
};

const dataHashes = async (
  hasher: ContentHasher,
  read: (at: number, length: number) => Promise<Uint8Array<ArrayBuffer>>,
  list: ChunkList,
  length: number,
): Promise<readonly ChunkHash[]> => {
  const chunks = list.chunks.slice(headChunks(list));
  if (list.dataStart + length === list.sizeBytes) return chunks;
  const whole = Math.floor(length / CHUNK_BYTES);
  const rest = length - whole * CHUNK_BYTES;
  if (rest === 0) return chunks.slice(0, whole);
  const last = await read(list.dataStart + whole * CHUNK_BYTES, rest);
  return [...chunks.slice(0, whole), await hasher.chunk(last)];
};

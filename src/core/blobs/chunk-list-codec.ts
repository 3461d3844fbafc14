import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '../base/bytes.ts';
import { decodeCbor, encodeCbor } from '../base/cbor.ts';
import type { BlobHash, ChunkHash } from '../base/ids.ts';
import { isBlobHash } from '../base/ids.ts';
import { isPlainObject, readFields } from '../base/plain-fields.ts';
import { err, ok } from '../base/result.ts';
import type { Result } from '../base/result.ts';
import {
  CHUNK_BYTES,
  MAX_CHUNKS,
  MAX_HEAD_BYTES,
  countChunks,
  headChunks,
} from './chunk-list.ts';
import type { ChunkList } from './chunk-list.ts';

/** Bytes that are no chunk list, and why. */
export type BadChunkList = { readonly type: 'bad-chunk-list'; readonly message: string };

/** The deterministic encoding of a list: what is kept in `lists/`, hashed, and signed by a media version. */
export const encodeChunkList = (list: ChunkList): Uint8Array<ArrayBuffer> =>
  encodeCbor({
    form: FORM,
    blob: hashBytes(list.blob),
    sizeBytes: list.sizeBytes,
    dataStart: list.dataStart,
    chunks: concatBytes(list.chunks.map(hashBytes)),
  });

/** The list that `bytes` encode, from anyone: its numbers agree, and there are as many chunks as they ask for. */
export const parseChunkList = (bytes: Uint8Array): Result<ChunkList, BadChunkList> => {
  const decoded = decodeCbor(bytes, { maxDepth: 2 });
  if (!decoded.ok) return badList(decoded.error.reason);
  if (!isPlainObject(decoded.value) || decoded.value['form'] !== FORM) {
    return badList('it is of a form that this version does not know');
  }
  const { blob, chunks } = decoded.value;
  const read = readFields(decoded.value);
  const sizeBytes = read.integer('sizeBytes', 0, MAX_CHUNKS * CHUNK_BYTES);
  const dataStart = read.integer('dataStart', 0, Math.min(MAX_HEAD_BYTES, sizeBytes));
  const fault = read.fault();
  if (fault !== null) return badList(`its ${fault.field} is not ${fault.expected}`);
  if (!(blob instanceof Uint8Array) || !isBlobHash(bytesToHex(blob))) {
    return badList('it does not name its blob by 32 bytes');
  }
  const count = countChunks({ sizeBytes, dataStart });
  if (count > MAX_CHUNKS) return badList(`${count} chunks are more than ${MAX_CHUNKS}`);
  if (!(chunks instanceof Uint8Array) || chunks.length !== count * HASH_BYTES) {
    return badList(`it does not name its ${count} chunks by 32 bytes each`);
  }
  return ok({
    blob: bytesToHex(blob) as BlobHash,
    sizeBytes,
    dataStart,
    chunks: splitHashes(chunks),
  });
};

/**
 * What SHA-256 is taken of for a blob's *essence*: a label, the size of its data (64 bits, big-endian) and the hashes
 * of its data chunks, the head left out. Two blobs of equal essence differ in their tags at most.
 */
export const essenceInput = (list: ChunkList): Uint8Array<ArrayBuffer> => {
  const size = new DataView(new ArrayBuffer(8));
  size.setBigUint64(0, BigInt(list.sizeBytes - list.dataStart));
  return concatBytes([
    utf8ToBytes('hm-essence-1\0'),
    new Uint8Array(size.buffer),
    ...list.chunks.slice(headChunks(list)).map(hashBytes),
  ]);
};

const FORM = 1;
const HASH_BYTES = 32;

const hashBytes = (hash: BlobHash | ChunkHash): Uint8Array => {
  const bytes = hexToBytes(hash);
  if (bytes?.length !== HASH_BYTES) throw new RangeError(`not a hash: ${hash}`);
  return bytes;
};

const splitHashes = (bytes: Uint8Array): readonly ChunkHash[] => {
  const hashes: ChunkHash[] = [];
  for (let at = 0; at < bytes.length; at += HASH_BYTES) {
    hashes.push(bytesToHex(bytes.subarray(at, at + HASH_BYTES)) as ChunkHash);
  }
  return hashes;
};

const badList = (reason: string) =>
  err<BadChunkList>({
    type: 'bad-chunk-list',
    message: `The list of chunks cannot be used: ${reason}. Ask for it again from another source.`,
  });

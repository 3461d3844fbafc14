import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { concatBytes, utf8ToBytes } from '../../../../src/core/base/bytes.ts';
import type { BlobHash, ChunkHash } from '../../../../src/core/base/ids.ts';
import { CHUNK_BYTES } from '../../../../src/core/blobs/chunk-list.ts';
import { findDataStart } from '../../../../src/core/blobs/data-start.ts';
import { essenceOf } from '../../../../src/core/media/essence.ts';
import type { ContentHasher } from '../../../../src/core/media/ingest-ports.ts';

const sha256 = (bytes: Uint8Array): ChunkHash =>
  createHash('sha256').update(bytes).digest('hex') as ChunkHash;
const hasher: ContentHasher = {
  startBlob: () => Promise.reject(new Error('unused')),
  chunk: (bytes) => Promise.resolve(sha256(bytes)),
};

/** The essence as an ingest makes it: cut from where the data begin. */
const essence = async (file: Uint8Array<ArrayBuffer>, mime: string): Promise<string | null> => {
  const read = (at: number, length: number) => Promise.resolve(file.slice(at, at + length));
  const dataStart = await findDataStart(read, file.length, mime);
  const chunks = dataStart > 0 ? [sha256(file.subarray(0, dataStart))] : [];
  for (let at = dataStart; at < file.length; at += CHUNK_BYTES) {
    chunks.push(sha256(file.subarray(at, Math.min(at + CHUNK_BYTES, file.length))));
  }
  const list = { blob: '' as BlobHash, sizeBytes: file.length, dataStart, chunks };
  return essenceOf(hasher, read, list, mime);
};

const bytes = (...parts: (string | number[] | Uint8Array)[]): Uint8Array<ArrayBuffer> =>
  concatBytes(
    parts.map((part) => (typeof part === 'string' ? utf8ToBytes(part) : Uint8Array.from(part))),
  );
const data = (length: number, seed = 1): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (i * 31 * seed + (i >> 8)) % 251);
const u32 = (value: number): number[] => [
  value >>> 24,
  (value >>> 16) & 255,
  (value >>> 8) & 255,
  value & 255,
];
const box = (type: string, payload: Uint8Array): Uint8Array =>
  bytes(u32(payload.length + 8), type, payload);

const jpeg = (comment: string, scan: Uint8Array) =>
  bytes([0xff, 0xd8, 0xff, 0xfe, 0, comment.length + 2], comment, [0xff, 0xda, 0, 2], scan);
const film = (payload: Uint8Array, ...after: Uint8Array[]) =>
  bytes(box('ftyp', bytes('qt  ')), box('mdat', payload), ...after);
const ID3V1 = bytes('TAG', data(125));
const id3 = (length: number) => bytes('ID3', [4, 0, 0, 0, 0, 0, length], data(length));
const ape = (payload: number) => {
  const little = (value: number) => u32(value).reverse();
  return bytes(
    data(payload),
    'APETAGEX',
    little(2000),
    little(payload + 32),
    little(1),
    little(0),
    [0, 0, 0, 0, 0, 0, 0, 0],
  );
};

describe('the essence', () => {
  it.each([10, CHUNK_BYTES, 2 * CHUNK_BYTES + 77])(
    'of a JPEG of %i bytes stays when its headers change, and goes with its data',
    async (length) => {
      const known = await essence(jpeg('a', data(length)), 'image/jpeg');
      expect(known).toMatch(/^[0-9a-f]{64}$/);
      expect(await essence(jpeg('another comment', data(length)), 'image/jpeg')).toBe(known);
      expect(await essence(jpeg('a', data(length, 3)), 'image/jpeg')).not.toBe(known);
      expect(await essence(jpeg('a', data(length - 1)), 'image/jpeg')).not.toBe(known);
    },
  );

  it.each([10, CHUNK_BYTES, CHUNK_BYTES + 77])(
    'of a film of %i bytes does not count an index and tags behind the data',
    async (length) => {
      const mime = 'video/quicktime';
      const known = await essence(film(data(length), box('moov', data(40))), mime);
      const retagged = film(data(length), box('moov', data(99)), box('udta', data(5)));
      expect(await essence(retagged, mime)).toBe(known);
      expect(await essence(film(data(length)), mime)).toBe(known);
    },
  );

  it('of a film counts data that go on in further boxes', async () => {
    const mime = 'video/mp4';
    const fragment = (seed: number) => [box('moof', data(9)), box('mdat', data(50, seed))];
    const one = await essence(film(data(100), ...fragment(1)), mime);
    expect(await essence(film(data(100), ...fragment(5)), mime)).not.toBe(one);
  });

  it('of a song counts neither ID3 before nor ID3v1 and APEv2 behind', async () => {
    const sound = data(5_000);
    const known = await essence(bytes(sound), 'audio/mpeg');
    for (const tagged of [
      bytes(id3(90), sound),
      bytes(sound, ID3V1),
      bytes(id3(20), sound, ape(64), ID3V1),
    ]) {
      expect(await essence(tagged, 'audio/mpeg')).toBe(known);
    }
  });

  it('is none where data and metadata cannot be told apart', async () => {
    expect(await essence(bytes(data(500)), 'image/png')).toBeNull();
    expect(await essence(bytes([0xff, 0xd8]), 'image/jpeg')).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { encodeChunkList } from '../../../../src/core/blobs/chunk-list-codec.ts';
import type { BlobHash, ChunkHash } from '../../../../src/core/base/ids.ts';
import { findLie } from '../../../../src/core/media/check-answer.ts';
import { findTrialLie, KNOWN_FILE } from '../../../../src/core/media/known-answer.ts';
import type { IngestResult } from '../../../../src/core/media/media-lab.ts';
import { pngHeader } from '../../app/engines/engine-world.ts';

const KNOWN_HASH =
  'bc0b6e0b5baf4c293c726afc794f349a3e4ad0124fea762e9b5325994d2d4a8f' as BlobHash;
const SIZE = KNOWN_FILE.bytes().length;
const CHUNK = 'c'.repeat(64) as ChunkHash;

const listOf = (blob: BlobHash, sizeBytes: number) =>
  encodeChunkList({ blob, sizeBytes, dataStart: 0, chunks: [CHUNK] });

const drawn = (sizes: readonly number[], scale = 1): IngestResult['thumbnails'] =>
  sizes.map((size) => ({
    size: size as 128,
    mime: 'image/png',
    bytes: pngHeader(size * scale, (size * scale * 3) / 4),
  }));

/** The right answer to the known file, with some of it changed. */
const answer = (changes: Partial<IngestResult> = {}): IngestResult =>
  ({
    hash: KNOWN_HASH,
    sizeBytes: SIZE,
    listHash: CHUNK,
    list: listOf(KNOWN_HASH, SIZE),
    facts: { width: 640, height: 480, noThumbnail: null },
    thumbnails: drawn([512, 256, 128]),
    ...changes,
  }) as IngestResult;

describe('E5.6 what an engine says', () => {
  it('is believed where it is right', () => {
    expect(findLie(answer(), SIZE)).toBeNull();
    expect(findTrialLie(answer())).toBeNull();
    const small = drawn([128, 256, 512]).map((one) => ({ ...one, bytes: pngHeader(90, 60) }));
    expect(findLie(answer({ thumbnails: small }), SIZE)).toBeNull();
  });

  const unread = { width: 640, height: 480, noThumbnail: 'poison' } as never;
  const other = '0'.repeat(64) as BlobHash;
  it.each<[string, Partial<IngestResult>]>([
    ['another size', { sizeBytes: SIZE - 1 }],
    ['no hash', { hash: 'ABC' as BlobHash }],
    ['no hash of its list', { listHash: '' as ChunkHash }],
    ['no list', { list: new Uint8Array(3) }],
    ['a list of another file', { list: listOf(other, SIZE) }],
    ['a list of another size', { list: listOf(KNOWN_HASH, SIZE + 1) }],
    ['no thumbnails and no reason', { thumbnails: [] }],
    ['thumbnails and a reason', { facts: unread }],
    ['too few thumbnails', { thumbnails: drawn([128, 512]) }],
    ['thumbnails that are no pictures', { thumbnails: drawn([128, 256, 512], 0) }],
    ['a thumbnail that is too large', { thumbnails: drawn([128, 256, 512], 2) }],
    [
      'one of the wrong size',
      { thumbnails: [...drawn([128, 512]), { ...drawn([128])[0], size: 256 } as never] },
    ],
  ])('is caught with %s', (_, changes) => {
    expect(findLie(answer(changes), SIZE)).toEqual(expect.any(String));
  });

  it.each<[string, Partial<IngestResult>]>([
    ['another hash', { hash: other, list: listOf(other, SIZE) }],
    ['another picture', { facts: { width: 64, height: 48, noThumbnail: null } as never }],
    ['nothing drawn', { thumbnails: [], facts: unread }],
  ])('fails its trial with %s', (_, changes) => {
    expect(findTrialLie(answer(changes))).toEqual(expect.any(String));
  });
});

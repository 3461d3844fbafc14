import { describe, expect, it } from 'vitest';
import { buildSegment } from '../../../../src/core/search/build-segment.ts';
import { decodeSegment, encodeSegment } from '../../../../src/core/search/segment-codec.ts';
import { wordSum } from '../../../../src/core/search/word-sum.ts';
import { madeDocuments } from '../../../fixtures/search/made-documents.ts';

const KEPT = { segment: buildSegment(madeDocuments(40)), stamp: 'as of now' };

describe('a segment in its file', () => {
  it('Comes back as it was, wherever its bytes lie', () => {
    const bytes = encodeSegment(KEPT);
    expect(decodeSegment(bytes)).toEqual(KEPT);
    const moved = new Uint8Array(bytes.length + 3);
    moved.set(bytes, 3);
    expect(decodeSegment(moved.subarray(3))).toEqual(KEPT);
  });

  it('Is kept where nothing is in it', () => {
    const empty = { segment: buildSegment([]), stamp: '' };
    expect(decodeSegment(encodeSegment(empty))).toEqual(empty);
  });

  it('Is views into the bytes: nothing is copied when it is loaded', () => {
    const bytes = encodeSegment(KEPT);
    const loaded = decodeSegment(bytes)?.segment;
    expect(loaded?.postings.buffer).toBe(bytes.buffer);
    expect(loaded?.taken.buffer).toBe(bytes.buffer);
  });

  it('Any byte that differs, and any end that is missing, shows', () => {
    const bytes = encodeSegment(KEPT);
    for (let at = 0; at < bytes.length; at += 7) {
      const damaged = bytes.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 0x80;
      expect(decodeSegment(damaged), `byte ${at}`).toBeNull();
    }
    for (const length of [0, 15, 16, bytes.length - 8, bytes.length - 1])
      expect(decodeSegment(bytes.slice(0, length)), `${length} bytes`).toBeNull();
  });
});

describe('the checksum', () => {
  it('Tells any single bit, the order and the number of words', () => {
    const words = Uint32Array.from({ length: 9 }, (_, i) => i * 0x01020304);
    const sum = wordSum(words);
    expect(wordSum(words.toReversed())).not.toBe(sum);
    expect(wordSum(words.subarray(1))).not.toBe(sum);
    for (let word = 0; word < words.length; word++) {
      for (let bit = 0; bit < 32; bit++) {
        const changed = words.slice();
        changed[word] = (changed[word] ?? 0) ^ (1 << bit);
        expect(wordSum(changed), `bit ${bit} of word ${word}`).not.toBe(sum);
      }
    }
  });
});

import { describe, expect, it } from 'vitest';
import { bytesToBase64, bytesToDataUrl, utf8ToBytes } from '../../../../src/core/base/bytes.ts';
import { seeded } from '../../../fixtures/seeded.ts';

const bytesOf = (length: number): Uint8Array => {
  const random = seeded(1);
  return Uint8Array.from({ length }, () => random() * 256);
};

describe('base64', () => {
  it.each([
    ['', ''],
    ['f', 'Zg=='],
    ['fo', 'Zm8='],
    ['foo', 'Zm9v'],
    ['foob', 'Zm9vYg=='],
    ['fooba', 'Zm9vYmE='],
    ['foobar', 'Zm9vYmFy'],
  ])('of %j is that of RFC 4648', (text, encoded) => {
    expect(bytesToBase64(utf8ToBytes(text))).toBe(encoded);
  });

  it('of every byte', () => {
    const bytes = bytesOf(10_001);
    expect(bytesToBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
  });

  it('is the body of an address that holds the bytes', async () => {
    const bytes = bytesOf(1_000);
    const reply = await fetch(bytesToDataUrl(bytes, 'image/jpeg'));
    expect(reply.headers.get('content-type')).toBe('image/jpeg');
    expect(new Uint8Array(await reply.arrayBuffer())).toEqual(bytes);
  });
});

import { describe, expect, it } from 'vitest';
import { utf8ToBytes } from '../../../../src/core/base/bytes.ts';
import { parseRange, servingHeaders, servingRule } from '../../../../src/core/media/serving.ts';

describe('serving bytes from others', () => {
  it('shows a JPEG, and only downloads SVG, HTML and the unknown', () => {
    expect(servingRule(new Uint8Array([0xff, 0xd8, 0xff, 0xe0]))).toEqual({
      mime: 'image/jpeg',
      inline: true,
    });
    for (const text of ['<svg xmlns="x"/>', '<!doctype html><script>', 'plain', '']) {
      expect(servingRule(utf8ToBytes(text))).toEqual({
        mime: 'application/octet-stream',
        inline: false,
      });
    }
  });

  it('sends the headers that keep a page from running or embedding them', () => {
    const rule = { mime: 'application/octet-stream', inline: false };
    expect(servingHeaders(rule, 'é "\r\n;.svg')).toEqual({
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': "attachment; filename*=UTF-8''%C3%A9%20%22%0D%0A%3B.svg",
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Accept-Ranges': 'bytes',
    });
    expect(servingHeaders({ mime: 'image/png', inline: true }, 'a')).toMatchObject({
      'Content-Disposition': 'inline',
    });
  });
});

describe('parseRange', () => {
  it.each<[string | null, ReturnType<typeof parseRange>]>([
    ['bytes=0-0', { start: 0, end: 1 }],
    ['bytes=0-1', { start: 0, end: 2 }],
    ['bytes=10-', { start: 10, end: 100 }],
    ['bytes=10-500', { start: 10, end: 100 }],
    ['bytes=-10', { start: 90, end: 100 }],
    ['bytes=-500', { start: 0, end: 100 }],
    ['bytes=99-99', { start: 99, end: 100 }],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=99999999999999999999-', 'unsatisfiable'],
    ['bytes=20-10', null],
    ['bytes=0-1,3-4', null],
    ['bytes=-', null],
    ['bytes=a-b', null],
    ['items=0-1', null],
    ['', null],
    [null, null],
  ])('reads %s of 100 bytes', (header, expected) => {
    expect(parseRange(header, 100)).toEqual(expected);
  });

  it('can satisfy nothing of an empty file', () => {
    expect(parseRange('bytes=0-', 0)).toBe('unsatisfiable');
    expect(parseRange('bytes=-1', 0)).toBe('unsatisfiable');
  });
});

import { describe, expect, it } from 'vitest';
import { nameOfDownload } from '../../../../src/platform/file-system-access/download-name.ts';

const URL_OF_A = new URL('https://example.org/a/b%20c.jpg?d=e/f#g');

describe('the name of a download', () => {
  it.each([
    // RFC 6266 section 5, and what servers send besides.
    [null, 'b c.jpg'],
    ['attachment', 'b c.jpg'],
    ['Attachment; filename=example.html', 'example.html'],
    ['INLINE; FILENAME= "an example.html"', 'an example.html'],
    [`attachment; filename*= UTF-8''%e2%82%ac%20rates`, '€ rates'],
    [`attachment; filename="EURO rates"; filename*=utf-8''%e2%82%ac%20rates`, '€ rates'],
    ['attachment; filename="a \\"quoted\\" name.jpg"', 'a "quoted" name.jpg'],
    ['attachment; filename="../../etc/x.jpg"', 'x.jpg'],
    ['attachment; filename=""', 'b c.jpg'],
    [`attachment; filename*=UTF-8''%ff%fe`, '%ff%fe'],
  ])('of %s is %s', (disposition, name) => {
    expect(nameOfDownload(disposition, URL_OF_A)).toBe(name);
  });

  it('is the host where the address has no path', () => {
    expect(nameOfDownload(null, new URL('https://example.org/'))).toBe('example.org');
  });
});

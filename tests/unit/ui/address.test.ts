import { describe, expect, it } from 'vitest';
import { parseUri } from '../../../src/core/uri/hm-uri.ts';
import { lostParts, textToAddress } from '../../../src/ui/open/address.ts';

const lost = (uri: string): readonly string[] => {
  const parsed = parseUri(uri);
  return lostParts(uri, parsed.ok ? parsed.value.fragment : null);
};

describe('a pasted text', () => {
  it('is an address when it is one, with space around it and in either scheme', () => {
    expect(textToAddress(' hm://local/trip/a.jpg#t=3\n')).toBe('hm://local/trip/a.jpg#t=3');
    expect(textToAddress('web+hm://local/x')).toBe('web+hm://local/x');
    expect(textToAddress('HM://local/x')).toBe('HM://local/x');
  });

  it('is none when it is prose, another scheme or nothing', () => {
    for (const text of [
      '',
      'see hm://local/x',
      'hm:// local',
      'https://x.test/',
      'javascript:1',
    ])
      expect(textToAddress(text)).toBeNull();
  });
});

describe('parts that were lost', () => {
  it('are those that mean nothing, as they were written', () => {
    expect(lost('hm://local/a#t=abc')).toEqual(['t=abc']);
    expect(lost('hm://local/a#t=9,3&xywh=0,0,4,4')).toEqual(['t=9,3']);
    expect(lost('hm://local/a#chapter=2?quality=high')).toEqual(['chapter=2']);
    expect(lost(`hm://local/a#${'x'.repeat(500)}`)[0]).toHaveLength(60);
  });

  it('are none where all was understood', () => {
    for (const uri of ['hm://local/a', 'hm://local/a#', 'hm://local/a?q=1#t=3,9&component=2'])
      expect(lost(uri)).toEqual([]);
  });
});

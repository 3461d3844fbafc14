import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildUri, parseUri } from '../../../../src/core/uri/hm-uri.ts';
import type { ParsedUri } from '../../../../src/core/uri/hm-uri.ts';
import { isName } from '../../../../src/core/uri/segment.ts';

const SEED = 20_261_124;
const PLAIN: ParsedUri = {
  instance: 'local',
  collection: '',
  mediaId: null,
  fragment: null,
  params: {},
};
const parsed = (text: string): ParsedUri => {
  const result = parseUri(text);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

describe('hm:// addresses', () => {
  it.each<[string, Partial<ParsedUri>]>([
    ['hm://local', {}],
    ['hm://local/', {}],
    ['hm:///', {}],
    ['HM://local/a', { mediaId: 'a' }],
    ['web+hm://local/a/b', { collection: 'a', mediaId: 'b' }],
    ['hm://local/landscapes/mountain001', { collection: 'landscapes', mediaId: 'mountain001' }],
    [
      'hm://studio.example.com:8080/shared/video.mp4',
      { instance: 'studio.example.com:8080', collection: 'shared', mediaId: 'video.mp4' },
    ],
    ['hm://[::1]:8080/a/', { instance: '[::1]:8080', collection: 'a' }],
    ["hm://Maria's%20Mac/a/", { instance: "Maria's Mac", collection: 'a' }],
    [
      'hm://local/tutorials/demo.mp4#t=30s,45s',
      { collection: 'tutorials', mediaId: 'demo.mp4', fragment: { t: [30, 45] } },
    ],
    [
      'hm://local/photos/panorama.jpg#xywh=100,200,300,400',
      {
        collection: 'photos',
        mediaId: 'panorama.jpg',
        fragment: { xywh: { unit: 'pixel', x: 100, y: 200, w: 300, h: 400 } },
      },
    ],
    [
      'hm://local/projects/composite_main#component=2',
      { collection: 'projects', mediaId: 'composite_main', fragment: { component: 2 } },
    ],
    [
      'hm://local/portraits/photo.jpg?quality=high&thumbnail=256',
      {
        collection: 'portraits',
        mediaId: 'photo.jpg',
        params: { quality: 'high', thumbnail: '256' },
      },
    ],
    ['hm://local/%C3%89t%C3%A9%202024/', { collection: 'Été 2024' }],
    ['hm://local/E%CC%81t%C3%A9/', { collection: 'Été' }],
  ])('reads %s', (text, parts) => {
    expect(parseUri(text)).toEqual({ ok: true, value: { ...PLAIN, ...parts } });
  });

  it('U3: reads fragment and params in either order alike', () => {
    expect(parsed('hm://local/a?quality=high#t=10s')).toEqual(
      parsed('hm://local/a#t=10s?quality=high'),
    );
    expect(parsed('hm://local/a#t=10s?quality=high').params).toEqual({ quality: 'high' });
  });

  it.each([
    'http://local/a',
    'hm:/local/a',
    'hm://local/a//b',
    'hm://local/a/../b',
    'hm://local/a%2Fb',
    'hm://local/%FF',
    'hm://local/%E2%80%AE',
    'hm://local/%00',
    'hm://user@host/a',
    'hm://host:0/a',
    'hm://host:65536/a',
    'hm://host:abc/a',
    'hm://local/a?x=%zz',
    'hm://local/a#t=1#t=2',
    'hm://local/a?a=1?b=2',
    `hm://local/${'a/'.repeat(65)}`,
    `hm://local/${'a'.repeat(9_000)}`,
  ])('refuses %s', (text) => {
    expect(parseUri(text)).toMatchObject({ ok: false, error: { type: 'bad-uri' } });
  });

  it('keeps a parameter called __proto__ a parameter', () => {
    const { params } = parsed('hm://local/a?__proto__=x');
    expect(Object.getPrototypeOf(params)).toBe(Object.prototype);
    expect(Object.entries(params)).toEqual([['__proto__', 'x']]);
  });

  it('parses anything into a value or a failure', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(typeof parseUri(text).ok).toBe('boolean');
        expect(typeof parseUri(`hm://${text}`).ok).toBe('boolean');
      }),
      { seed: SEED, numRuns: 1_000 },
    );
  });

  const name = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
    .map((text) => text.normalize('NFC'))
    .filter(isName);
  const seconds = fc.integer({ min: 0, max: 1e9 }).map((ms) => ms / 1000);
  const fragment = fc
    .record(
      {
        t: fc
          .tuple(seconds, fc.option(seconds.map((s) => s + 0.5)))
          .map(([start, extra]): [number, number | null] => [
            start,
            extra === null ? null : Math.round((start + extra) * 1000) / 1000,
          ]),
        xywh: fc.record({
          unit: fc.constantFrom('pixel' as const, 'percent' as const),
          x: fc.nat(50),
          y: fc.nat(50),
          w: fc.integer({ min: 1, max: 50 }),
          h: fc.integer({ min: 1, max: 50 }),
        }),
        component: fc.integer({ min: 1, max: 1_000 }),
      },
      { requiredKeys: [] },
    )
    .map((parts) => (Object.keys(parts).length === 0 ? null : parts));
  const uri = fc.record({
    instance: fc.constantFrom(
      'local',
      'host.example:8080',
      '192.168.1.100:80',
      '[::1]',
      'Mac 2',
    ),
    collection: fc.array(name, { maxLength: 4 }).map((names) => names.join('/')),
    mediaId: fc.option(name),
    fragment,
    params: fc.dictionary(
      fc.string({ minLength: 1, maxLength: 5 }),
      fc.string({ maxLength: 8 }),
      {
        maxKeys: 4,
        noNullPrototype: true,
      },
    ),
  });

  it('U8: what is built reads back as its parts, and builds the same again', () => {
    fc.assert(
      fc.property(uri, (parts) => {
        const text = buildUri(parts);
        expect(parsed(text)).toEqual(parts);
        expect(buildUri(parsed(text))).toBe(text);
      }),
      { seed: SEED, numRuns: 1_000 },
    );
  });

  it('U8: writes the fragment before the params, seconds with their unit', () => {
    const parts = {
      instance: 'server.com',
      collection: 'shared/videos',
      mediaId: 'xyz789',
      fragment: { t: [10, null] as const },
      params: { quality: 'high' },
    };
    expect(buildUri(parts)).toBe('hm://server.com/shared/videos/xyz789#t=10s?quality=high');
    expect(buildUri({})).toBe('hm://local/');
  });

  it('U8: refuses to build what could not be read back', () => {
    expect(() => buildUri({ mediaId: 'a/b' })).toThrow(/no address/);
    expect(() => buildUri({ collection: 'a//b' })).toThrow(/no address/);
    expect(() => buildUri({ instance: 'a b@c' })).toThrow(/no address/);
    expect(() => buildUri({ fragment: { t: [5, 3] } })).toThrow(/no part/);
    expect(() => buildUri({ fragment: { component: 0 } })).toThrow(/no part/);
  });
});

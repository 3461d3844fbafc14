import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatByteRate,
  formatByteSize,
  parseByteRate,
  parseByteSize,
} from '../../../../src/core/config/byte-size.ts';
import {
  applyConfigPatch,
  configToPlain,
  parseConfig,
} from '../../../../src/core/config/config-form.ts';
import { DEFAULT_CONFIG, createConfig } from '../../../../src/core/config/config.ts';

const SEED = 20_261_130;

describe('sizes and rates', () => {
  it.each([
    ['10GB', 10e9],
    ['10 gb', 10e9],
    ['1.5MiB', 1_572_864],
    ['512', 512],
    ['512B', 512],
    [700, 700],
    ['0B', 0],
    ['-1GB', null],
    ['10XB', null],
    ['GB', null],
    ['9999999999TB', null],
    [NaN, null],
    [1.5, null],
    [null, null],
  ])('reads the size %s', (text, bytes) => {
    expect(parseByteSize(text)).toBe(bytes);
  });

  it('write the shortest text that reads as the same number', () => {
    fc.assert(
      fc.property(
        fc.maxSafeNat(),
        fc.constantFrom(1, 1e3, 1e6, 1e9, 2 ** 20),
        (count, unit) => {
          const bytes = Math.min(count, Math.floor(Number.MAX_SAFE_INTEGER / unit)) * unit;
          expect(parseByteSize(formatByteSize(bytes))).toBe(bytes);
          expect(parseByteRate(formatByteRate(bytes))).toBe(bytes);
        },
      ),
      { seed: SEED },
    );
    expect(formatByteSize(10e9)).toBe('10GB');
    expect(formatByteSize(0)).toBe('0B');
    expect(formatByteRate(10e6)).toBe('10MB/s');
    expect(parseByteRate('10 MB / s')).toBe(10e6);
  });
});

describe('the config', () => {
  it('reads back from its plain form, changed in every setting or in none', () => {
    const config = createConfig({ id: 'abc', name: 'Studio' });
    expect(parseConfig(configToPlain(config))).toEqual({ ok: true, value: config });
    const changed = applyConfigPatch(config, {
      type: 'peer',
      uri: 'hm://studio.example:8080',
      storage: { maxSize: '500GB', cacheSize: 10e6 },
      network: {
        signallingUrl: 'wss://signal.example/x',
        lanDiscovery: true,
        registryUrl: 'https://registry.example',
        iceServers: ['stun:stun.example:3478'],
      },
      subscriptions: {
        autoSync: false,
        syncIntervalSeconds: 60,
        conflictStrategy: 'manual',
        bandwidthLimit: '10MB/s',
      },
      media: {
        supportedFormats: { images: ['jpg'], videos: [], audio: ['mp3'] },
        generateThumbnails: false,
        thumbnailSizes: [64],
      },
    });
    if (!changed.ok) throw new Error(changed.error.message);
    expect(changed.value.storage).toEqual({ maxSize: 500e9, cacheSize: 10e6 });
    expect(changed.value.subscriptions.bandwidthLimit).toBe(10e6);
    expect(parseConfig(configToPlain(changed.value))).toEqual({
      ok: true,
      value: changed.value,
    });
  });

  it('has the keys and the defaults that config.yaml promises', () => {
    expect(configToPlain(createConfig({ id: 'abc', name: 'Studio' }))).toMatchObject({
      instance: { id: 'abc', name: 'Studio', uri: 'hm://local', type: 'primary' },
      storage: { max_size: null, cache_size: '10GB' },
      subscriptions: {
        auto_sync: true,
        sync_interval: 900,
        conflict_strategy: 'last_write_wins',
        bandwidth_limit: null,
      },
      media: { generate_thumbnails: true, thumbnail_sizes: [128, 256, 512] },
    });
  });

  it('takes defaults for what is missing, and passes over what it does not know', () => {
    expect(
      parseConfig({ instance: { type: 'local' }, storage: { root: '/data' }, x: 1 }),
    ).toEqual({
      ok: true,
      value: DEFAULT_CONFIG,
    });
  });

  it.each<[string, unknown]>([
    ['', null],
    ['', 'x'],
    ['', []],
    ['instance.id', { instance: { id: 'a b' } }],
    ['instance.type', { instance: { type: 'king' } }],
    ['instance.uri', { instance: { uri: 'http://x' } }],
    ['storage.cache_size', { storage: { cache_size: '10 apples' } }],
    ['network.signalling_url', { network: { signalling_url: 'http://signal.example' } }],
    ['subscriptions.sync_interval', { subscriptions: { sync_interval: 0 } }],
    ['media.thumbnail_sizes', { media: { thumbnail_sizes: [128, 'big'] } }],
    ['media.supported_formats.audio', { media: { supported_formats: { audio: ['../x'] } } }],
  ])('a bad %s is refused by its path', (path, plain) => {
    expect(parseConfig(plain)).toMatchObject({
      ok: false,
      error: { type: 'bad-config', path },
    });
  });

  it.each([
    ['maxSize', 99e6, '99000000', '100MB', '1000TB'],
    ['maxSize', '1001TB', '"1001TB"', '100MB', '1000TB'],
    ['cacheSize', '9MB', '"9MB"', '10MB', '1000TB'],
  ])(
    'a %s out of its bounds is refused with the value and the bounds',
    (key, given, value, min, max) => {
      expect(applyConfigPatch(DEFAULT_CONFIG, { storage: { [key]: given } })).toMatchObject({
        ok: false,
        error: { path: `storage.${key}`, value, bounds: { min, max } },
      });
    },
  );

  it('takes sizes at their bounds', () => {
    const storage = { maxSize: '100MB', cacheSize: '10MB' };
    expect(applyConfigPatch(DEFAULT_CONFIG, { storage })).toMatchObject({
      ok: true,
      value: { storage: { maxSize: 100e6, cacheSize: 10e6 } },
    });
  });

  it('a patch with a key that does not exist fails, by its path', () => {
    const refuse = (patch: unknown, path: string): void => {
      expect(applyConfigPatch(DEFAULT_CONFIG, patch)).toMatchObject({
        ok: false,
        error: { path },
      });
    };
    refuse({ storage: { cach_size: 1 } }, 'storage.cach_size');
    refuse({ storage: 5 }, 'storage');
    refuse(JSON.parse('{"__proto__": {"x": 1}}'), '__proto__');
    refuse({ name: '' }, 'name');
    refuse(7, '');
  });

  it('survives any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(typeof parseConfig(value).ok).toBe('boolean');
        expect(typeof applyConfigPatch(DEFAULT_CONFIG, value).ok).toBe('boolean');
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});

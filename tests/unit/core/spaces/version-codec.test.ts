import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesToBase64url, bytesToUtf8 } from '../../../../src/core/base/bytes.ts';
import { decodeCbor, encodeCbor } from '../../../../src/core/base/cbor.ts';
import type { DeviceId, SpaceId } from '../../../../src/core/base/ids.ts';
import type { Plain, PlainObject } from '../../../../src/core/base/plain.ts';
import { createAuthor } from '../../../../src/core/spaces/author.ts';
import { createHlc } from '../../../../src/core/spaces/hlc.ts';
import {
  encodeSigned,
  encodeUnsigned,
  encodeVersion,
  MAX_VERSION_BYTES,
  parseVersion,
  versionToPlain,
} from '../../../../src/core/spaces/version-codec.ts';
import { signVersion, verifyVersion } from '../../../../src/core/spaces/version-signature.ts';
import { histories } from './history-kit.ts';
import { createTestSigner, testAuthor, testVerifier, testVersion } from './space-kit.ts';

const SEED = 20261121;
const [a, b] = [testAuthor(0), testAuthor(1)];

const version = testVersion({
  author: b,
  counter: 4,
  vector: { [a]: 2, [b]: 3 },
  hlc: createHlc(5_000, 0),
  body: { name: 'x', title: null, tags: ['t'] },
  stamps: {
    title: { author: a, counter: 2, hlc: createHlc(3_000, 0) },
    name: { author: a, counter: 2, hlc: createHlc(3_000, 0) },
  },
});

/** The reason why a version is refused whose plain form `change` has changed. */
const refusal = (change: { readonly [field: string]: Plain }): string | null => {
  const parsed = parseVersion(encodeCbor({ ...versionToPlain(version), ...change }));
  return parsed.ok ? null : parsed.error.reason;
};

const row = (...cells: readonly Plain[]): Plain => [cells];
const early = createHlc(3_000, 0);

describe('encoded versions', () => {
  it('V15 come back as they were', () => {
    expect(parseVersion(encodeVersion(version))).toEqual({ ok: true, value: version });
    fc.assert(
      fc.property(histories(true), ({ versions }) => {
        for (const each of versions) {
          const parsed = parseVersion(encodeVersion(each));
          expect(parsed).toEqual({ ok: true, value: each });
          if (parsed.ok) expect(encodeVersion(parsed.value)).toEqual(encodeVersion(each));
          expect(encodeSigned(encodeUnsigned(each), each)).toEqual(encodeVersion(each));
        }
      }),
      { seed: SEED, numRuns: 50 },
    );
  });

  it('V16 sign a prefix of their own and everything but the signature', () => {
    const text = bytesToUtf8(encodeUnsigned(version).subarray(0, 12));
    expect(text).toBe('hm1-version\0');
    const decoded = decodeCbor(encodeUnsigned(version).subarray(12));
    const { signature, ...rest } = versionToPlain(version);
    expect(signature).toHaveLength(64);
    expect(decoded).toEqual({ ok: true, value: rest });
  });

  it.each<readonly [string, PlainObject]>([
    ['space', { space: 'short' }],
    ['space', { space: 7 }],
    ['kind', { kind: 'folder' }],
    ['entity', { entity: '' }],
    ['entity', { entity: '../x' }],
    ['entity', { entity: 'x'.repeat(129) }],
    ['author', { author: 'nobody.0' }],
    ['author', { author: `${b}1.5` }],
    ['author', { author: `${b.slice(0, -2)}.00` }],
    ['author', { author: createAuthor(bytesToBase64url(new Uint8Array(32)) as DeviceId, 0) }],
    ['counter', { counter: 0 }],
    ['counter', { counter: 1.5 }],
    ['counter', { counter: '4' }],
    ['vector', { vector: [] }],
    ['vector', { vector: { x: 1 } }],
    ['vector', { vector: { [a]: 0 } }],
    ['vector', { vector: { [b]: 4 } }],
    ['hlc', { hlc: 'yesterday' }],
    ['tombstone', { tombstone: 'purged' }],
    ['tombstone', { body: null }],
    ['tombstone', { tombstone: 'bored', body: null }],
    ['stamps', { tombstone: 'purged', body: null }],
    ['body', { body: [] }],
    ['body', { body: Object.fromEntries([['__proto__', 1]]) }],
    ['body', { body: { 'a b': 1 } }],
    ['stamps', { stamps: {} }],
    ['stamps', { stamps: row(a, 2, early, ['unknown']) }],
    ['stamps', { stamps: row(a, 2, early, ['title', 'name']) }],
    ['stamps', { stamps: row(a, 2, early, []) }],
    ['stamps', { stamps: row(a, 3, early, ['name']) }],
    ['stamps', { stamps: row(a, 0, early, ['name']) }],
    ['stamps', { stamps: row(a, 2, createHlc(5_000, 0), ['name']) }],
    ['stamps', { stamps: row('x', 2, early, ['name']) }],
    [
      'stamps',
      {
        stamps: [
          [a, 2, early, ['name']],
          [a, 1, early, ['title']],
        ],
      },
    ],
    [
      'stamps',
      {
        stamps: [
          [a, 1, early, ['name']],
          [a, 2, early, ['name']],
        ],
      },
    ],
    ['signature', { signature: new Uint8Array(63) }],
    ['signature', { signature: 'x' }],
    ['its fields', { more: 1 }],
  ])('V17 are refused for a bad %s: %j', (reason, change) => {
    expect(refusal(change)).toBe(reason);
  });

  it('V17 are refused where a field lacks, where bytes are left over and beyond 64 KiB', () => {
    const { hlc, ...rest } = versionToPlain(version);
    expect(hlc).toBeDefined();
    expect(parseVersion(encodeCbor(rest))).toMatchObject({ ok: false });
    expect(parseVersion(new Uint8Array([...encodeVersion(version), 0]))).toMatchObject({
      ok: false,
    });
    const large = testVersion({ body: { name: 'x'.repeat(MAX_VERSION_BYTES) } });
    expect(parseVersion(encodeVersion(large))).toMatchObject({
      ok: false,
      error: { type: 'bad-version' },
    });
    expect(parseVersion(encodeCbor(null))).toMatchObject({ ok: false });
  });

  it('V17 never throw and never change, whatever byte is flipped', () => {
    const bytes = encodeVersion(version);
    for (let at = 0; at < bytes.length; at++) {
      const flipped = new Uint8Array(bytes.with(at, (bytes[at] ?? 0) ^ 0x15));
      const parsed = parseVersion(flipped);
      if (parsed.ok) expect(encodeVersion(parsed.value)).toEqual(flipped);
    }
  });

  it('V18 are verified with the key of the device that they name, over every part', async () => {
    const unsigned = testVersion({ author: a, body: { name: 'x' } });
    const signed = await signVersion(unsigned, createTestSigner(1));
    expect(await verifyVersion(signed, testVerifier)).toBe(true);
    const changes = [
      { space: 'BBBBBBBBBBBBBBBBBBBBBB' as SpaceId },
      { kind: 'media' as const },
      { entity: 'other' },
      { author: b },
      { counter: 2 },
      { vector: { [b]: 1 } },
      { hlc: createHlc(1, 1) },
      { body: { name: 'y' } },
      { body: null, tombstone: 'purged' as const },
      { signature: signed.signature.with(3, 1) },
    ];
    for (const change of changes) {
      expect(await verifyVersion({ ...signed, ...change }, testVerifier)).toBe(false);
    }
    const byOther = await signVersion(unsigned, createTestSigner(2));
    expect(await verifyVersion(byOther, testVerifier)).toBe(false);
  });

  it('V18 are not verified with a key that no device may have', async () => {
    const weak = createAuthor(bytesToBase64url(new Uint8Array(32)) as DeviceId, 0);
    const gullible = { verify: () => Promise.resolve(true) };
    expect(await verifyVersion(testVersion({ author: weak }), gullible)).toBe(false);
  });
});

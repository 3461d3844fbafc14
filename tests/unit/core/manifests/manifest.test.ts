import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesToHex } from '../../../../src/core/base/bytes.ts';
import type { Plain, PlainObject } from '../../../../src/core/base/plain.ts';
import type { SignedManifest } from '../../../../src/core/manifests/manifest.ts';
import {
  openManifest,
  signManifest,
  type ManifestTerms,
} from '../../../../src/core/manifests/manifest-signature.ts';
import {
  isAtLeast,
  parseSignedManifest,
} from '../../../../src/core/manifests/parse-manifest.ts';
import { createTestSigner, testVerifier } from '../spaces/space-kit.ts';
import { smallManifest } from './manifest-kit.ts';

const signer = createTestSigner(7);
const key = bytesToHex(signer.publicKey);
const terms: ManifestTerms = {
  subject: 'collection:AAAAAAAAAAAAAAAAAAAAAA',
  keys: [key],
  seen: 0,
  clientVersion: '0.1.0',
};
const signed = () => signManifest(smallManifest(), signer);
/** As a file that was saved and opened again. */
const reread = (value: SignedManifest): PlainObject =>
  JSON.parse(JSON.stringify(value)) as PlainObject;

/** Every path to a value in `value` that is no object itself. */
const leaves = (
  value: Plain,
  path: readonly (string | number)[] = [],
): (string | number)[][] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, part]) => leaves(part, [...path, name]))
    : [[...path]];

const withLeaf = (
  value: PlainObject,
  path: readonly (string | number)[],
  leaf: unknown,
): PlainObject => {
  const copy = structuredClone(value) as Record<string, unknown>;
  let at = copy;
  for (const name of path.slice(0, -1)) at = at[name] as Record<string, unknown>;
  at[path.at(-1) ?? ''] = leaf;
  return copy as PlainObject;
};

const faultOf = (value: Plain): string | null => {
  const parsed = parseSignedManifest(value);
  return parsed.ok ? null : `${parsed.error.where}: ${parsed.error.expected}`;
};

describe('a signed manifest', () => {
  it('M1 comes back from JSON as it was, and is used where it meets the terms', async () => {
    const original = await signed();
    const parsed = parseSignedManifest(reread(original));
    expect(parsed).toEqual({ ok: true, value: original });
    expect(await openManifest(original, terms, testVerifier)).toEqual({
      ok: true,
      value: original.manifest,
    });
  });

  it('M2 of which any value was changed is refused, by its form or by its signature', async () => {
    const original = reread(await signed());
    const changes: unknown[] = [null, true, 0, 1, -1, 1e300, '', 'x', [], {}];
    for (const path of leaves(original)) {
      for (const change of changes) {
        const forged = withLeaf(original, path, change);
        if (JSON.stringify(forged) === JSON.stringify(original)) continue;
        const parsed = parseSignedManifest(forged);
        if (!parsed.ok) continue;
        // Texts that may be left out read alike where they are.
        if (JSON.stringify(parsed.value) === JSON.stringify(original)) continue;
        const opened = await openManifest(parsed.value, { ...terms, keys: null }, testVerifier);
        expect(opened, path.join('.')).toEqual({ ok: false, error: { type: 'bad-signature' } });
      }
    }
  });

  it('M2 of which a digit of signature or key was changed is refused', async () => {
    const original = await signed();
    for (const part of ['signature', 'key'] as const) {
      for (let at = 0; at < original[part].length; at++) {
        const digit = original[part][at] === 'f' ? '0' : 'f';
        const forged = {
          ...original,
          [part]: original[part].slice(0, at) + digit + original[part].slice(at + 1),
        };
        const opened = await openManifest(forged, { ...terms, keys: null }, testVerifier);
        expect(opened).toEqual({ ok: false, error: { type: 'bad-signature' } });
      }
    }
  });

  it('M3 signed by another key is refused by its name, unless any key will do', async () => {
    const other = createTestSigner(8);
    const foreign = await signManifest(smallManifest(), other);
    const otherKey = bytesToHex(other.publicKey);
    expect(await openManifest(foreign, terms, testVerifier)).toEqual({
      ok: false,
      error: { type: 'unknown-signer', key: otherKey },
    });
    expect((await openManifest(foreign, { ...terms, keys: null }, testVerifier)).ok).toBe(true);
  });

  it('M4 older than one that was seen is refused; the same one is not', async () => {
    const manifest = await signed();
    expect((await openManifest(manifest, { ...terms, seen: 7 }, testVerifier)).ok).toBe(true);
    expect(await openManifest(manifest, { ...terms, seen: 8 }, testVerifier)).toEqual({
      ok: false,
      error: { type: 'rolled-back', sequence: 7, seen: 8 },
    });
  });

  it('M5 of something else, or for a newer app, is refused with what it is for', async () => {
    const manifest = await signed();
    expect(await openManifest(manifest, { ...terms, subject: 'assets' }, testVerifier)).toEqual(
      {
        ok: false,
        error: { type: 'wrong-subject', subject: terms.subject },
      },
    );
    const newer = await signManifest({ ...smallManifest(), minClientVersion: '0.2.0' }, signer);
    expect(await openManifest(newer, terms, testVerifier)).toEqual({
      ok: false,
      error: { type: 'needs-newer-app', minClientVersion: '0.2.0' },
    });
  });

  it('M5 compares versions by their numbers', () => {
    expect(isAtLeast('0.10.0', '0.9.9')).toBe(true);
    expect(isAtLeast('1.0.0', '1.0.0')).toBe(true);
    expect(isAtLeast('1.2.3', '1.10.0')).toBe(false);
  });
});

describe('what a manifest may say', () => {
  it.each([
    ['paths that climb', ['manifest', 'files', 0, 'path'], '../boat.jpg', 'files[0].path'],
    ['paths with nothing in them', ['manifest', 'files', 0, 'path'], 'a//b', 'files[0].path'],
    ['a path twice', ['manifest', 'files', 1, 'path'], 'Lake/boat.jpg', 'files[1].path'],
    [
      'a hash of no algorithm',
      ['manifest', 'files', 0, 'hash'],
      'a'.repeat(64),
      'files[0].hash',
    ],
    ['sizes below nothing', ['manifest', 'files', 0, 'size'], -1, 'files[0].size'],
    [
      'a size that its chunks have not',
      ['manifest', 'files', 0, 'size'],
      2_501,
      'files[0].chunks',
    ],
    ['a gap', ['manifest', 'files', 0, 'chunks', 1, 'offset'], 1_001, 'files[0].chunks'],
    ['empty chunks', ['manifest', 'files', 0, 'chunks', 0, 'size'], 0, 'files[0].chunks'],
    [
      'a hash cut short',
      ['manifest', 'files', 0, 'chunks', 0, 'hash'],
      'sha256-ab',
      'files[0].chunks',
    ],
    ['another form', ['manifest', 'version'], 2, 'version'],
    ['a time that is none', ['manifest', 'timestamp'], 'yesterday', 'timestamp'],
    ['a sequence of 0', ['manifest', 'sequence'], 0, 'sequence'],
    ['a version of words', ['manifest', 'minClientVersion'], 'new', 'minClientVersion'],
    ['another subject', ['manifest', 'subject'], 'everything', 'subject'],
    ['a key cut short', ['key'], 'ab', 'key'],
    ['whether in words', ['manifest', 'files', 0, 'required'], 'yes', 'files[0].required'],
    [
      'too long a text',
      ['manifest', 'files', 0, 'fallback'],
      'x'.repeat(5_000),
      'files[0].fallback',
    ],
  ])('M6 is not %s', async (_, path, leaf, where) => {
    const forged = withLeaf(reread(await signed()), path, leaf);
    expect(faultOf(forged)).toContain(`${where}: `);
  });

  it('M6 is bounded in files, and in chunks of all files together', async () => {
    const original = reread(await signed());
    const file = smallManifest().files[1];
    const many = Array.from({ length: 200_001 }, () => file);
    expect(faultOf(withLeaf(original, ['manifest', 'files'], many))).toContain('200000 files');
    const chunk = { size: 1, hash: `sha256-${'0'.repeat(64)}` };
    const long = Array.from({ length: 2 ** 19 + 1 }, (_, offset) => ({ offset, ...chunk }));
    const files = ['a', 'b'].map((path) => ({
      ...file,
      path,
      size: long.length,
      chunks: long,
    }));
    expect(faultOf(withLeaf(original, ['manifest', 'files'], files))).toContain(
      'chunks in all',
    );
  });

  it('M6 is never what makes the reader fail', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        expect(parseSignedManifest(value as Plain).ok).toBe(false);
      }),
      { seed: Number(process.env['HM_SEED']), numRuns: 2_000 },
    );
  });
});

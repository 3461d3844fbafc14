import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeSignedParts, signerOf } from '../../../scripts/signed-parts.ts';
import { APP_PARTS } from '../../../src/core/assets/app-part.ts';
import { assertFits, openAssetManifest } from '../../../src/core/assets/kept-parts.ts';
import { bytesToHex } from '../../../src/core/base/bytes.ts';
import { testVerifier } from '../core/spaces/space-kit.ts';

const root = join(import.meta.dirname, '../../..');
const seed = 'ab'.repeat(32);
const trust = (environment: Record<string, string>) => ({
  keys: [bytesToHex(signerOf(environment).publicKey)],
  clientVersion: '0.1.0',
  parts: APP_PARTS,
});
const listOf = async (environment: Record<string, string>): Promise<Uint8Array> =>
  (await makeSignedParts(root, environment)).get('manifest.json') ?? new Uint8Array();

it('A1 The installed packages give the parts that the app calls into, under a list that it believes', async () => {
  const parts = await makeSignedParts(root, {});
  const opened = await openAssetManifest(
    parts.get('manifest.json') ?? new Uint8Array(),
    trust({}),
    0,
    testVerifier,
  );
  assertFits(opened, trust({}));
  for (const { path, chunks } of opened.manifest.files) {
    const bytes = parts.get(path) ?? new Uint8Array();
    for (const { offset, size, hash } of chunks) {
      const chunk = bytes.subarray(offset, offset + size);
      expect(`sha256-${createHash('sha256').update(chunk).digest('hex')}`).toBe(hash);
    }
  }
});

it('The same packages and key give the same bytes, another key another list', async () => {
  const [one, same, other] = await Promise.all([
    listOf({}),
    listOf({}),
    listOf({ HM_ASSETS_KEY: seed }),
  ]);
  expect(Buffer.from(one).equals(same)).toBe(true);
  expect(Buffer.from(one).equals(other)).toBe(false);
  await openAssetManifest(other, trust({ HM_ASSETS_KEY: seed }), 0, testVerifier);
  await expect(openAssetManifest(other, trust({}), 0, testVerifier)).rejects.toMatchObject({
    type: 'bad-manifest',
  });
});

it('A key that is no seed stops the build', () => {
  expect(() => signerOf({ HM_ASSETS_KEY: 'secret' })).toThrow('HM_ASSETS_KEY');
});

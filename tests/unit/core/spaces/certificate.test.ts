import { describe, expect, it } from 'vitest';
import { bytesToUtf8 } from '../../../../src/core/base/bytes.ts';
import { decodeCbor, encodeCbor } from '../../../../src/core/base/cbor.ts';
import type { Plain, PlainObject } from '../../../../src/core/base/plain.ts';
import { isRandomId } from '../../../../src/core/base/ids.ts';
import {
  certifyDevice,
  createSpaceId,
  encodeCertificate,
  keyToDeviceId,
  parseCertificate,
  verifyCertificate,
} from '../../../../src/core/spaces/certificate.ts';
import { createTestSigner, testDigest, testVerifier } from './space-kit.ts';

const root = createTestSigner(100);
const device = createTestSigner(101);
const issue = () =>
  certifyDevice(
    { deviceKey: device.publicKey, name: 'Laptop', issuedAtMs: 1_760_000_000_000 },
    root,
  );

describe('spaces and devices', () => {
  it('V20 a space is named by its root key and a nonce', async () => {
    const nonce = new Uint8Array(16).fill(1);
    const space = await createSpaceId(root.publicKey, nonce, testDigest);
    expect(isRandomId(space)).toBe(true);
    expect(await createSpaceId(root.publicKey, nonce, testDigest)).toBe(space);
    const others = [
      await createSpaceId(device.publicKey, nonce, testDigest),
      await createSpaceId(root.publicKey, nonce.with(0, 2), testDigest),
    ];
    expect(new Set([space, ...others]).size).toBe(3);
    expect(keyToDeviceId(device.publicKey)).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it('V21 a certificate comes back as it was and verifies', async () => {
    const certificate = await issue();
    expect(parseCertificate(encodeCertificate(certificate))).toEqual({
      ok: true,
      value: certificate,
    });
    expect(await verifyCertificate(certificate, testVerifier)).toBe(true);
  });

  it('V21 a certificate covers every part of it, under a prefix of its own', async () => {
    const certificate = await issue();
    const changes = [
      { rootKey: device.publicKey },
      { deviceKey: root.publicKey },
      { name: 'Phone' },
      { issuedAtMs: 1 },
      { signature: certificate.signature.with(0, 0) },
      { rootKey: new Uint8Array(32) },
      { deviceKey: new Uint8Array(32) },
    ];
    for (const change of changes) {
      expect(await verifyCertificate({ ...certificate, ...change }, testVerifier)).toBe(false);
    }
    let signed = new Uint8Array();
    const spy = {
      publicKey: root.publicKey,
      sign: (bytes: Uint8Array) => {
        signed = bytes.slice();
        return root.sign(bytes);
      },
    };
    await certifyDevice({ deviceKey: device.publicKey, name: '', issuedAtMs: 0 }, spy);
    expect(bytesToUtf8(signed.subarray(0, 11))).toBe('hm1-device\0');
  });

  it.each<readonly [string, PlainObject]>([
    ['rootKey', { rootKey: new Uint8Array(32) }],
    ['deviceKey', { deviceKey: new Uint8Array(31) }],
    ['name', { name: 'é'.repeat(128) }],
    ['name', { name: 7 }],
    ['issuedAtMs', { issuedAtMs: -1 }],
    ['issuedAtMs', { issuedAtMs: 'now' }],
    ['signature', { signature: new Uint8Array(65) }],
    ['its fields', { more: null }],
  ])('V22 a certificate with a bad %s is refused', async (reason, change) => {
    const decoded = decodeCbor(encodeCertificate(await issue()));
    if (!decoded.ok) throw new Error(decoded.error.reason);
    const bytes = encodeCbor({ ...(decoded.value as PlainObject), ...change });
    expect(parseCertificate(bytes)).toEqual({
      ok: false,
      error: { type: 'bad-certificate', reason },
    });
  });

  it('V22 bytes that are no certificate are refused', () => {
    const values: readonly Plain[] = [null, 7, 'x', [], [1, 2, 3, 4, 5], {}];
    for (const value of values) expect(parseCertificate(encodeCbor(value)).ok).toBe(false);
    expect(parseCertificate(new Uint8Array(2000)).ok).toBe(false);
    expect(parseCertificate(new Uint8Array()).ok).toBe(false);
  });
});

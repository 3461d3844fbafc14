import { describe, expect, it } from 'vitest';
import { hexToBytes } from '../../src/core/base/bytes.ts';
import {
  createDeviceKey,
  createDigest,
  createRandom,
  createSigner,
  createVerifier,
} from '../../src/platform/webcrypto/webcrypto-keys.ts';
import {
  createRootKey,
  isWrappedRootKey,
  unwrapRootKey,
} from '../../src/platform/webcrypto/root-key.ts';

const hex = (text: string) => hexToBytes(text) ?? new Uint8Array();
const bytes = new TextEncoder().encode('a version');

/** RFC 8032, 7.1, test 3. */
const VECTOR = {
  publicKey: hex('fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025'),
  message: hex('af82'),
  signature: hex(
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ),
};

/** What Web Cryptography does for us, in whichever runtime. */
export const describeSigning = (name: string): void => {
  describe(`Signing by Web Cryptography: ${name}`, () => {
    it('verifies a published signature, and no other message under it', async () => {
      const { verify } = createVerifier();
      expect(await verify(VECTOR.publicKey, VECTOR.signature, VECTOR.message)).toBe(true);
      expect(await verify(VECTOR.publicKey, VECTOR.signature, hex('af83'))).toBe(false);
    });

    it('what a device key signs verifies under its raw public key; its private half stays inside', async () => {
      const pair = await createDeviceKey();
      const signer = await createSigner(pair);
      const signature = await signer.sign(bytes);
      expect(signer.publicKey.length).toBe(32);
      expect(signature.length).toBe(64);
      expect(await createVerifier().verify(signer.publicKey, signature, bytes)).toBe(true);
      await expect(crypto.subtle.exportKey('pkcs8', pair.privateKey)).rejects.toThrow();
    });

    it('says false, and does not throw, for keys and signatures of any wrong form', async () => {
      const { verify } = createVerifier();
      const { publicKey, signature, message } = VECTOR;
      expect(await verify(publicKey.subarray(1), signature, message)).toBe(false);
      expect(await verify(publicKey, signature.subarray(1), message)).toBe(false);
      expect(await verify(new Uint8Array(32), signature, message)).toBe(false);
      expect(await verify(new Uint8Array(32).fill(255), signature, message)).toBe(false);
      // y = 2 is on no point of the curve.
      expect(
        await verify(
          Uint8Array.from({ length: 32 }, (_, i) => (i === 0 ? 2 : 0)),
          signature,
          message,
        ),
      ).toBe(false);
    });

    it('a wrapped root key signs after it was unwrapped, and is not to be extracted unless asked', async () => {
      const root = await createRootKey();
      expect(isWrappedRootKey(structuredClone(root))).toBe(true);
      expect(isWrappedRootKey({ ...root, form: 2 })).toBe(false);
      const pair = await unwrapRootKey(root);
      const signer = await createSigner(pair);
      expect(signer.publicKey).toEqual(root.publicKey);
      expect(
        await createVerifier().verify(root.publicKey, await signer.sign(bytes), bytes),
      ).toBe(true);
      expect(pair.privateKey.extractable).toBe(false);
      expect((await unwrapRootKey(root, { extractable: true })).privateKey.extractable).toBe(
        true,
      );
      await expect(crypto.subtle.exportKey('raw', root.wrappingKey)).rejects.toThrow();
    });

    it('a wrapped root key with one changed bit, or under another public key, is refused', async () => {
      const root = await createRootKey();
      const privateKey = root.privateKey.slice();
      privateKey[20] = (privateKey[20] ?? 0) ^ 1;
      await expect(unwrapRootKey({ ...root, privateKey })).rejects.toThrow();
      const publicKey = (await createRootKey()).publicKey;
      await expect(unwrapRootKey({ ...root, publicKey })).rejects.toThrow();
    });

    it('digests by SHA-256 and draws as many random bytes as asked', async () => {
      // FIPS 180-2, B.1.
      expect(await createDigest().sha256(new TextEncoder().encode('abc'))).toEqual(
        hex('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'),
      );
      const drawn = createRandom().bytes(200_000);
      expect(drawn.length).toBe(200_000);
      expect(drawn.subarray(-1000).some((byte) => byte !== 0)).toBe(true);
    });
  });
};

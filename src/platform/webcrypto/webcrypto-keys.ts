import type { Random } from '../../core/base/clock.ts';
import type { Digest, SignatureVerifier, Signer } from '../../core/spaces/keys.ts';
import { isAcceptableKey, PUBLIC_KEY_BYTES, SIGNATURE_BYTES } from '../../core/spaces/keys.ts';

const ED25519 = 'Ed25519';

/** A new device key. Its private half never leaves the browser as bytes. */
export const createDeviceKey = (): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey(ED25519, false, ['sign', 'verify']);

/** A signer over a key pair of Ed25519. */
export const createSigner = async ({
  privateKey,
  publicKey,
}: CryptoKeyPair): Promise<Signer> => {
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', publicKey));
  return {
    publicKey: raw,
    sign: async (bytes) =>
      new Uint8Array(await crypto.subtle.sign(ED25519, privateKey, ownBuffer(bytes))),
  };
};

/** How many imported public keys a verifier keeps; a space has members, not thousands of them. */
const KNOWN_KEYS = 256;

/** Checks signatures; keys of small order and other traps are refused before the engine sees them. */
export const createVerifier = (): SignatureVerifier => {
  const known = new Map<string, Promise<CryptoKey | null>>();

  const importOnce = (publicKey: Uint8Array): Promise<CryptoKey | null> => {
    const name = publicKey.join();
    const key = known.get(name) ?? importKey(publicKey);
    known.delete(name);
    known.set(name, key);
    const oldest = known.keys().next();
    if (known.size > KNOWN_KEYS && !oldest.done) known.delete(oldest.value);
    return key;
  };

  return {
    verify: async (publicKey, signature, bytes) => {
      if (publicKey.length !== PUBLIC_KEY_BYTES || signature.length !== SIGNATURE_BYTES)
        return false;
      if (!isAcceptableKey(publicKey)) return false;
      const key = await importOnce(publicKey);
      if (key === null) return false;
      return crypto.subtle.verify(ED25519, key, ownBuffer(signature), ownBuffer(bytes));
    },
  };
};

/** `null` where the engine says that the bytes are no point of the curve. */
const importKey = async (publicKey: Uint8Array): Promise<CryptoKey | null> => {
  try {
    return await crypto.subtle.importKey('raw', ownBuffer(publicKey), ED25519, true, [
      'verify',
    ]);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'DataError') return null;
    throw error;
  }
};

/** SHA-256 by the platform. */
export const createDigest = (): Digest => ({
  sha256: async (bytes) =>
    new Uint8Array(await crypto.subtle.digest('SHA-256', ownBuffer(bytes))),
});

/** `getRandomValues` hands out this many bytes at most (Web Cryptography, §10.1.1). */
const RANDOM_BYTES_A_CALL = 65_536;

/** Randomness of the platform. */
export const createRandom = (): Random => ({
  bytes: (length) => {
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length; at += RANDOM_BYTES_A_CALL) {
      crypto.getRandomValues(bytes.subarray(at, at + RANDOM_BYTES_A_CALL));
    }
    return bytes;
  },
});

/** WebCrypto takes no view of shared memory; all else passes as it is. */
const ownBuffer = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : bytes.slice();

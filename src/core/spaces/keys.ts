import { hexToBytes } from '../base/bytes.ts';

/** Bytes of a raw Ed25519 public key, and of a signature. */
export const PUBLIC_KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;

/** An Ed25519 key pair that signs; the private half stays inside. */
export interface Signer {
  /** Raw, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** The signature of `bytes`, 64 bytes. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

/** Checks Ed25519 signatures. */
export interface SignatureVerifier {
  /** Whether `signature` over `bytes` was made by the holder of `publicKey`; false for anything malformed. */
  verify(publicKey: Uint8Array, signature: Uint8Array, bytes: Uint8Array): Promise<boolean>;
}

/** Digests. */
export interface Digest {
  /** SHA-256, 32 bytes. */
  sha256(bytes: Uint8Array): Promise<Uint8Array>;
}

/**
 * The y coordinates of all points of order 1, 2, 4 and 8, little-endian
 * (Chalkias, Garillot, Nikolaenko, "Taming the many EdDSAs", 2020, table 1).
 */
const SMALL_ORDER_Y = [
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '0000000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
].map((hex) => hexToBytes(hex) ?? new Uint8Array());

/**
 * Whether a public key from elsewhere may be used at all: 32 bytes, y below the field's prime, and not
 * of small order, under which one signature fits many messages. Engines differ on these, so every device
 * asks here first. Whether the point lies on the curve is left to the verifier.
 */
export const isAcceptableKey = (bytes: Uint8Array): boolean => {
  if (bytes.length !== PUBLIC_KEY_BYTES) return false;
  const y = bytes.slice();
  y[31] = (y[31] ?? 0) & 0x7f;
  return isBelowPrime(y) && !SMALL_ORDER_Y.some((small) => small.every((b, i) => b === y[i]));
};

/** Whether little-endian `y` is below 2^255 − 19. */
const isBelowPrime = (y: Uint8Array): boolean => {
  const isAllOnesAbove = y[31] === 0x7f && y.subarray(1, 31).every((byte) => byte === 0xff);
  return !isAllOnesAbove || (y[0] ?? 0) < 0xed;
};

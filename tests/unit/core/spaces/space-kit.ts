import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { bytesToBase64url, bytesToHex } from '../../../../src/core/base/bytes.ts';
import type { Author, DeviceId, SpaceId } from '../../../../src/core/base/ids.ts';
import { createAuthor } from '../../../../src/core/spaces/author.ts';
import { createHlc } from '../../../../src/core/spaces/hlc.ts';
import type { Digest, SignatureVerifier, Signer } from '../../../../src/core/spaces/keys.ts';
import { encodeUnsigned, encodeVersion } from '../../../../src/core/spaces/version-codec.ts';
import type { UnsignedVersion, Version } from '../../../../src/core/spaces/version.ts';

/** The space of these tests. */
export const SPACE = 'AAAAAAAAAAAAAAAAAAAAAA' as SpaceId;

const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_ED25519 = Buffer.from('302a300506032b6570032100', 'hex');

/** A real Ed25519 key pair made from a number, so that every run has the same. */
export const createTestSigner = (seed: number): Signer => {
  const secret = Buffer.alloc(32, seed);
  const der = Buffer.concat([PKCS8_ED25519, secret]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(12);
  return {
    publicKey: new Uint8Array(publicKey),
    sign: (bytes) => Promise.resolve(new Uint8Array(sign(null, bytes, key))),
  };
};

/** Node's Ed25519. */
export const testVerifier: SignatureVerifier = {
  verify: (publicKey, signature, bytes) => {
    const der = Buffer.concat([SPKI_ED25519, publicKey]);
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return Promise.resolve(verify(null, bytes, key, signature));
  },
};

/** Node's SHA-256. */
export const testDigest: Digest = {
  sha256: (bytes) =>
    Promise.resolve(new Uint8Array(createHash('sha256').update(bytes).digest())),
};

const KEYS = Array.from({ length: 6 }, (_, i) => createTestSigner(i + 1).publicKey);

/** Author number `index` (0 to 5) of these tests, sorted as their texts are. */
export const testAuthor = (index: number): Author =>
  createAuthor(bytesToBase64url(KEYS[index] ?? new Uint8Array(32)) as DeviceId, 0);

/** A version with 64 bytes that depend on all the rest, where the truth of the signature does not matter. */
export const pretendToSign = (unsigned: UnsignedVersion): Version => ({
  ...unsigned,
  signature: new Uint8Array(createHash('sha512').update(encodeUnsigned(unsigned)).digest()),
});

/** A version of one collection, with what `parts` says. */
export const testVersion = (parts: Partial<UnsignedVersion> = {}): Version =>
  pretendToSign({
    space: SPACE,
    kind: 'collection',
    entity: 'entity',
    author: testAuthor(0),
    counter: 1,
    vector: {},
    hlc: createHlc(1_000, 0),
    body: { name: 'Holidays' },
    tombstone: null,
    stamps: {},
    ...parts,
  });

/** The bytes of heads in their order, as text. */
export const headsToText = (heads: readonly Version[]): readonly string[] =>
  heads.map((head) => bytesToHex(encodeVersion(head)));

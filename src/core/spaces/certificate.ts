import { bytesToBase64url, concatBytes, utf8ToBytes } from '../base/bytes.ts';
import { decodeCbor, encodeCbor } from '../base/cbor.ts';
import type { DeviceId, SpaceId } from '../base/ids.ts';
import type { PlainObject } from '../base/plain.ts';
import { err, ok, type Result } from '../base/result.ts';
import {
  isAcceptableKey,
  SIGNATURE_BYTES,
  type Digest,
  type SignatureVerifier,
  type Signer,
} from './keys.ts';

/** The most bytes that an encoded certificate may have, and bytes of a name in it (UTF-8). */
const MAX_CERTIFICATE_BYTES = 1024;
const MAX_NAME_BYTES = 255;
const SPACE_ID_BYTES = 16;

/** A root key's word that a device key acts for its owner, in every epoch. */
export interface DeviceCertificate {
  /** The owner's root key, raw Ed25519. */
  readonly rootKey: Uint8Array;
  readonly deviceKey: Uint8Array;
  /** What the owner calls the device; text, never a path or HTML. */
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly issuedAtMs: number;
  /** By the root key, 64 bytes. */
  readonly signature: Uint8Array;
}

/** Why bytes are no certificate. */
export type BadCertificate = { readonly type: 'bad-certificate'; readonly reason: string };

/** The id of a device: its public key in base64url. */
export const keyToDeviceId = (publicKey: Uint8Array): DeviceId =>
  bytesToBase64url(publicKey) as DeviceId;

/** The id of the space that the owner of `rootKey` begins with `nonce` (16 random bytes). */
export const createSpaceId = async (
  rootKey: Uint8Array,
  nonce: Uint8Array,
  digest: Digest,
): Promise<SpaceId> => {
  const hash = await digest.sha256(concatBytes([utf8ToBytes('hm1-space\0'), rootKey, nonce]));
  return bytesToBase64url(hash.subarray(0, SPACE_ID_BYTES)) as SpaceId;
};

/** Certifies a device; `root` holds the root key. */
export const certifyDevice = async (
  device: {
    readonly deviceKey: Uint8Array;
    readonly name: string;
    readonly issuedAtMs: number;
  },
  root: Signer,
): Promise<DeviceCertificate> => {
  const unsigned = { ...device, rootKey: root.publicKey };
  return { ...unsigned, signature: await root.sign(encodeSigned(unsigned)) };
};

/** The bytes of a certificate as they are kept and sent. */
export const encodeCertificate = (certificate: DeviceCertificate): Uint8Array<ArrayBuffer> =>
  encodeCbor({ ...certificateToPlain(certificate), signature: certificate.signature });

/** The certificate in `bytes`, every part checked but the signature's truth. */
export const parseCertificate = (
  bytes: Uint8Array,
): Result<DeviceCertificate, BadCertificate> => {
  if (bytes.length > MAX_CERTIFICATE_BYTES) return bad(`${bytes.length} bytes`);
  const decoded = decodeCbor(bytes);
  if (!decoded.ok) return bad(decoded.error.reason);
  const value = decoded.value as PlainObject | null;
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 5) {
    return bad('its fields');
  }
  const { rootKey, deviceKey, name, issuedAtMs, signature } = value;
  if (!isKey(rootKey)) return bad('rootKey');
  if (!isKey(deviceKey)) return bad('deviceKey');
  if (typeof name !== 'string' || utf8ToBytes(name).length > MAX_NAME_BYTES) return bad('name');
  if (!Number.isSafeInteger(issuedAtMs) || Number(issuedAtMs) < 0) return bad('issuedAtMs');
  if (!(signature instanceof Uint8Array) || signature.length !== SIGNATURE_BYTES) {
    return bad('signature');
  }
  return ok({ rootKey, deviceKey, name, issuedAtMs: Number(issuedAtMs), signature });
};

/** Whether the root key that the certificate names signed it; whose root that is, the caller knows. */
export const verifyCertificate = async (
  certificate: DeviceCertificate,
  verifier: SignatureVerifier,
): Promise<boolean> =>
  isAcceptableKey(certificate.rootKey) &&
  isAcceptableKey(certificate.deviceKey) &&
  verifier.verify(certificate.rootKey, certificate.signature, encodeSigned(certificate));

type UnsignedCertificate = Omit<DeviceCertificate, 'signature'>;

const CERTIFICATE_PREFIX = utf8ToBytes('hm1-device\0');

const encodeSigned = (certificate: UnsignedCertificate): Uint8Array =>
  concatBytes([CERTIFICATE_PREFIX, encodeCbor(certificateToPlain(certificate))]);

const certificateToPlain = (certificate: UnsignedCertificate): PlainObject => ({
  rootKey: certificate.rootKey,
  deviceKey: certificate.deviceKey,
  name: certificate.name,
  issuedAtMs: certificate.issuedAtMs,
});

const isKey = (value: unknown): value is Uint8Array =>
  value instanceof Uint8Array && isAcceptableKey(value);

const bad = (reason: string): Result<never, BadCertificate> =>
  err({ type: 'bad-certificate', reason });

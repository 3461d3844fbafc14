import { base64urlToBytes } from '../base/bytes.ts';
import { authorToDevice } from './author.ts';
import { isAcceptableKey, type SignatureVerifier, type Signer } from './keys.ts';
import type { UnsignedVersion, Version } from './version.ts';
import { encodeUnsigned } from './version-codec.ts';

/** The version with its author's signature; `signer` holds the key of the author's device. */
export const signVersion = async (
  unsigned: UnsignedVersion,
  signer: Signer,
): Promise<Version> => ({
  ...unsigned,
  signature: await signer.sign(encodeUnsigned(unsigned)),
});

/** Whether the device that `version` names as its author signed it. */
export const verifyVersion = async (
  version: Version,
  verifier: SignatureVerifier,
): Promise<boolean> => {
  const key = base64urlToBytes(authorToDevice(version.author));
  if (key === null || !isAcceptableKey(key)) return false;
  return verifier.verify(key, version.signature, encodeUnsigned(version));
};

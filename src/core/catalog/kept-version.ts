import type { Signer } from '../spaces/keys.ts';
import type { UnsignedVersion, Version } from '../spaces/version.ts';
import { encodeSigned, encodeUnsigned, parseVersion } from '../spaces/version-codec.ts';

/** A version beside its bytes: it has but one form, so they need neither be made nor be read again. */
export interface KeptVersion extends Version {
  readonly bytes: Uint8Array;
}

/** The version in bytes of our own; `null` for one of a newer program, which waits in the journal. */
export const bytesToVersion = (bytes: Uint8Array): KeptVersion | null => {
  const parsed = parseVersion(bytes);
  return parsed.ok ? { ...parsed.value, bytes } : null;
};

/** The version with the signature of its author's device, whose key `signer` holds, and in bytes. */
export const keepVersion = async (
  unsigned: UnsignedVersion,
  signer: Signer,
): Promise<KeptVersion> => {
  const signed = encodeUnsigned(unsigned);
  const version = { ...unsigned, signature: await signer.sign(signed) };
  return { ...version, bytes: encodeSigned(signed, version) };
};

import type { Version } from '../spaces/version.ts';
import { encodeVersion, parseVersion } from '../spaces/version-codec.ts';

/** The bytes that a version was read from: it has but one form, so they need not be made again. */
const known = new WeakMap<Version, Uint8Array>();

/** A version as it is kept. */
export const versionToBytes = (version: Version): Uint8Array =>
  known.get(version) ?? encodeVersion(version);

/** The version in bytes of our own; `null` for one of a newer program, which waits in the journal. */
export const bytesToVersion = (bytes: Uint8Array): Version | null => {
  const parsed = parseVersion(bytes);
  if (!parsed.ok) return null;
  known.set(parsed.value, bytes);
  return parsed.value;
};

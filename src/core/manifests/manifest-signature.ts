import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '../base/bytes.ts';
import { encodeCbor } from '../base/cbor.ts';
import { err, ok, type Result } from '../base/result.ts';
import { isAcceptableKey, type SignatureVerifier, type Signer } from '../spaces/keys.ts';
import type { Manifest, SignedManifest } from './manifest.ts';
import { isAtLeast } from './parse-manifest.ts';

/** Why a well-formed manifest is not used. */
export type ManifestRefusal =
  /** Its signature is not that of its key over its content: something of it was changed. */
  | { readonly type: 'bad-signature' }
  /** Another key signed it than those that are trusted here. */
  | { readonly type: 'unknown-signer'; readonly key: string }
  /** It lists something else than was asked for. */
  | { readonly type: 'wrong-subject'; readonly subject: string }
  /** A later one was seen before: somebody hands out an old one. */
  | { readonly type: 'rolled-back'; readonly sequence: number; readonly seen: number }
  | { readonly type: 'needs-newer-app'; readonly minClientVersion: string };

/** What a manifest has to meet before it is used. */
export interface ManifestTerms {
  readonly subject: string;
  /** Keys that may sign it, lower-case hex; `null` where anyone may, since a person says whose it is. */
  readonly keys: readonly string[] | null;
  /** The highest sequence that was seen of this subject by this key; 0 where none was. */
  readonly seen: number;
  /** Three numbers. */
  readonly clientVersion: string;
}

/** What a signature covers: deterministic CBOR behind a prefix that no other signed record begins with. */
export const signedBytes = (manifest: Manifest): Uint8Array<ArrayBuffer> =>
  concatBytes([
    SIGNING_PREFIX,
    encodeCbor({
      ...manifest,
      files: manifest.files.map((file) => ({
        ...file,
        chunks: file.chunks.map((chunk) => ({ ...chunk })),
      })),
    }),
  ]);

/** The manifest with the signature of `signer`. */
export const signManifest = async (
  manifest: Manifest,
  signer: Signer,
): Promise<SignedManifest> => ({
  manifest,
  key: bytesToHex(signer.publicKey),
  signature: bytesToHex(await signer.sign(signedBytes(manifest))),
});

/** The manifest where its signature is true and it meets the terms; nothing of it is to be used before. */
export const openManifest = async (
  signed: SignedManifest,
  terms: ManifestTerms,
  verifier: SignatureVerifier,
): Promise<Result<Manifest, ManifestRefusal>> => {
  const { manifest, key } = signed;
  if (!(await isTrue(signed, verifier))) return err({ type: 'bad-signature' });
  if (terms.keys !== null && !terms.keys.includes(key)) {
    return err({ type: 'unknown-signer', key });
  }
  const { subject, sequence, minClientVersion } = manifest;
  if (subject !== terms.subject) return err({ type: 'wrong-subject', subject });
  if (sequence < terms.seen) return err({ type: 'rolled-back', sequence, seen: terms.seen });
  if (!isAtLeast(terms.clientVersion, minClientVersion)) {
    return err({ type: 'needs-newer-app', minClientVersion });
  }
  return ok(manifest);
};

const isTrue = async (
  { manifest, key, signature }: SignedManifest,
  verifier: SignatureVerifier,
): Promise<boolean> => {
  const [keyBytes, signatureBytes] = [hexToBytes(key), hexToBytes(signature)];
  if (keyBytes === null || signatureBytes === null || !isAcceptableKey(keyBytes)) return false;
  return verifier.verify(keyBytes, signatureBytes, signedBytes(manifest));
};

const SIGNING_PREFIX = utf8ToBytes('hm1-manifest\0');

import { bytesToUtf8 } from '../base/bytes.ts';
import { HmError, isHmError } from '../base/hm-error.ts';
import type { Plain } from '../base/plain.ts';
import { compareFile, type DigestLike } from '../manifests/compare-file.ts';
import {
  digestToBlob,
  type Manifest,
  type ManifestFile,
  type SignedManifest,
} from '../manifests/manifest.ts';
import { openManifest } from '../manifests/manifest-signature.ts';
import { parseSignedManifest } from '../manifests/parse-manifest.ts';
import type { SignatureVerifier } from '../spaces/keys.ts';
import type { Disk } from '../storage/disk.ts';
import type { AppPart } from './app-part.ts';

/** Everything of the parts lies below it: the list that is in use, whole parts, and those on their way in. */
export const ASSETS_DIRECTORY = 'assets';
/** The signed list by which the parts below are used. */
export const KEPT_MANIFEST = `${ASSETS_DIRECTORY}/manifest.json`;
/** Bytes of such a list, at most. */
export const MANIFEST_BYTES_MAX = 1024 * 1024;

/** Where a part lies once it is whole: under its hash, so that two versions never mix. */
export const wholePathOf = ({ hash }: Pick<ManifestFile, 'hash'>): string =>
  `${ASSETS_DIRECTORY}/${digestToBlob(hash)}`;
/** Where it lies until then, right chunks in their places. */
export const partialPathOf = (file: Pick<ManifestFile, 'hash'>): string =>
  `${wholePathOf(file)}.part`;

/** Whom this build of the app believes, and what it is. */
export interface AssetTrust {
  /** The public keys that may sign, lower-case hex: pinned by the build. */
  readonly keys: readonly string[];
  /** Three numbers. */
  readonly clientVersion: string;
  /** The parts that its code was built for. */
  readonly parts: readonly AppPart[];
}

/** A list that was found true. */
export interface TrustedManifest {
  readonly manifest: Manifest;
  readonly signed: SignedManifest;
}

/**
 * The list in these bytes, checked before anything of it is used. Rejects 'bad-manifest' (no such list, not
 * signed by a key that is trusted, changed, or older than one that was seen), 'newer-format' (made for a
 * later version of the app).
 */
export const openAssetManifest = async (
  bytes: Uint8Array,
  { keys, clientVersion }: AssetTrust,
  seen: number,
  verifier: SignatureVerifier,
): Promise<TrustedManifest> => {
  const parsed = parseSignedManifest(jsonOf(bytes));
  if (!parsed.ok) {
    const { where, expected } = parsed.error;
    throw refused(`${where} should be ${expected}`, { where, expected });
  }
  const terms = { subject: 'assets', keys, seen, clientVersion };
  const opened = await openManifest(parsed.value, terms, verifier);
  if (!opened.ok) {
    const { type } = opened.error;
    if (type === 'needs-newer-app') throw forAnotherApp();
    throw refused(REFUSALS[type], { refusal: type });
  }
  return { manifest: opened.value, signed: parsed.value };
};

/** Rejects 'newer-format' where a list lacks a part in the version that this app calls into. */
export const assertFits = ({ manifest }: TrustedManifest, { parts }: AssetTrust): void => {
  if (!parts.every((part) => fileOf(manifest, part) !== null)) throw forAnotherApp();
};

/** The entry of a part in the version that the app was built for, `null` where there is none. */
export const fileOf = (
  { files }: Manifest,
  { path, version }: Pick<AppPart, 'path' | 'version'>,
): ManifestFile | null =>
  files.find((file) => file.path === path && file.version === version) ?? null;

/** The list that is in use here, maybe since an earlier version of the app; `null` where none is, or none that is true. */
export const readKeptManifest = async (
  disk: Pick<Disk, 'read'>,
  trust: AssetTrust,
  verifier: SignatureVerifier,
): Promise<TrustedManifest | null> => {
  try {
    const bytes = await disk.read(KEPT_MANIFEST, 0, MANIFEST_BYTES_MAX);
    return await openAssetManifest(bytes, trust, 0, verifier);
  } catch (error) {
    if (isHmError(error)) return null;
    throw error;
  }
};

/** The bytes of a part, whole and right, from here; `null` where they are not. */
export const readWhole = async (
  disk: Pick<Disk, 'read' | 'size'>,
  file: ManifestFile,
  digest: DigestLike,
): Promise<Uint8Array<ArrayBuffer> | null> => {
  const path = wholePathOf(file);
  // A file that grew is not read into memory to find that out.
  if ((await disk.size(path)) !== file.size) return null;
  const bytes = await disk.read(path);
  const read = (start: number, end: number) => Promise.resolve(bytes.subarray(start, end));
  const { wrongChunks, isOtherSize } = await compareFile(
    file,
    { size: bytes.length, read },
    digest,
  );
  return wrongChunks.length === 0 && !isOtherSize ? bytes : null;
};

const jsonOf = (bytes: Uint8Array): Plain => {
  try {
    return JSON.parse(bytesToUtf8(bytes) ?? '') as Plain;
  } catch (error) {
    if (error instanceof SyntaxError) throw refused('it is no JSON', {});
    throw error;
  }
};

const REFUSALS = {
  'bad-signature': 'its signature does not fit it',
  'unknown-signer': 'it is signed by a key that this app does not trust',
  'wrong-subject': 'it lists something else',
  'rolled-back': 'it is older than one that was seen before',
} as const;

const refused = (why: string, facts: Record<string, string>): HmError =>
  new HmError(
    'bad-manifest',
    `The list of the app's parts is not used: ${why}. Parts that are here stay in use.`,
    facts,
  );

const forAnotherApp = (): HmError =>
  new HmError(
    'newer-format',
    'The host has parts for another version of the app. Reload the page to update it.',
  );

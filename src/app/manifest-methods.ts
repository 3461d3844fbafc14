import { version } from '../../package.json';
import { hexToBytes } from '../core/base/bytes.ts';
import { HmError } from '../core/base/hm-error.ts';
import type { BlobHash } from '../core/base/ids.ts';
import type { Drive } from '../core/drive/drive.ts';
import { planExport } from '../core/exports/export-plan.ts';
import type { IntegrityReport } from '../core/integrity/damage.ts';
import { compareFile, type FileComparison } from '../core/manifests/compare-file.ts';
import { digestBy } from '../core/manifests/digest-by.ts';
import {
  digestToBlob,
  type Manifest,
  type ManifestFile,
  type SignedManifest,
} from '../core/manifests/manifest.ts';
import { type ManifestRefusal, openManifest } from '../core/manifests/manifest-signature.ts';
import { parseSignedManifest } from '../core/manifests/parse-manifest.ts';
import type { ContentHasher } from '../core/media/ingest-ports.ts';
import { keyToDeviceId } from '../core/spaces/certificate.ts';
import type { SignatureVerifier } from '../core/spaces/keys.ts';
import { fileAt } from '../platform/file-system-access/file-at.ts';
import { badArgument, type Methods, object, text } from './backend.ts';
import { exportItems } from './export-items.ts';
import type { RunningCalls } from './running-calls.ts';

/** What manifests are made and checked with. */
export interface ManifestParts {
  readonly drive: Drive;
  readonly calls: RunningCalls;
  /** The original under a hash, `null` where its bytes are not here. */
  readonly openBlob: (hash: BlobHash) => Promise<File | null>;
  /** Used alone: its `startBlob` is one at a time. */
  readonly hasher: ContentHasher;
  readonly verifier: SignatureVerifier;
  readonly nowMs: () => number;
}

/** `integrity.exportManifest` and `integrity.verifyManifest`, for all tabs. */
export const manifestMethods = (parts: ManifestParts): Methods => ({
  'integrity.exportManifest': ([path], request) =>
    parts.calls.run(request, (signal) => exportManifest(parts, text(path, 'path'), signal)),
  'integrity.verifyManifest': ([manifest, against], request) =>
    parts.calls.run(request, (signal) =>
      verifyManifest(parts, manifest, folderOf(against), signal),
    ),
});

const exportManifest = async (
  { drive, hasher }: ManifestParts,
  path: string,
  signal: AbortSignal,
): Promise<SignedManifest> => {
  const { id } = drive.collections.get(path);
  const items = await exportItems(drive, path, null);
  const entries = planExport(items, { sidecars: false });
  const files: ManifestFile[] = [];
  for (const [index, { media }] of items.entries()) {
    if (signal.aborted) throw new HmError('cancelled', 'It was cancelled.');
    files.push(await drive.manifests.fileOf(media, entries[index]?.path ?? '', hasher.chunk));
  }
  const subject = `collection:${id}`;
  return drive.manifests.sign({ subject, minClientVersion: version, files });
};

/** Checks what a manifest lists, in a folder or wherever in the drive its bytes stand. */
const verifyManifest = async (
  parts: ManifestParts,
  given: unknown,
  folder: FileSystemDirectoryHandle | null,
  signal: AbortSignal,
): Promise<IntegrityReport> => {
  const startedMs = parts.nowMs();
  const { manifest, key } = await opened(parts, given);
  const found = { bytesRead: 0, missing: 0, corrupt: 0 };
  const stillMissing: IntegrityReport['stillMissing'][number][] = [];
  for (const file of manifest.files) {
    if (signal.aborted) throw new HmError('cancelled', 'It was cancelled.');
    const hash = digestToBlob(file.hash);
    const copy = await (folder === null ? parts.openBlob(hash) : fileAt(folder, file.path));
    const compared = copy === null ? null : await compare(parts, file, copy);
    found.bytesRead += compared?.bytesRead ?? 0;
    if (compared !== null && isRight(compared)) continue;
    if (compared === null) found.missing += 1;
    else found.corrupt += 1;
    const id = (await parts.drive.manifests.itemOf(hash)) ?? '';
    stillMissing.push({ id, hash, name: file.path, sources: [] });
  }
  return {
    startedAt: new Date(startedMs).toISOString(),
    tookMs: parts.nowMs() - startedMs,
    checked: manifest.files.length,
    ...found,
    repaired: 0,
    quarantined: 0,
    orphans: 0,
    stillMissing,
    signedBy: keyToDeviceId(hexToBytes(key) ?? new Uint8Array()),
  };
};

const isRight = ({ wrongChunks, isOtherSize }: FileComparison): boolean =>
  wrongChunks.length === 0 && !isOtherSize;

const compare = (
  { hasher }: ManifestParts,
  file: ManifestFile,
  copy: File,
): Promise<FileComparison> => {
  const read = async (start: number, end: number) =>
    new Uint8Array(await copy.slice(start, end).arrayBuffer());
  return compareFile(file, { size: copy.size, read }, digestBy(hasher));
};

/** The manifest where it is one, whole and signed; whoever signed it is named in the report. */
const opened = async (
  { verifier }: ManifestParts,
  given: unknown,
): Promise<{ readonly manifest: Manifest; readonly key: string }> => {
  const parsed = parseSignedManifest(object(given, 'manifest'));
  if (!parsed.ok) {
    const { where, expected } = parsed.error;
    throw new HmError(
      'bad-manifest',
      `This is no signed list of files: ${where} should be ${expected}.`,
      { where, expected },
    );
  }
  const { manifest, key } = parsed.value;
  // A person chose this list: whose it is and of when is for the report to say, not for us to refuse.
  const terms = { subject: manifest.subject, keys: null, seen: 0, clientVersion: version };
  const used = await openManifest(parsed.value, terms, verifier);
  if (!used.ok) throw refused(used.error);
  return { manifest, key };
};

const refused = (refusal: ManifestRefusal): HmError =>
  refusal.type === 'needs-newer-app'
    ? new HmError(
        'newer-format',
        `This list needs version ${refusal.minClientVersion} of the app or later. Reload to update it.`,
        { minClientVersion: refusal.minClientVersion },
      )
    : new HmError(
        'bad-manifest',
        'The signature of this list does not fit it: it was changed after it was signed. Ask for it again.',
        { refusal: refusal.type },
      );

const folderOf = (against: unknown): FileSystemDirectoryHandle | null => {
  if (against === undefined || against === null) return null;
  if (against instanceof FileSystemDirectoryHandle) return against;
  throw badArgument(against, 'against', 'a folder, or nothing for the drive itself');
};

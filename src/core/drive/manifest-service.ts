import type { BlobHash, ChunkHash, MediaId } from '../base/ids.ts';
import type { PlainObject } from '../base/plain.ts';
import { parseChunkList } from '../blobs/chunk-list-codec.ts';
import { chunkBounds, countChunks, type BlobCut } from '../blobs/chunk-list.ts';
import {
  blobDigest,
  chunkDigest,
  MANIFEST_VERSION,
  type Manifest,
  type ManifestChunk,
  type ManifestFile,
  type SignedManifest,
} from '../manifests/manifest.ts';
import { signManifest } from '../manifests/manifest-signature.ts';
import type { Media } from '../media/media.ts';
import type { ContentHasher } from '../media/ingest-ports.ts';
import type { DriveParts } from './drive-parts.ts';

/** Signed lists of what stands in collections. */
export interface ManifestService {
  /** An item as a file at `path`. Its bytes are read only where their chunk list was lost. */
  fileOf(media: Media, path: string, sha256: ContentHasher['chunk']): Promise<ManifestFile>;
  /** Signs a list of files as this device, with the next sequence of its subject. */
  sign(list: Pick<Manifest, 'subject' | 'minClientVersion' | 'files'>): Promise<SignedManifest>;
  /** An item that bears these bytes, `null` where none does. */
  itemOf(hash: BlobHash): Promise<MediaId | null>;
}

/** The service over the parts of one drive; `keep` writes a record that does not sync. */
export const createManifestService = (
  { catalog, blobs, identity, clock }: DriveParts,
  keep: (key: readonly string[], value: PlainObject) => Promise<void>,
): ManifestService => {
  const cutOf = async (hash: BlobHash, listHash: ChunkHash) => {
    const bytes = await blobs.readList(listHash);
    const list = bytes === null ? null : parseChunkList(bytes);
    return list?.ok === true && list.value.blob === hash ? list.value : null;
  };

  const chunksOf = async (
    { hash, sizeBytes }: Media,
    sha256: ContentHasher['chunk'],
  ): Promise<readonly ManifestChunk[]> => {
    const [record] = await catalog.blobs([hash]);
    const list = record == null ? null : await cutOf(hash, record.listHash);
    const cut: BlobCut = list ?? { sizeBytes, dataStart: 0 };
    const count = countChunks(cut);
    if (count === 1) return [{ offset: 0, size: sizeBytes, hash: blobDigest(hash) }];
    const chunks: ManifestChunk[] = [];
    for (let index = 0; index < count; index++) {
      const { start, end } = chunkBounds(cut, index);
      const known = list?.chunks[index] ?? (await sha256(await blobs.read(hash, start, end)));
      chunks.push({ offset: start, size: end - start, hash: chunkDigest(known) });
    }
    return chunks;
  };

  return {
    fileOf: async (media, path, sha256) => ({
      path,
      hash: blobDigest(media.hash),
      size: media.sizeBytes,
      version: Math.max(1, media.versions),
      required: true,
      fallback: null,
      changelog: null,
      chunks: await chunksOf(media, sha256),
    }),
    sign: async ({ subject, minClientVersion, files }) => {
      const key = ['manifest', subject];
      const kept = (await catalog.local(key)) as { readonly sequence: number } | undefined;
      const sequence = (kept?.sequence ?? 0) + 1;
      await keep(key, { sequence });
      const timestamp = new Date(clock.nowMs()).toISOString();
      const version = MANIFEST_VERSION;
      return signManifest(
        { version, minClientVersion, timestamp, subject, sequence, files },
        identity.signer,
      );
    },
    itemOf: async (hash) => (await catalog.blobs([hash]))[0]?.media[0] ?? null,
  };
};

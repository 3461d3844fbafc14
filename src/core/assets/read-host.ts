import { HmError } from '../base/hm-error.ts';
import type { DigestLike } from '../manifests/compare-file.ts';
import type { ManifestFile } from '../manifests/manifest.ts';
import { type AssetHost, HOST_MANIFEST } from './asset-host.ts';
import { MANIFEST_BYTES_MAX } from './kept-parts.ts';
import { takeChunks } from './take-chunks.ts';

/** The signed list of a host, unchecked. Rejects as the host does, and 'bad-manifest' where it is too long. */
export const readHostManifest = async (
  host: AssetHost,
  signal: AbortSignal,
): Promise<Uint8Array> => {
  const { pieces } = await host.open(HOST_MANIFEST, 0, MANIFEST_BYTES_MAX, signal);
  const bytes = new Uint8Array(MANIFEST_BYTES_MAX);
  let filled = 0;
  for await (const piece of pieces) {
    if (filled + piece.length > bytes.length) throw tooLong();
    bytes.set(piece, filled);
    filled += piece.length;
  }
  return bytes.subarray(0, filled);
};

/** A part straight from its host, in memory; `null` where a byte of it is wrong or missing. Rejects as the host does. */
export const readFromHost = async (
  host: AssetHost,
  file: ManifestFile,
  digest: DigestLike,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer> | null> => {
  const bytes = new Uint8Array(file.size);
  const stretch = await host.open(file.path, 0, file.size, signal);
  const { chunks } = await takeChunks(stretch, file.chunks, digest, (chunk, part) => {
    bytes.set(part, chunk.offset);
    return Promise.resolve();
  });
  return chunks === file.chunks.length ? bytes : null;
};

const tooLong = (): HmError =>
  new HmError(
    'bad-manifest',
    `The list of the app's parts has more than ${MANIFEST_BYTES_MAX} bytes and is not read.`,
  );

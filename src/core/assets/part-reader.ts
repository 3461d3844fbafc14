import { isHmError } from '../base/hm-error.ts';
import type { DigestLike } from '../manifests/compare-file.ts';
import type { SignatureVerifier } from '../spaces/keys.ts';
import type { Disk } from '../storage/disk.ts';
import type { PartLoader } from './app-part.ts';
import type { AssetHost } from './asset-host.ts';
import {
  type AssetTrust,
  fileOf,
  openAssetManifest,
  readKeptManifest,
  readWhole,
} from './kept-parts.ts';
import { readFromHost, readHostManifest } from './read-host.ts';

/** What reading a part needs; it may run in any thread, beside the store that fetches them. */
export interface PartReaderOptions {
  readonly disk: Pick<Disk, 'read' | 'size'>;
  readonly host: AssetHost;
  readonly trust: AssetTrust;
  readonly verifier: SignatureVerifier;
  readonly digest: DigestLike;
}

/** Lends parts for use; every byte is checked each time, and nothing is written. */
export interface PartReader {
  /** From here alone. */
  readonly here: PartLoader;
  /** From here, or where the part is not here, or not right, straight from the host. */
  readonly anywhere: PartLoader;
}

/** A reader of what a store fetched. */
export const createPartReader = ({
  disk,
  host,
  trust,
  verifier,
  digest,
}: PartReaderOptions): PartReader => {
  const { signal } = new AbortController();

  const here: PartLoader = (part) =>
    orNull(async () => {
      const kept = await readKeptManifest(disk, trust, verifier);
      const file = kept === null ? null : fileOf(kept.manifest, part);
      return file === null ? null : readWhole(disk, file, digest);
    });

  const fromHost: PartLoader = (part) =>
    orNull(async () => {
      const kept = await readKeptManifest(disk, trust, verifier);
      const seen = kept?.manifest.sequence ?? 0;
      const bytes = await readHostManifest(host, signal);
      const { manifest } = await openAssetManifest(bytes, trust, seen, verifier);
      const file = fileOf(manifest, part);
      return file === null ? null : readFromHost(host, file, digest, signal);
    });

  return { here, anywhere: async (part) => (await here(part)) ?? fromHost(part) };
};

/** `null` for what is expected to fail: a host that is gone or lies, a disk that does not read. */
const orNull = async <T>(work: () => Promise<T | null>): Promise<T | null> => {
  try {
    return await work();
  } catch (error) {
    if (isHmError(error)) return null;
    throw error;
  }
};

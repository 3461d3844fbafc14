import { createPartReader, type PartReader } from '../core/assets/part-reader.ts';
import { digestBy } from '../core/manifests/digest-by.ts';
import { createContentHasher } from '../platform/hashing/content-hasher.ts';
import { createOpfsPageDisk } from '../platform/opfs/opfs-page-disk.ts';
import { createVerifier } from '../platform/webcrypto/webcrypto-keys.ts';
import { assetTrust, ownAssetHost } from './asset-trust.ts';
import { openDriveDirectory } from './drive-files.ts';

/** Lends the heavy parts of the app to whichever thread decodes; nothing is opened before one is asked for. */
export const createAssetReader = (): PartReader => {
  let opening: Promise<PartReader> | null = null;
  const opened = (): Promise<PartReader> => (opening ??= open());
  return {
    here: async (part) => (await opened()).here(part),
    anywhere: async (part) => (await opened()).anywhere(part),
  };
};

const open = async (): Promise<PartReader> =>
  createPartReader({
    disk: createOpfsPageDisk(await openDriveDirectory()),
    host: ownAssetHost(),
    trust: assetTrust(),
    verifier: createVerifier(),
    digest: digestBy(createContentHasher()),
  });

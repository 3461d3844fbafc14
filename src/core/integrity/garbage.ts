import type { BlobHash, ChunkHash } from '../base/ids.ts';
import type { Plain } from '../base/plain.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { CatalogKey } from '../catalog/catalog-store.ts';
import type { DerivedStore } from '../storage/derived-store.ts';

/** A blob that no item bears any more, as the journal says. */
export interface GoneBlob {
  readonly hash: BlobHash;
  readonly listHash: ChunkHash;
}

/** The first mark: written with the act that takes the last bearer away. A record that does not sync. */
interface GarbageMark {
  /** Milliseconds since 1970. */
  readonly goneMs: number;
  readonly blobs: readonly GoneBlob[];
}

/** What an act and a collection write of it. */
interface LocalDraft {
  local(key: CatalogKey, value: Plain): void;
  readonly at: string;
}

const PREFIX = 'garbage';
/** Blobs in one mark: a record of some 150 KiB. */
const MARKED_AT_ONCE = 1_000;
/** Marks that are looked at in one go. */
const BATCH = 1_000;
/** How long marked bytes stay where nobody asked for their room: readers of other threads end meanwhile. */
export const GARBAGE_AGE_MS = 3_600_000;

/** Notes, in the act that purges, which bytes are to be collected (V10). */
export const markGarbage = (draft: LocalDraft, gone: readonly GoneBlob[]): void => {
  for (let at = 0; at < gone.length; at += MARKED_AT_ONCE) {
    const mark: GarbageMark = {
      goneMs: Date.parse(draft.at),
      blobs: gone.slice(at, at + MARKED_AT_ONCE),
    };
    draft.local([PREFIX, gone[at]?.hash ?? ''], mark as unknown as Plain);
  }
};

/** What collecting looks at and removes. */
export interface GarbageParts {
  readonly catalog: Pick<Catalog, 'scan' | 'blobs'>;
  readonly blobs: Pick<BlobStore, 'remove' | 'removeList'>;
  readonly derived: Pick<DerivedStore, 'delete'>;
}

/** The blobs that are marked and wait. */
export const markedGarbage = async (
  parts: Pick<GarbageParts, 'catalog'>,
): Promise<ReadonlySet<BlobHash>> => {
  const hashes = new Set<BlobHash>();
  for (const { mark } of await readMarks(parts))
    for (const { hash } of mark.blobs) hashes.add(hash);
  return hashes;
};

/**
 * The second look: removes marked bytes, and marks that are done with. To be called while nothing else
 * writes. Bytes that a record names again are kept and unmarked; bytes that `isHeld`, or that were marked
 * after `beforeMs`, wait for the next time. Rejects as the disk does; what is left then stays marked.
 */
export const collectGarbage = async (
  parts: GarbageParts,
  draft: LocalDraft,
  beforeMs: number,
  isHeld: (hash: BlobHash) => boolean,
): Promise<number> => {
  let removed = 0;
  for (const { key, mark } of await readMarks(parts)) {
    if (mark.goneMs > beforeMs) continue;
    const records = await parts.catalog.blobs(mark.blobs.map(({ hash }) => hash));
    const held: GoneBlob[] = [];
    for (const [i, blob] of mark.blobs.entries()) {
      if (records[i] != null) continue;
      if (isHeld(blob.hash)) {
        held.push(blob);
        continue;
      }
      await removeBlob(parts, blob);
      removed += 1;
    }
    if (held.length === mark.blobs.length) continue;
    const next = held.length === 0 ? null : { ...mark, blobs: held };
    draft.local(key, next as unknown as Plain);
  }
  return removed;
};

const removeBlob = async (
  { blobs, derived }: GarbageParts,
  { hash, listHash }: GoneBlob,
): Promise<void> => {
  await blobs.remove(hash);
  await blobs.removeList(listHash);
  await derived.delete(hash);
};

const readMarks = async ({
  catalog,
}: Pick<GarbageParts, 'catalog'>): Promise<
  readonly { readonly key: CatalogKey; readonly mark: GarbageMark }[]
> => {
  const records = await catalog.scan('local', { prefix: [PREFIX], limit: BATCH });
  return records.map(({ key, value }) => ({ key, mark: value as unknown as GarbageMark }));
};

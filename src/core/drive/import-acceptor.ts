import { bytesToBase64url, utf8ToBytes } from '../base/bytes.ts';
import { encodeCbor } from '../base/cbor.ts';
import { isHmError } from '../base/hm-error.ts';
import type { BlobHash, CollectionId, MediaId } from '../base/ids.ts';
import type { PlainObject } from '../base/plain.ts';
import { parseChunkList } from '../blobs/chunk-list-codec.ts';
import { ownCopy, placementId } from '../catalog/records.ts';
import type { MediaState } from '../catalog/shown.ts';
import { pathOf } from '../collections/tree.ts';
import type { AcceptedFile, ImportSink, StagedFile } from '../imports/import-sink.ts';
import type { MediaBody } from '../media/media.ts';
import type { IngestResult } from '../media/media-lab.ts';
import type { ActDraft, ActWriter } from './act.ts';
import { rootIdOf } from './collection-view.ts';
import type { CollectionsService } from './collections-service.ts';
import { type FreshItem, composeBatch } from './compose-batch.ts';
import { withParts } from './composites.ts';
import type { DriveParts } from './drive-parts.ts';
import { createJobRecords, noteFile } from './import-jobs.ts';
import { noteLacking } from './lacking-part.ts';
import { place } from './media-place.ts';

interface Waiting {
  readonly file: StagedFile;
  readonly resolve: (accepted: AcceptedFile) => void;
  readonly reject: (error: unknown) => void;
}

/** Files of one batch that bear the same bytes share one item. */
interface Batch {
  readonly draft: ActDraft;
  /** When the bytes of each hash were last seen to be right. */
  readonly verifiedAt: ReadonlyMap<BlobHash, string>;
  readonly made: Map<string, CollectionId>;
  readonly itemByHash: Map<BlobHash, BatchItem>;
}

/** An item of a batch, and the other parts of the composite that it belongs to. */
interface BatchItem {
  readonly id: MediaId;
  readonly placedIn: Set<CollectionId>;
  readonly others: readonly MediaState[];
  /** What is new, to be looked at for composites. */
  readonly body: MediaBody | null;
}

/** The derived record of a blob: three thumbnails by ascending size, then raw metadata in CBOR. */
export const derivedParts = (result: IngestResult): readonly Uint8Array[] => [
  ...[128, 256, 512].map(
    (size) =>
      result.thumbnails.find((thumbnail) => thumbnail.size === size)?.bytes ?? new Uint8Array(),
  ),
  encodeCbor(result.rawMetadata),
  utf8ToBytes(result.thumbnails[0]?.mime ?? ''),
];

/**
 * Takes staged files in by the order of writes: blob into its place, journal flushed, catalogue, and
 * only then is a file accepted. Files that wait while a batch is written make the next batch, so that
 * many share one flush.
 */
export const createImportAcceptor = (
  parts: DriveParts,
  writer: ActWriter,
  collections: CollectionsService,
): ImportSink => {
  const { catalog, blobs, derived, identity, random, onDefect } = parts;
  const waiting: Waiting[] = [];
  let isDraining = false;

  /** Resolves with when the bytes were last seen to be right: a copy that lay there already was not looked at now. */
  const storeBlob = async (
    { stagingPath, result }: StagedFile,
    at: string,
  ): Promise<string> => {
    const [known] = await catalog.blobs([result.hash]);
    const own = ownCopy(known ?? null);
    if (own?.state === 'damaged') await blobs.quarantine(result.hash, 'wrong-bytes');
    const outcome = await blobs.adopt(stagingPath, result.hash, result.sizeBytes);
    return outcome === 'stored' ? at : (own?.verifiedAt ?? NEVER);
  };

  const storeOne = async (
    file: StagedFile,
    at: string,
  ): Promise<readonly [BlobHash, string]> => {
    const { hash, listHash, list } = file.result;
    const tasks = [
      storeBlob(file, at),
      derived.put(hash, derivedParts(file.result)),
      ...(hasSeveralChunks(file.result) ? [blobs.putList(listHash, list)] : []),
    ] as const;
    // All have ended before anyone hears that one failed: nothing goes on behind the write lock.
    await Promise.allSettled(tasks);
    const [verifiedAt] = await Promise.all(tasks);
    return [hash, verifiedAt];
  };

  /** Files side by side; of those with the same bytes the first is kept, the others go. */
  const storeBytes = async (
    files: readonly StagedFile[],
    at: string,
  ): Promise<ReadonlyMap<BlobHash, string>> => {
    const firsts = new Map<BlobHash, StagedFile>();
    for (const file of files)
      if (!firsts.has(file.result.hash)) firsts.set(file.result.hash, file);
    const tasks = [...firsts.values()].map((file) => storeOne(file, at));
    await Promise.allSettled(tasks);
    const stored = await Promise.all(tasks);
    const kept = new Set(firsts.values());
    for (const file of files) if (!kept.has(file)) await blobs.discard(file.stagingPath);
    return new Map(stored);
  };

  const itemOf = async (batch: Batch, file: StagedFile) => {
    const { hash } = file.result;
    const inBatch = batch.itemByHash.get(hash);
    if (inBatch !== undefined) return { ...inBatch, isNew: false };
    const known = await liveItem(hash);
    const id = known?.id ?? (bytesToBase64url(random.bytes(16)) as MediaId);
    noteBlob(batch.draft, file.result, batch.verifiedAt.get(hash) ?? NEVER);
    const members = known === null ? [] : await withParts(catalog, [known]);
    const item: BatchItem = {
      id,
      placedIn: new Set(known?.placedIn),
      others: members.filter((member) => member.id !== id),
      body: known === null ? writeNewItem(batch.draft, id, file) : null,
    };
    batch.itemByHash.set(hash, item);
    for (const member of members) {
      if (member.body.trashedAt !== null)
        batch.draft.patch('media', member.id, { trashedAt: null });
    }
    return { ...item, isNew: known === null };
  };

  /** The item that bears these bytes, one outside the trash before one in it. */
  const liveItem = async (hash: BlobHash): Promise<MediaState | null> => {
    const [blob] = await catalog.blobs([hash]);
    const items = (await catalog.media(blob?.media ?? [])).filter((item) => item !== null);
    return items.find((item) => item.body.trashedAt === null) ?? items[0] ?? null;
  };

  const acceptOne = async (batch: Batch, file: StagedFile): Promise<AcceptedFile> => {
    const { id, placedIn, others, isNew } = await itemOf(batch, file);
    const target = collections.ensure(batch.draft, batch.made, file.collection);
    if (!placedIn.has(target)) {
      batch.draft.patch('placement', placementId(id, target), { addedAt: batch.draft.at });
      placedIn.add(target);
    }
    for (const other of others) place(batch.draft, other, target);
    const accepted = {
      id,
      duplicate: !isNew,
      collections: placesOf(batch, placedIn),
      unshown: file.result.facts.noThumbnail,
    };
    noteFile(batch.draft, file.job, file.index, accepted);
    return accepted;
  };

  const placesOf = (batch: Batch, placedIn: ReadonlySet<CollectionId>): readonly string[] => {
    const madePaths = new Map([...batch.made].map(([path, id]) => [id, path]));
    const rootId = rootIdOf(identity.space);
    return [...placedIn].flatMap((id) =>
      id === rootId ? [''] : (madePaths.get(id) ?? pathOf(catalog.state().tree, id) ?? []),
    );
  };

  const writeBatch = async (files: readonly StagedFile[]): Promise<readonly AcceptedFile[]> => {
    const accepted: AcceptedFile[] = [];
    const group = files[0]?.job ?? '';
    const title = { verb: 'import', facts: { count: files.length }, group };
    await writer.write(title, null, async (draft) => {
      // Where the catalogue proves to be damaged, this is done once more from its beginning.
      accepted.length = 0;
      const verifiedAt = await storeBytes(files, draft.at);
      const batch: Batch = { draft, verifiedAt, made: new Map(), itemByHash: new Map() };
      for (const file of files) accepted.push(await acceptOne(batch, file));
      const fresh = freshItems(batch);
      for (const { id, body } of fresh) noteLacking(draft, id, body);
      await composeBatch(catalog, draft, fresh);
      return null;
    });
    return accepted;
  };

  /** Does what the disk allows; what it refuses can be made or done again later. */
  const asFarAsCan = async (task: () => Promise<unknown>): Promise<void> => {
    try {
      await task();
    } catch (error) {
      if (!isHmError(error)) onDefect(error);
    }
  };

  /** The files of one job that wait: they share a flush. */
  const takeBatch = (): readonly Waiting[] => {
    const job = waiting[0]?.file.job;
    const batch = waiting.filter(({ file }) => file.job === job);
    for (const entry of batch) waiting.splice(waiting.indexOf(entry), 1);
    return batch;
  };

  const settleBatch = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const accepted = await writeBatch(batch.map(({ file }) => file));
      batch.forEach(({ resolve }, i) => resolve(accepted[i] as AcceptedFile));
    } catch (error) {
      for (const { reject } of batch) reject(error);
      // What was refused would fill a full disk until the next start.
      for (const { file } of batch) await asFarAsCan(() => blobs.discard(file.stagingPath));
    }
  };

  /** Thumbnails are written down whenever nothing waits; a full disk loses only what can be made again. */
  const drain = async (): Promise<void> => {
    isDraining = true;
    while (waiting.length > 0) {
      await settleBatch(takeBatch());
      if (waiting.length === 0) await asFarAsCan(() => derived.flush());
    }
    isDraining = false;
  };

  const accept: ImportSink['accept'] = (file) => {
    const accepted = new Promise<AcceptedFile>((resolve, reject) => {
      waiting.push({ file, resolve, reject });
    });
    if (!isDraining) void drain();
    return accepted;
  };

  return {
    findByHash: async (hash) => (await liveItem(hash))?.id ?? null,
    accept,
    ...createJobRecords(catalog, writer),
  };
};

/** What a batch brought that was not there before. */
const freshItems = ({ itemByHash }: Batch): readonly FreshItem[] =>
  [...itemByHash.values()].flatMap(({ id, body, placedIn }) =>
    body === null ? [] : [{ id, body, placedIn: [...placedIn] }],
  );

/** The first version of an item. */
const writeNewItem = (
  draft: ActDraft,
  id: MediaId,
  { name, tags, result }: StagedFile,
): MediaBody => {
  const body: MediaBody = {
    ...result.facts,
    ...result.edits,
    name,
    tags: [...new Set([...result.edits.tags, ...tags])],
    hash: result.hash,
    sizeBytes: result.sizeBytes,
    listHash: result.listHash,
    components: [],
    partOf: null,
    createdAt: draft.at,
    trashedAt: null,
  };
  draft.patch('media', id, body as unknown as PlainObject);
  return body;
};

/** Before any time at which bytes could have been seen to be right. */
const NEVER = new Date(0).toISOString();

/** A second copy of known bytes says anew that they are here: it heals a lost or damaged one. */
const noteBlob = (
  draft: ActDraft,
  { hash, sizeBytes, listHash }: IngestResult,
  verifiedAt: string,
): void => draft.blob({ e: 'blob', hash, sizeBytes, listHash, verifiedAt });

/** A blob of one chunk is checked by its own hash and needs no list. */
const hasSeveralChunks = ({ list }: IngestResult): boolean => {
  const parsed = parseChunkList(list);
  return parsed.ok && parsed.value.chunks.length > 1;
};

/**
 * Fills a drive with many small items in minutes, where importing them takes hours: the parts, the forms
 * on disk and the way into journal and catalogue are the app's own; only what media workers would have
 * found is made up, and the tiny originals are written where they belong at once, not to staging first.
 */
import { createIdentify } from '../../../src/app/identify.ts';
import { HmError } from '../../../src/core/base/hm-error.ts';
import type { BlobHash, JobId } from '../../../src/core/base/ids.ts';
import { type BlobStore, createBlobStore } from '../../../src/core/blobs/blob-store.ts';
import { encodeChunkList } from '../../../src/core/blobs/chunk-list-codec.ts';
import { openCatalog } from '../../../src/core/catalog/catalog.ts';
import { type Drive, openDrive } from '../../../src/core/drive/drive.ts';
import type { StagedFile } from '../../../src/core/imports/import-sink.ts';
import { openJournal } from '../../../src/core/journal/open-journal.ts';
import type { IngestResult, Thumbnail } from '../../../src/core/media/media-lab.ts';
import type { ContentHasher } from '../../../src/core/media/ingest-ports.ts';
import type { Disk } from '../../../src/core/storage/disk.ts';
import { createSearchHost } from '../../../src/core/search/search-host.ts';
import { openPackStore } from '../../../src/core/storage/pack-store.ts';
import { createContentHasher } from '../../../src/platform/hashing/content-hasher.ts';
import { createIdbCatalog } from '../../../src/platform/idb/idb-catalog.ts';
import { createIdbKeys } from '../../../src/platform/idb/idb-keys.ts';
import { createOpfsDisk } from '../../../src/platform/opfs/opfs-disk.ts';
import { createDigest, createRandom } from '../../../src/platform/webcrypto/webcrypto-keys.ts';

/** What the drive shall hold. */
export interface Filling {
  readonly items: number;
  /** They are spread over so many collections: 'shelf-0', … */
  readonly collections: number;
}

/** Items of one act: as many as an import that is fast shares a flush among. */
const BATCH = 500;
/** Originals that are written at the same time. */
const WRITERS = 16;
const DERIVED_BYTES = 10e9;
/** As small as thumbnails get: 100,000 real ones would take 4 GB and change nothing about the start. */
const THUMBNAIL_BYTES = { 128: 300, 256: 600, 512: 1_500 } as const;

/** Fills the drive of this origin, and says in the console how far it is. */
export const fillDrive = async ({ items, collections }: Filling): Promise<void> => {
  const root = await navigator.storage.getDirectory();
  const disk = createOpfsDisk(await root.getDirectoryHandle('hm', { create: true }));
  const { drive, close } = await openParts(disk);
  const hasher = createContentHasher();
  for (let at = 0; at < items; at += BATCH) {
    const files: StagedFile[] = [];
    for (let index = at; index < Math.min(at + BATCH, items); index++) {
      files.push(
        await stagedFile(hasher, index, `shelf-${Math.floor((index * collections) / items)}`),
      );
    }
    await writeOriginals(disk, files);
    await Promise.all(files.map((file) => drive.importSink.accept(file)));
    if (at % (20 * BATCH) === 0) console.log(`${at + files.length} items`);
  }
  await compactWhenSettled(drive);
  await close();
};

const openParts = async (disk: Disk): Promise<{ drive: Drive; close: () => Promise<void> }> => {
  const clock = { nowMs: () => Date.now() };
  const random = createRandom();
  const [journal, catalog, derived, vault] = await Promise.all([
    openJournal({ disk, directory: 'journal', clock }),
    createIdbCatalog('hm-catalog').then(openCatalog),
    openPackStore({ disk, directory: 'derived', maxBytes: DERIVED_BYTES }),
    createIdbKeys(),
  ]);
  const blobs: BlobStore = { ...createBlobStore(disk), adopt: () => Promise.resolve('stored') };
  const unused = (): never => {
    throw new Error('Filling a drive reads no originals.');
  };
  const drive = await openDrive(
    {
      journal,
      catalog,
      blobs,
      derived,
      lab: { concurrency: 1, ingest: unused, dispose: () => undefined },
      searchHost: createSearchHost(disk, clock),
      originals: { open: unused, hash: unused, estimate: unused },
      clock,
      random,
      breathe: () => new Promise((resolve) => setTimeout(resolve)),
      emit: () => undefined,
      onDefect: (error) => console.error(error),
    },
    createIdentify({ vault, digest: createDigest(), clock, random, deviceName: 'Bench' }),
  );
  const close = async (): Promise<void> => {
    await derived.close();
    await journal.close();
  };
  return { drive, close };
};

const originalBytes = (index: number): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(`original ${index}`);

const writeOriginals = async (disk: Disk, files: readonly StagedFile[]): Promise<void> => {
  const left = [...files];
  const write = async (): Promise<void> => {
    for (let file = left.pop(); file !== undefined; file = left.pop()) {
      const { hash } = file.result;
      const opened = await disk.open(`blobs/${hash.slice(0, 2)}/${hash}`, { create: true });
      await opened.write(0, originalBytes(file.index));
      await opened.close();
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, write));
};

const stagedFile = async (
  hasher: ContentHasher,
  index: number,
  collection: string,
): Promise<StagedFile> => ({
  job: 'fill' as JobId,
  index,
  stagingPath: `staging/${index}`,
  collection,
  name: `IMG_${String(index).padStart(6, '0')}.jpg`,
  tags: index % 10 === 0 ? ['favourite'] : [],
  result: await ingestResult(hasher, index),
});

const ingestResult = async (hasher: ContentHasher, index: number): Promise<IngestResult> => {
  const bytes = originalBytes(index);
  const blob = await hasher.startBlob();
  blob.update(bytes);
  const hash: BlobHash = blob.digest();
  const chunks = [await hasher.chunk(bytes)];
  const list = encodeChunkList({ blob: hash, sizeBytes: bytes.length, dataStart: 0, chunks });
  return {
    hash,
    sizeBytes: bytes.length,
    listHash: await hasher.chunk(list),
    list,
    facts: {
      mime: 'image/jpeg',
      kind: 'photo',
      width: 6000,
      height: 4000,
      durationSeconds: null,
      capturedAt: new Date(Date.UTC(2010, 0, 1) + index * 4_000_000).toISOString(),
      capturedOffsetMinutes: 120,
      place: null,
      codec: 'jpeg',
      camera: 'Bench 24',
      artist: null,
      album: null,
      albumArtist: null,
      trackNumber: null,
      discNumber: null,
      thumbHash: 'HBkSHYSIeHiPiHh8eJd4eTN0EEQG',
      noThumbnail: null,
      perceptualHash: null,
      essence: null,
      contentId: null,
      burstId: null,
    },
    edits: {
      title: null,
      description: null,
      rating: null,
      tags: [],
      project: null,
      descriptors: [],
    },
    rawMetadata: { Make: 'Bench', Model: 'Bench 24', ISOSpeedRatings: 400 },
    thumbnails: ([128, 256, 512] as const).map((size) => thumbnail(size, index)),
  };
};

const thumbnail = (size: Thumbnail['size'], index: number): Thumbnail => ({
  size,
  mime: 'image/webp',
  bytes: new Uint8Array(THUMBNAIL_BYTES[size]).fill(index),
});

/** As a drive of this size would be: written long ago and compacted since. */
const compactWhenSettled = async (drive: Drive): Promise<void> => {
  for (;;) {
    try {
      await drive.compact({ force: true });
      return;
    } catch (error) {
      if (!(error instanceof HmError) || error.type !== 'too-early') throw error;
      const waitMs = Number(error.facts['waitMs'] ?? 1_000);
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
};

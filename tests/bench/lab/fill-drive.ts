/**
 * Fills a drive with many small items in minutes, where importing them takes hours: the parts, the forms
 * on disk and the way into journal and catalogue are the app's own; only what media workers would have
 * found is made up (its thumbnails are real pictures, a few dozen of them), and the tiny originals are written where they belong at once, not to staging first.
 */
import { createIdentify } from '../../../src/app/identify.ts';
import { HmError } from '../../../src/core/base/hm-error.ts';
import type { JobId } from '../../../src/core/base/ids.ts';
import { type BlobStore, createBlobStore } from '../../../src/core/blobs/blob-store.ts';
import { openCatalog } from '../../../src/core/catalog/catalog.ts';
import { type Drive, openDrive } from '../../../src/core/drive/drive.ts';
import { createHolds } from '../../../src/core/integrity/hold.ts';
import { createNoRepair } from '../../fixtures/no-repair.ts';
import type { StagedFile } from '../../../src/core/imports/import-sink.ts';
import { openJournal } from '../../../src/core/journal/open-journal.ts';
import type { Disk } from '../../../src/core/storage/disk.ts';
import { createSearchHost } from '../../../src/core/search/search-host.ts';
import { openPackStore } from '../../../src/core/storage/pack-store.ts';
import { createContentHasher } from '../../../src/platform/hashing/content-hasher.ts';
import { createIdbCatalog } from '../../../src/platform/idb/idb-catalog.ts';
import { createIdbKeys } from '../../../src/platform/idb/idb-keys.ts';
import { createOpfsDisk } from '../../../src/platform/opfs/opfs-disk.ts';
import { createDigest, createRandom } from '../../../src/platform/webcrypto/webcrypto-keys.ts';
import { drawnPictures } from './drawn-pictures.ts';
import { type MadeItems, createMadeItems } from './made-items.ts';

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

/** Fills the drive of this origin, and says in the console how far it is. */
export const fillDrive = async ({ items, collections }: Filling): Promise<void> => {
  const root = await navigator.storage.getDirectory();
  const disk = createOpfsDisk(await root.getDirectoryHandle('hm', { create: true }));
  const { drive, close } = await openParts(disk);
  const made = createMadeItems(createContentHasher(), await drawnPictures(), items);
  for (let at = 0; at < items; at += BATCH) {
    const files: StagedFile[] = [];
    for (let index = at; index < Math.min(at + BATCH, items); index++) {
      files.push(
        await stagedFile(made, index, `shelf-${Math.floor((index * collections) / items)}`),
      );
    }
    await writeOriginals(disk, made, files);
    await Promise.all(files.map((file) => drive.importSink.accept(file)));
    if (at % (20 * BATCH) === 0) console.log(`${at + files.length} items`);
  }
  console.log('making the search index');
  await drive.search.tend();
  await compactWhenSettled(drive);
  await close();
};

/** Takes all originals from the drive of this origin, as nobody but a browser does. */
export const removeOriginals = async (): Promise<void> => {
  const root = await navigator.storage.getDirectory();
  await (await root.getDirectoryHandle('hm')).removeEntry('blobs', { recursive: true });
};

const openParts = async (disk: Disk): Promise<{ drive: Drive; close: () => Promise<void> }> => {
  const clock = { nowMs: () => Date.now() };
  const random = createRandom();
  const [journal, catalog, derived, vault] = await Promise.all([
    openJournal({ disk, directory: 'journal', clock }),
    createIdbCatalog('hm-catalog').then((store) => openCatalog(store)),
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
      disk,
      hashes: { width: 1, blob: unused, again: unused, chunk: unused },
      repairer: createNoRepair(),
      holds: createHolds(clock),
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

const writeOriginals = async (
  disk: Disk,
  { originalBytes }: MadeItems,
  files: readonly StagedFile[],
): Promise<void> => {
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
  { ingestResult }: MadeItems,
  index: number,
  collection: string,
): Promise<StagedFile> => ({
  job: 'fill' as JobId,
  index,
  stagingPath: `staging/${index}`,
  collection,
  name: `IMG_${String(index).padStart(6, '0')}.jpg`,
  tags: [],
  result: await ingestResult(index),
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

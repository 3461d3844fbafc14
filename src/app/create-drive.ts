import { type BlobStore, createBlobStore } from '../core/blobs/blob-store.ts';
import { DEFAULT_CONFIG } from '../core/config/config.ts';
import { openCatalog } from '../core/catalog/catalog.ts';
import { type StartupReport, openDrive } from '../core/drive/drive.ts';
import type { DriveEvent } from '../core/drive/drive-parts.ts';
import { MAX_PIXELS } from '../core/drive/originals-service.ts';
import { createImportService } from '../core/imports/import-service.ts';
import { createHolds } from '../core/integrity/hold.ts';
import { openJournal } from '../core/journal/open-journal.ts';
import type { MediaLab } from '../core/media/media-lab.ts';
import type { SearchHost } from '../core/search/search-host.ts';
import { derivedWhenAsked } from '../core/storage/derived-store.ts';
import { openPackStore } from '../core/storage/pack-store.ts';
import { readFileBytes } from '../platform/file-system-access/file-bytes.ts';
import { createSourceKeeper } from '../platform/file-system-access/source-keeper.ts';
import { createContentHasher } from '../platform/hashing/content-hasher.ts';
import { createRunningHash } from '../platform/hashing/running-hash.ts';
import { createIdbCatalog } from '../platform/idb/idb-catalog.ts';
import { createIdbKeys } from '../platform/idb/idb-keys.ts';
import { whyNoGpu } from '../platform/imaging/gpu-support.ts';
import { createMediaPool } from '../platform/worker-pool/media-pool.ts';
import { listInThread } from '../platform/worker-pool/names-in-thread.ts';
import {
  createDigest,
  createRandom,
  createVerifier,
} from '../platform/webcrypto/webcrypto-keys.ts';
import { type Methods, createBackend } from './backend.ts';
import { createBreathe } from './breathe.ts';
import { type ConfigStore, openConfigStore } from './config-store.ts';
import { createMethods } from './drive-methods.ts';
import type { DriveFiles } from './drive-files.ts';
import { type Engines, openEngines } from './engines/engines.ts';
import { type MediaThreads, browserTimers, memoryForInputs } from './engines/media-threads.ts';
import { exportMethods } from './export-methods.ts';
import { EXPORT_DIRECTORY } from './export-targets.ts';
import type { Backend } from './drive-node.ts';
import { type HeavyParts, openHeavyParts } from './heavy-parts.ts';
import { createIdentify } from './identify.ts';
import { createImportRoom } from './import-room.ts';
import { createOriginals } from './originals.ts';
import { createRunningCalls } from './running-calls.ts';
import { manifestMethods } from './manifest-methods.ts';
import { runtimeMethods } from './runtime-methods.ts';
import { createHealing } from './tending/healing.ts';
import { healingMethods } from './tending/healing-methods.ts';
import { type Tending, startTending } from './tending/tending.ts';
import { createVerifiedBlobs } from './verified-blobs.ts';

/** Room for some thousand edits and deletions of a full disk, and for the catalogue to take them in. */
const RESERVE_BYTES = 4 * 1024 * 1024;
/** How many blobs are made ready for hashing while others are hashed. */
const WAITING_BLOBS = 6;

/** Beyond so many names a thread of their own is worth starting. */
const LISTED_HERE = 5_000;

/** What the thread that runs the drive hands in. */
export interface CreateDriveOptions {
  readonly files: DriveFiles;
  readonly media: MediaThreads;
  readonly searchHost: SearchHost;
  readonly emit: (event: DriveEvent) => void;
  readonly onDefect: (error: unknown) => void;
}

/** The lab of engines that are opened once the drive is, whose records they read. */
const labBehind = (
  { workers }: MediaThreads,
  engines: () => Engines | null,
  onTaken: HeavyParts['took'],
): MediaLab<File> => ({
  concurrency: Math.max(1, workers),
  ingest: async (job, options) => {
    const result = await opened(engines()).lab.ingest(job, options);
    onTaken(result.facts);
    return result;
  },
  dispose: () => engines()?.dispose(),
});

const opened = (engines: Engines | null): Engines => {
  if (engines !== null) return engines;
  throw new Error('The engines work once the drive is open.');
};

/** The store, listed by a thread of its own where that is started and `isLarge`. */
const listingElsewhere = (
  blobs: BlobStore,
  open: DriveFiles['openNames'],
  isLarge: () => boolean,
): BlobStore => {
  if (open === null) return blobs;
  const inThread = listInThread(open, blobs.list);
  return { ...blobs, list: () => (isLarge() ? inThread() : blobs.list()) };
};

/** Puts the browser's parts together into the drive that answers calls. To be run by one thread at a time. */
export const createDrive = async ({
  files,
  media,
  searchHost,
  emit: tell,
  onDefect,
}: CreateDriveOptions): Promise<Backend> => {
  const clock = { nowMs: () => Date.now() };
  const startedMs = clock.nowMs();
  let tending: Tending | null = null;
  const emit = (event: DriveEvent): void => {
    tell(event);
    if (event.event === 'change') tending?.changed();
  };
  const breathe = createBreathe();
  const now = () => new Date(clock.nowMs()).toISOString();
  const random = createRandom();
  const { directory, disk, appended, openNames } = files;
  const [catalog, vault] = await Promise.all([
    createIdbCatalog('hm-catalog').then((store) => openCatalog(store, breathe)),
    createIdbKeys(),
  ]);
  const checkpoint = await catalog.checkpoint();
  const journal = await openJournal({
    disk,
    directory: 'journal',
    clock,
    reserveBytes: RESERVE_BYTES,
    checkpoint,
    breathe,
    ...(appended !== null && { segmentBytes: appended.journalBytes }),
  });
  const blobs = listingElsewhere(
    createBlobStore(disk),
    openNames,
    () => catalog.state().totals.blobs > LISTED_HERE,
  );
  const originals = createOriginals(directory, blobs.pathOf);
  const hasher = createContentHasher();
  const workers = Math.max(1, media.workers);
  const { estimate } = originals;
  let config: ConfigStore | null = null;
  let engines: Engines | null = null;
  let parts: HeavyParts | null = null;
  const lab = labBehind(
    media,
    () => engines,
    (facts) => parts?.took(facts),
  );
  const healing = createHealing({
    ...{ disk, blobs, estimate, clock, random, breathe, emit },
    lab: () => opened(engines).lab,
  });
  const cacheSize = (): number => (config?.get() ?? DEFAULT_CONFIG).storage.cacheSize;
  const drive = await openDrive(
    {
      journal,
      catalog,
      blobs,
      derived: derivedWhenAsked(() =>
        openPackStore({
          disk,
          directory: 'derived',
          maxBytes: cacheSize,
          ...(appended !== null && { segmentBytes: appended.packBytes }),
        }),
      ),
      lab,
      searchHost,
      originals,
      disk,
      hashes: {
        // A small file is on its way through the browser's processes for longer than it is at work.
        width: workers + WAITING_BLOBS,
        blob: async (hash, signal) => {
          const file = await originals.open(hash);
          if (file === null || engines === null) return null;
          return engines.lab.hash(
            { file, path: blobs.pathOf(hash) },
            { signal, priority: 'LOW' },
          );
        },
        again: originals.hashAt,
        chunk: hasher.chunk,
      },
      repairer: healing.repairer,
      holds: createHolds(clock),
      clock,
      random,
      breathe,
      emit,
      onDefect,
    },
    createIdentify({ vault, digest: createDigest(), clock, random, deviceName: 'This device' }),
    startedMs,
  );
  await healing.start(drive.healing, drive.integrity.settings);
  const heavy = (parts = await openHeavyParts({
    ...{ disk, drive, estimate, clock, emit },
    onDue: () => tending?.partsDue(),
  }));
  const settings = (config = await openConfigStore(drive, crypto.randomUUID()));
  engines = await openEngines({
    pool: createMediaPool({ spawn: media.spawn }),
    workers: media.workers,
    loadPage: media.loadPage,
    records: { read: drive.readLocal, write: drive.writeLocal },
    clock,
    timers: browserTimers,
    lookForGpu: whyNoGpu,
    freeBytes: memoryForInputs(),
    emit,
    onDefect,
  });
  const imports = createImportService<File, FileSystemHandle>({
    sink: drive.importSink,
    lab,
    keeper: createSourceKeeper(vault),
    readBytes: readFileBytes,
    clock,
    random,
    maxPixels: MAX_PIXELS,
    room: createImportRoom(drive, () => settings.get().storage.maxSize, clock),
    onEvent: (progress) =>
      emit({
        event: 'progress',
        payload: { at: now(), ...progress, steps: { ...progress.steps } },
      }),
    onArrival: (arrival) => emit({ event: 'arrival', payload: { at: now(), ...arrival } }),
    onDefect,
  });
  const calls = createRunningCalls();
  const methods: Methods = {
    ...createMethods({
      drive,
      imports,
      config: settings,
      calls,
      verified: createVerifiedBlobs(blobs, hasher, drive.integrity.suspect),
      createHash: createRunningHash,
      parity: { settle: healing.settleParity, changed: () => tending?.parityChanged() },
      clock,
      emit,
    }),
    ...runtimeMethods({
      engines,
      drive,
      openBlob: originals.open,
      calls,
      nowMs: clock.nowMs,
    }),
    ...manifestMethods({
      drive,
      calls,
      openBlob: originals.open,
      hasher: createContentHasher(),
      verifier: createVerifier(),
      nowMs: clock.nowMs,
    }),
    ...healingMethods(healing, drive),
    ...heavy.methods,
    ready: (): StartupReport => ({
      ...drive.startup,
      degraded: [...drive.startup.degraded, ...heavy.degraded()],
    }),
    'integrity.power': ([isSaving]) => tending?.savePower(isSaving === true),
    ...exportMethods({
      drive,
      calls,
      emit,
      openBlob: originals.open,
      openStaging: files.openStaging,
      disk,
      freeBytes: async () => {
        const { quota, used } = await originals.estimate();
        return quota > 0 ? quota - used : Infinity;
      },
    }),
  };
  // Archives of the last time were saved, or never will be.
  await disk.remove(EXPORT_DIRECTORY);
  void imports.restore().catch(onDefect);
  tending = startTending({
    drive,
    settleParity: healing.settleParity,
    isWorking: () =>
      calls.isAnyRunning() || imports.list().some(({ state }) => state === 'running'),
    heavyParts: heavy,
    emit,
    nowMs: clock.nowMs,
    onDefect,
  });
  addEventListener('online', tending.partsDue);
  const backend = createBackend(methods, { healed: drive.healed, onDefect });
  return (request) => {
    tending.asked(request.method);
    return backend(request);
  };
};

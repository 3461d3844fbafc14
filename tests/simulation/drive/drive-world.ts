import { isHmError } from '../../../src/core/base/hm-error.ts';
import { type BlobStore, createBlobStore } from '../../../src/core/blobs/blob-store.ts';
import { openCatalog } from '../../../src/core/catalog/catalog.ts';
import { JOURNAL_FORMAT } from '../../../src/core/catalog/journal-entry.ts';
import { type Drive, openDrive } from '../../../src/core/drive/drive.ts';
import type { DriveEvent, Originals } from '../../../src/core/drive/drive-parts.ts';
import type { Identify } from '../../../src/core/drive/opening.ts';
import {
  createImportService,
  type ImportService,
} from '../../../src/core/imports/import-service.ts';
import type { MediaLab } from '../../../src/core/media/media-lab.ts';
import type { SourceFile } from '../../../src/core/imports/import-job.ts';
import type { Repairer } from '../../../src/core/integrity/damage.ts';
import { createHolds, type Holds } from '../../../src/core/integrity/hold.ts';
import { createNoRepair } from '../../fixtures/no-repair.ts';
import type { StoredHashes } from '../../../src/core/integrity/verify-blob.ts';
import type { Journal } from '../../../src/core/journal/journal.ts';
import { openJournal } from '../../../src/core/journal/open-journal.ts';
import { createSearchHost } from '../../../src/core/search/search-host.ts';
import { createAuthor } from '../../../src/core/spaces/author.ts';
import { createSpaceId, keyToDeviceId } from '../../../src/core/spaces/certificate.ts';
import type { Signer } from '../../../src/core/spaces/keys.ts';
import type { Disk } from '../../../src/core/storage/disk.ts';
import { openPackStore } from '../../../src/core/storage/pack-store.ts';
import type { SimulatedMachine } from '../../../src/platform/memory/simulated-machine.ts';
import {
  createDeviceKey,
  createDigest,
  createSigner,
} from '../../../src/platform/webcrypto/webcrypto-keys.ts';
import {
  blobHashOf,
  createSimulatedHashes,
  createSimulatedLab,
  type MemoryFile,
} from './simulated-lab.ts';

/** A drive that runs on a simulated machine, with the imports over it. */
export interface RunningDrive {
  readonly drive: Drive;
  readonly imports: ImportService<MemoryFile, never>;
  readonly events: DriveEvent[];
  /** Errors that nobody expected; what the disk refused in passing is none. */
  readonly defects: readonly unknown[];
  /** The parts below the drive, for tests that look at what it stored. */
  readonly ports: DrivePorts;
  /** Who needs which bytes just now. */
  readonly holds: Holds;
}

/** What a test may put something between: a planted bug, or a look at what passes. */
export interface DrivePorts {
  readonly disk: Disk;
  readonly journal: Journal;
  readonly blobs: BlobStore;
}

/** How a drive is started. */
export interface StartOptions {
  readonly device?: string;
  /** What happens between the stretches of an act on many items. */
  readonly breathe?: () => Promise<void>;
  readonly plantInDisk?: (disk: Disk) => Disk;
  readonly plantInLab?: (lab: MediaLab<SourceFile>) => MediaLab<SourceFile>;
  readonly plantInHashes?: (hashes: StoredHashes) => StoredHashes;
  readonly plant?: (ports: DrivePorts) => DrivePorts;
  /** Where damaged bytes come from; from nowhere unless told. */
  readonly repairerOf?: (ports: Pick<DrivePorts, 'disk' | 'blobs'>) => Repairer;
}

/** What the journal keeps for a full disk: some twenty acts. */
const RESERVE_BYTES = 20_000;

const signers = new Map<string, Promise<Signer>>();

/** The key of a device by name: the same one after every restart. */
const signerOf = (device: string): Promise<Signer> => {
  const known = signers.get(device) ?? createDeviceKey().then(createSigner);
  signers.set(device, known);
  return known;
};

const createIdentify =
  (device: string): Identify =>
  async (known) => {
    const signer = await signerOf(device);
    const genesis = known ?? {
      e: 'genesis' as const,
      format: JOURNAL_FORMAT,
      space: await createSpaceId(signer.publicKey, new Uint8Array(16), createDigest()),
      rootKey: signer.publicKey,
      createdAt: '2026-01-01T00:00:00.000Z',
    };
    const id = keyToDeviceId(signer.publicKey);
    return {
      identity: { space: genesis.space, author: createAuthor(id, 0), signer },
      genesis,
      device: { e: 'device', device: id, epoch: 0, certificate: null },
    };
  };

/** Starts the very engine that ships on the machine as it stands: its disk, its catalogue, its clock. */
export const startDrive = async (
  machine: SimulatedMachine,
  {
    device = 'desk',
    breathe = () => Promise.resolve(),
    plantInDisk = (disk) => disk,
    plantInLab = (lab) => lab,
    plantInHashes = (hashes) => hashes,
    plant = (ports) => ports,
    repairerOf = createNoRepair,
  }: StartOptions = {},
): Promise<RunningDrive> => {
  const { clock, random } = machine;
  const disk = plantInDisk(machine.disk);
  const catalog = await openCatalog(machine.catalog, breathe);
  const checkpoint = await catalog.checkpoint();
  const ports = plant({
    disk,
    journal: await openJournal({
      disk,
      directory: 'journal',
      clock,
      reserveBytes: RESERVE_BYTES,
      checkpoint,
    }),
    blobs: createBlobStore(disk),
  });
  const { journal, blobs } = ports;
  const derived = await openPackStore({ disk, directory: 'derived', maxBytes: 1e9 });
  const lab = plantInLab(createSimulatedLab(disk));
  const events: DriveEvent[] = [];
  const originals: Originals = {
    open: async (hash) => {
      if (!(await blobs.has(hash))) return null;
      const bytes = await blobs.read(hash);
      return { name: hash, size: bytes.length, lastModified: 0, bytes } as SourceFile;
    },
    hash: async (hash) => blobHashOf(await blobs.read(hash)),
    estimate: () => Promise.resolve({ quota: 0, used: 0, persisted: false }),
  };
  const emit = (event: DriveEvent): void => void events.push(event);
  const defects: unknown[] = [];
  const onDefect = (error: unknown): void => {
    if (!machine.operations.isDead() && !isHmError(error)) defects.push(error);
  };
  const holds = createHolds(clock);
  const drive = await openDrive(
    {
      journal,
      catalog,
      blobs,
      disk,
      derived,
      lab,
      originals,
      hashes: plantInHashes(createSimulatedHashes(blobs, disk)),
      repairer: repairerOf({ disk, blobs }),
      holds,
      searchHost: createSearchHost(disk, clock),
      clock,
      random,
      breathe,
      emit,
      onDefect,
    },
    createIdentify(device),
  );
  const imports = createImportService<MemoryFile, never>({
    sink: drive.importSink,
    lab,
    keeper: {
      keep: () => Promise.resolve(),
      reopen: () => Promise.resolve(new Map()),
      forget: () => Promise.resolve(),
    },
    readBytes: (file, maxBytes) => Promise.resolve(file.bytes.subarray(0, maxBytes)),
    clock,
    random,
    maxPixels: 1e8,
    room: () => Promise.resolve({ wholeBytes: Infinity, leftBytes: Infinity }),
    onEvent: () => undefined,
    onArrival: () => undefined,
    onDefect,
  });
  return { drive, imports, events, ports, holds, defects };
};

/** Imports files into a collection and waits for the report. */
export const importFiles = async (
  { imports }: Pick<RunningDrive, 'imports'>,
  collection: string,
  files: readonly MemoryFile[],
) => {
  const sources = files.map((file) => ({ path: file.name, file }));
  const { report } = await imports.start({ collection, tags: [], sources });
  return report;
};

/** What a person would see of the drive, without ids and times: equal for drives that look alike. */
export const portrait = async ({ drive }: RunningDrive): Promise<string> => {
  const lines: string[] = [];
  const paths = ['', ...drive.collections.list('', true).map(({ path }) => path)];
  for (const path of paths) {
    const { mediaCount, totalSizeBytes, description } = drive.collections.get(path);
    lines.push(`${path}/ ${mediaCount} items, ${totalSizeBytes} bytes, ${description ?? '-'}`);
    const { items } = await drive.listing.list(path, { sort: 'name', order: 'asc' });
    for (const row of items) {
      lines.push(
        `${path}/${row.name} ${row.hash.slice(0, 8)} [${row.tags.join()}] ${row.rating ?? '-'}`,
      );
    }
  }
  const trash = await drive.trash.list();
  const names = trash.map(
    ({ type, name, collections }) => `${type} ${name} of ${collections.join()}`,
  );
  return [...lines, ...names.sort().map((name) => `trash: ${name}`)].join('\n');
};

import { bytesToHex, utf8ToBytes } from '../../../../src/core/base/bytes.ts';
import { HmError } from '../../../../src/core/base/hm-error.ts';
import type { FailureType } from '../../../../src/core/base/failure-types.ts';
import type { BlobHash, ChunkHash, JobId, MediaId } from '../../../../src/core/base/ids.ts';
import type {
  Arrival,
  ImportFailure,
  ImportProgress,
  ImportSource,
  QueuedFile,
  SourceFile,
} from '../../../../src/core/imports/import-job.ts';
import type { ImportPorts } from '../../../../src/core/imports/import-ports.ts';
import type {
  ImportSink,
  AcceptedFile,
  KeptJob,
  QueuedJob,
  StagedFile,
} from '../../../../src/core/imports/import-sink.ts';
import type { InstantPicture } from '../../../../src/core/media/instant-picture.ts';
import type { MediaLab } from '../../../../src/core/media/media-lab.ts';

/** A file of the fakes: its content is its text. `fails` is what the lab says of it. */
export interface TextFile extends SourceFile {
  readonly text: string;
  readonly fails?: FailureType;
  /** What the lab finds or draws of it. */
  readonly looks?: readonly ('preview' | 'thumbnails')[];
}

export const textFile = (name: string, text: string, fails?: FailureType): TextFile => ({
  name,
  size: utf8ToBytes(text).length,
  lastModified: 1_700_000_000_000,
  text,
  ...(fails !== undefined && { fails }),
});

export const sourceOf = (
  path: string,
  text = path,
  fails?: FailureType,
): ImportSource<TextFile> => ({
  path,
  file: textFile(path.slice(path.lastIndexOf('/') + 1), text, fails),
});

/** Decides when an awaited step of a fake goes on. */
export interface Scheduler {
  readonly turn: () => Promise<void>;
}
export const AT_ONCE: Scheduler = { turn: () => Promise.resolve() };

/** Lets steps go on one by one, in an order that a seed decides; a crash is to stop driving it. */
export const createSeededScheduler = (seed: number) => {
  let state = seed >>> 0;
  const parked: (() => void)[] = [];
  const pick = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  return {
    turn: () => new Promise<void>((resolve) => void parked.push(resolve)),
    pick,
    /** Drives until `steps` are done, or nothing more is parked; returns the steps done. */
    drive: async (steps = Infinity): Promise<number> => {
      for (let done = 0; ; done++) {
        await new Promise((resolve) => setImmediate(resolve));
        if (done >= steps || parked.length === 0) return done;
        parked.splice(pick(parked.length), 1)[0]?.();
      }
    },
  };
};

type JournaledJob = QueuedJob & {
  state: KeptJob['state'];
  readonly accepted: Map<number, AcceptedFile>;
  readonly failed: Map<number, ImportFailure>;
};

/** What the drive keeps: it outlives a crash. */
export interface DriveState {
  readonly jobs: Map<JobId, JournaledJob>;
  readonly items: Map<BlobHash, { id: MediaId; collections: Set<string> }>;
  readonly accepts: StagedFile[];
  /** Items that still fit. */
  room: number;
}

export const createDriveState = (): DriveState => ({
  jobs: new Map(),
  items: new Map(),
  accepts: [],
  room: Infinity,
});

const journaled = (drive: DriveState, id: JobId): JournaledJob => {
  const job = drive.jobs.get(id);
  if (job === undefined) throw new Error(`The journal has no job ${id}.`);
  return job;
};

/** A drive in memory: each call may be cut off before and after its effect. */
export const createFakeSink = (drive: DriveState, { turn }: Scheduler): ImportSink => ({
  findByHash: (hash) => Promise.resolve(drive.items.get(hash)?.id ?? null),
  accept: async (file) => {
    await turn();
    const job = journaled(drive, file.job);
    if (job.accepted.has(file.index) || job.failed.has(file.index))
      throw new Error(`File ${file.index} ended twice.`);
    const known = drive.items.get(file.result.hash);
    if (known === undefined && drive.items.size >= drive.room)
      throw new HmError('quota-exceeded', 'The disk is full: make room.');
    const item = known ?? {
      id: `item-${drive.items.size}` as MediaId,
      collections: new Set<string>(),
    };
    drive.items.set(file.result.hash, item);
    item.collections.add(file.collection);
    drive.accepts.push(file);
    const accepted: AcceptedFile = {
      id: item.id,
      duplicate: known !== undefined,
      collections: [...item.collections],
      unshown: file.result.facts.noThumbnail,
    };
    job.accepted.set(file.index, accepted);
    await turn();
    return accepted;
  },
  openJob: async (job) => {
    await turn();
    drive.jobs.set(job.id, {
      ...job,
      state: 'running',
      accepted: new Map(),
      failed: new Map(),
    });
    await turn();
  },
  noteJob: async (note) => {
    await turn();
    const job = journaled(drive, note.job);
    if (note.state !== undefined) job.state = note.state;
    if (note.failed !== undefined) {
      if (job.accepted.has(note.failed.index) || job.failed.has(note.failed.index))
        throw new Error(`File ${note.failed.index} ended twice.`);
      const { index, ...failure } = note.failed;
      job.failed.set(index, failure);
    }
    await turn();
  },
  closeJob: async ({ job: id, state, ends }) => {
    await turn();
    const job = journaled(drive, id);
    if (ends.accepted.size !== job.accepted.size || ends.failed.size !== job.failed.size)
      throw new Error('The end of the job tells of other files than the journal.');
    job.state = state;
    await turn();
  },
  reopenFiles: async (id, files) => {
    await turn();
    const job = journaled(drive, id);
    for (const index of files)
      if (!job.failed.delete(index)) throw new Error(`File ${index} had not failed.`);
    job.state = 'running';
    await turn();
  },
  forgetJob: async (id) => {
    await turn();
    drive.jobs.delete(id);
    await turn();
  },
  keptJobs: () =>
    Promise.resolve(
      [...drive.jobs.values()].map((job): KeptJob => ({
        ...job,
        accepted: new Map(job.accepted),
        failed: new Map(job.failed),
      })),
    ),
});

export type FakeLab = MediaLab<TextFile> & {
  readonly most: { running: number; taken: number };
};

/** A lab whose hash is the file's text; `most` tells how many files it held at once. */
export const createFakeLab = ({ turn }: Scheduler, concurrency = 2): FakeLab => {
  let running = 0;
  const most = { running: 0, taken: 0 };
  return {
    concurrency,
    most,
    dispose: () => undefined,
    ingest: async ({ file, sidecarXmp }, { signal, onProgress, onPicture }) => {
      most.taken++;
      most.running = Math.max(most.running, ++running);
      try {
        await turn();
        if (file.looks?.includes('preview')) onPicture?.(PREVIEW);
        onProgress?.('reading', Math.floor(file.size / 2));
        await turn();
        onProgress?.('hashing', file.size);
        onProgress?.('thumbnails', file.size);
        if (signal.aborted) throw new HmError('cancelled', 'Stopped.');
        if (file.fails !== undefined)
          throw new HmError(file.fails, `${file.name}: ${file.fails}`);
        return ingestResult(file, sidecarXmp);
      } finally {
        running--;
      }
    },
  };
};

/** What the fake lab finds in a file that has a preview. */
export const PREVIEW: InstantPicture = {
  mime: 'image/jpeg',
  bytes: Uint8Array.of(1),
  width: 40,
  height: 30,
};

const ingestResult = (file: TextFile, sidecarXmp: string | null) => ({
  hash: bytesToHex(utf8ToBytes(file.text)) as BlobHash,
  sizeBytes: file.size,
  listHash: '' as ChunkHash,
  list: new Uint8Array(),
  facts: {
    mime: 'text/plain',
    kind: 'other' as const,
    width: null,
    height: null,
    durationSeconds: null,
    capturedAt: null,
    capturedOffsetMinutes: null,
    place: null,
    codec: null,
    camera: null,
    artist: null,
    album: null,
    albumArtist: null,
    trackNumber: null,
    discNumber: null,
    thumbHash: null,
    noThumbnail: 'text',
    perceptualHash: null,
    essence: null,
    contentId: null,
    burstId: null,
  },
  edits: {
    title: null,
    description: sidecarXmp,
    rating: null,
    tags: [],
    project: null,
    descriptors: [],
  },
  rawMetadata: {},
  thumbnails: file.looks?.includes('thumbnails')
    ? ([256, 128] as const).map((size) => ({
        size,
        mime: 'image/webp' as const,
        bytes: Uint8Array.of(size - 1),
      }))
    : [],
});

/** A whole world around the service; `kept` is what handles would open, and outlives a crash. */
export const createImportWorld = (
  drive: DriveState,
  scheduler: Scheduler = AT_ONCE,
  kept = new Map<JobId, ReadonlyMap<string, TextFile>>(),
) => {
  const events: ImportProgress[] = [];
  const arrivals: Arrival[] = [];
  const defects: unknown[] = [];
  const clock = { now: 1_800_000_000_000 };
  const room = { wholeBytes: Infinity, leftBytes: Infinity };
  let nextId = drive.jobs.size * 1_000_000;
  const lab = createFakeLab(scheduler);
  const ports: ImportPorts<TextFile, ReadonlyMap<string, TextFile>> = {
    sink: createFakeSink(drive, scheduler),
    lab,
    keeper: {
      keep: (job, roots) => {
        kept.set(job, new Map(roots.flatMap(({ handle }) => [...handle])));
        return Promise.resolve();
      },
      reopen: (job) => Promise.resolve(kept.get(job) ?? new Map<string, TextFile>()),
      forget: (job) => Promise.resolve(void kept.delete(job)),
    },
    readBytes: (file, maxBytes) => Promise.resolve(utf8ToBytes(file.text).slice(0, maxBytes)),
    clock: { nowMs: () => clock.now },
    random: {
      bytes: (length) => {
        const bytes = new Uint8Array(length);
        new DataView(bytes.buffer).setUint32(0, ++nextId);
        return bytes;
      },
    },
    maxPixels: 100_000_000,
    room: () => Promise.resolve(room),
    onEvent: (event) => void events.push(event),
    onArrival: (arrival) => void arrivals.push(arrival),
    onDefect: (error) => void defects.push(error),
  };
  return { ports, lab, events, arrivals, defects, clock, kept, room };
};

export const queuedOf = ({ path, file }: ImportSource<TextFile>): QueuedFile => ({
  path,
  sizeBytes: file.size,
  lastModified: file.lastModified,
});

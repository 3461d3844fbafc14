import { bytesToHex, bytesToUtf8 } from '../base/bytes.ts';
import type { FailureType } from '../base/failure-types.ts';
import { isHmError } from '../base/hm-error.ts';
import type { ImportFailure, SourceFile } from './import-job.ts';
import type { InstantPicture } from '../media/instant-picture.ts';
import type { IngestProgress, IngestResult } from '../media/media-lab.ts';
import { placeOf } from './import-place.ts';
import type { ImportPorts } from './import-ports.ts';
import { roomFailure } from './import-room.ts';
import { queuedFile, sidecarOf } from './import-run.ts';
import type { ImportRun } from './import-run.ts';
import type { AcceptedFile, StagedFile } from './import-sink.ts';
import { MAX_SIDECAR_BYTES } from './sidecar-pairs.ts';

/** How the way of a file through the lab and into the drive ended; durable where it ended for good. */
export type FlightEnd =
  | { readonly how: 'accepted'; readonly file: AcceptedFile }
  | { readonly how: 'failed'; readonly failure: ImportFailure }
  /** To be done again; `halt` says what the whole job has to stop for. */
  | { readonly how: 'returned'; readonly halt: ImportFailure | null };

/** What a flight tells while it lasts, and asks. */
export interface FlightEvents {
  /** Bytes of the other files in flight. */
  readonly bytesInFlight: () => number;
  readonly onProgress: IngestProgress;
  /** What the file looks like, once at most. */
  readonly onPicture: (picture: InstantPicture) => void;
  /** The media workers are free for another file. */
  readonly onLeavingLab: () => void;
}

/**
 * Brings one file into the drive. Never rejects: whatever happens is an end.
 *
 * Once staged a file is always offered to the drive, stopped or not, so that no stop leaves a copy
 * behind; what `accept` refuses is the drive's to clear away.
 */
export const flyFile = async <File extends SourceFile, Handle>(
  ports: ImportPorts<File, Handle>,
  run: ImportRun<File>,
  index: number,
  stop: AbortSignal,
  events: FlightEvents,
): Promise<FlightEnd> => {
  const staged = await stage(ports, run, index, stop, events).catch((error: unknown) =>
    stop.aborted ? RETURNED : endOf(error, ports),
  );
  events.onLeavingLab();
  const end = 'how' in staged ? staged : await accept(ports, staged);
  return end.how === 'failed' ? noteFailure(ports, run, index, end) : end;
};

const RETURNED: FlightEnd = { how: 'returned', halt: null };

const stage = async <File extends SourceFile, Handle>(
  ports: ImportPorts<File, Handle>,
  run: ImportRun<File>,
  index: number,
  signal: AbortSignal,
  { onProgress, onPicture, bytesInFlight }: FlightEvents,
): Promise<StagedFile | FlightEnd> => {
  const unreadable = run.unreadable.get(index);
  if (unreadable !== undefined) return { how: 'failed', failure: unreadable };
  const file = run.atHand.get(index);
  if (file === undefined) throw new Error(`File ${index} of ${run.job.id} is not at hand.`);
  const crowded = roomFailure(file.size, bytesInFlight(), await ports.room());
  if (crowded !== null) return toEnd(crowded);
  const { collection, name } = placeOf(run.job.collection, queuedFile(run, index).path);
  const stagingPath = `staging/${bytesToHex(ports.random.bytes(16))}`;
  const sidecarXmp = await readSidecar(ports, run, index);
  signal.throwIfAborted();
  let isSeen = false;
  const see = (picture: InstantPicture): void => {
    if (!isSeen) onPicture(picture);
    isSeen = true;
  };
  const result = await ports.lab.ingest(
    { file, name, stagingPath, sidecarXmp, maxPixels: ports.maxPixels },
    { signal, onProgress, onPicture: see },
  );
  const drawn = smallestThumbnail(result);
  if (drawn !== null) see(drawn);
  const { id: job, tags } = run.job;
  return { job, index, stagingPath, collection, name, tags, result };
};

/** What a file without a preview of its own looks like. */
const smallestThumbnail = ({ facts, thumbnails }: IngestResult): InstantPicture | null => {
  const [smallest] = thumbnails.toSorted((a, b) => a.size - b.size);
  if (smallest === undefined) return null;
  const { width, height } = facts;
  const { mime, bytes, size } = smallest;
  return { mime, bytes, width: width ?? size, height: height ?? size };
};

/** The text beside a file; `null` where there is none, or it cannot be read: its own row says why. */
const readSidecar = async <File extends SourceFile, Handle>(
  ports: ImportPorts<File, Handle>,
  run: ImportRun<File>,
  index: number,
): Promise<string | null> => {
  const sidecar = sidecarOf(run, index);
  const file = sidecar === null ? undefined : run.atHand.get(sidecar);
  if (file === undefined || file.size > MAX_SIDECAR_BYTES) return null;
  try {
    return bytesToUtf8(await ports.readBytes(file, MAX_SIDECAR_BYTES));
  } catch (error) {
    if (isHmError(error)) return null;
    throw error;
  }
};

const accept = async <File extends SourceFile, Handle>(
  ports: ImportPorts<File, Handle>,
  staged: StagedFile,
): Promise<FlightEnd> => {
  try {
    return { how: 'accepted', file: await ports.sink.accept(staged) };
  } catch (error) {
    return endOf(error, ports);
  }
};

/** A failed row that the journal cannot take stops the job: nothing could be kept any more. */
const noteFailure = async <File extends SourceFile, Handle>(
  ports: ImportPorts<File, Handle>,
  run: ImportRun<File>,
  index: number,
  end: FlightEnd & { how: 'failed' },
): Promise<FlightEnd> => {
  try {
    await ports.sink.noteJob({ job: run.job.id, failed: { index, ...end.failure } });
    return end;
  } catch (error) {
    return { how: 'returned', halt: failureOf(error, ports) };
  }
};

/** Errors that would meet every file alike, so that the job stops instead of failing them all. */
const HALTING = new Set<FailureType>(['quota-exceeded', 'limit-reached', 'cancelled']);

const endOf = (error: unknown, ports: Defects): FlightEnd => toEnd(failureOf(error, ports));

const toEnd = (failure: ImportFailure): FlightEnd =>
  HALTING.has(failure.type) ? { how: 'returned', halt: failure } : { how: 'failed', failure };

type Defects = Pick<ImportPorts<SourceFile, unknown>, 'onDefect'>;

const failureOf = (error: unknown, { onDefect }: Defects): ImportFailure => {
  if (isHmError(error)) {
    const { type, message, facts } = error;
    return { type, message, facts };
  }
  onDefect(error);
  const text = error instanceof Error ? error.message : String(error);
  return {
    type: 'unexpected',
    message: `The drive met an error that it did not expect: ${text}. Import the file again; if it fails again, please report it.`,
  };
};

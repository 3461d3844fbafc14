import { flyFile } from './import-flight.ts';
import type { FlightEnd } from './import-flight.ts';
import type { SourceFile } from './import-job.ts';
import type { ImportPorts } from './import-ports.ts';
import { withLanded, withMode, withTaken } from './import-queue.ts';
import { noteAccepted, noteFailed, queuedFile, runState } from './import-run.ts';
import type { FileInFlight, ImportRun } from './import-run.ts';
import { runToProgress } from './import-view.ts';

/** Keeps the media workers busy with the files of all jobs, in turn. */
export interface ImportRunner<File extends SourceFile> {
  /** Takes a run in, or looks again at one that changed: files fly, and the news is told. */
  go(run: ImportRun<File>): void;
  /** Calls the files of a run back; resolves once none is in flight. */
  stop(run: ImportRun<File>): Promise<void>;
  /** Forgets a run that has ended. */
  release(run: ImportRun<File>): void;
}

/** Files beyond the lab that wait for the flush which they share: their thumbnails are in memory. */
const MAX_SAVING = 24;
const PROGRESS_INTERVAL_MS = 100;

/** A runner; `onRest` is called whenever nothing of a run is in flight and nothing is to be started. */
export const createImportRunner = <File extends SourceFile, Handle>(
  ports: ImportPorts<File, Handle>,
  onRest: (run: ImportRun<File>) => void,
): ImportRunner<File> => {
  /** The run whose turn it is comes first. */
  const turns = new Set<ImportRun<File>>();
  const flights = new Set<{
    readonly run: ImportRun<File>;
    readonly index: number;
    readonly landed: Promise<void>;
  }>();
  let inLab = 0;

  const launch = (): void => {
    // One file more than the lab has workers: the next one is at hand when a worker gets free.
    while (inLab <= ports.lab.concurrency && flights.size - inLab < MAX_SAVING) {
      const next = takeTurn();
      if (next === null) return;
      inLab++;
      const { run, file: index } = next;
      const flight = { run, index, landed: fly(run, index).then(() => settle()) };
      const settle = () => {
        flights.delete(flight);
        launch();
        lookForRest(flight.run);
      };
      flights.add(flight);
    }
  };

  const takeTurn = (): { run: ImportRun<File>; file: number } | null => {
    for (const run of turns) {
      const taken = withTaken(run.queue);
      if (taken === null) continue;
      run.queue = taken.queue;
      turns.delete(run);
      turns.add(run);
      return { run, file: taken.file };
    }
    return null;
  };

  const fly = async (run: ImportRun<File>, index: number): Promise<void> => {
    const flight: FileInFlight = {
      stop: new AbortController(),
      bytesRead: 0,
      step: 'reading',
    };
    run.flights.set(index, flight);
    const end = await flyFile(ports, run, index, flight.stop.signal, {
      bytesInFlight: () => bytesBeside(run, index),
      onProgress: (phase, bytes) => {
        flight.bytesRead = Math.min(bytes, queuedFile(run, index).sizeBytes);
        run.phase = flight.step = phase;
        tell(run, 'sometimes');
      },
      onPicture: (picture) => {
        const { path } = queuedFile(run, index);
        ports.onArrival({ job: run.job.id, path, picture });
      },
      onLeavingLab: () => {
        inLab--;
        run.phase = flight.step = 'saving';
        launch();
      },
    });
    run.flights.delete(index);
    land(run, index, end);
    tell(run, 'sometimes');
  };

  /** Bytes of all other files in flight: they are not in the drive yet. */
  const bytesBeside = (own: ImportRun<File>, file: number): number => {
    let bytes = 0;
    for (const { run, index } of flights)
      if (run !== own || index !== file) bytes += queuedFile(run, index).sizeBytes;
    return bytes;
  };

  const tell = (run: ImportRun<File>, when: 'sometimes' | 'now'): void => {
    const now = ports.clock.nowMs();
    const since = now - (run.progressSentMs ?? -Infinity);
    if (when === 'sometimes' && since >= 0 && since < PROGRESS_INTERVAL_MS) return;
    run.progressSentMs = now;
    ports.onEvent(runToProgress(run, now));
  };

  const lookForRest = (run: ImportRun<File>): void => {
    if (run.flights.size > 0 || runState(run) === 'running') return;
    tell(run, 'now');
    onRest(run);
  };

  return {
    go: (run) => {
      if (run.closing !== null) return;
      turns.add(run);
      launch();
      tell(run, 'now');
      lookForRest(run);
    },
    stop: async (run) => {
      for (const { stop } of run.flights.values()) stop.abort();
      const ofRun = [...flights].filter((flight) => flight.run === run);
      await Promise.all(ofRun.map(({ landed }) => landed));
    },
    release: (run) => void turns.delete(run),
  };
};

/** Books how a flight ended. */
const land = (run: ImportRun<SourceFile>, index: number, end: FlightEnd): void => {
  if (end.how === 'accepted') noteAccepted(run, index, end.file);
  else if (end.how === 'failed') noteFailed(run, index, end.failure);
  else if (end.halt !== null) {
    run.halt = end.halt;
    run.queue = withMode(run.queue, 'paused');
  }
  run.queue = withLanded(run.queue, index, end.how === 'returned' ? 'returned' : 'ended');
  if (end.how === 'accepted' && !run.sidecarFiles.has(index)) run.atHand.delete(index);
};

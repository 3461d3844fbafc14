import { HmError } from '../../core/base/hm-error.ts';
import { parseChunkList } from '../../core/blobs/chunk-list-codec.ts';
import { chunkBounds } from '../../core/blobs/chunk-list.ts';
import type { IngestJob, IngestResult } from '../../core/media/media-lab.ts';
import type { TaskKind } from '../../core/runtime/engine.ts';
import type { Priority } from '../../core/runtime/task-queue.ts';
import type { RuntimeResult } from '../api-types.ts';
import type { EngineLab, LabResult, LabTask } from './engine-lab.ts';
import { unitsOf } from './engine-lab.ts';

/** One task that somebody asks the engines for, its file at hand. */
export interface EngineTask {
  readonly kind: Exclude<TaskKind, 'ingest' | 'verify' | 'parity'>;
  readonly file: File;
  readonly name: string;
  readonly priority: Priority;
  /** Milliseconds since 1970; `null` for always. */
  readonly deadlineMs: number | null;
  /** Pictures with more pixels are not decoded. */
  readonly maxPixels: number;
  readonly signal: AbortSignal;
}

/** Runs a task; rejects as `Runtime.run` of the core does, and with 'no-thumbnail' where nothing can be drawn. */
export const runEngineTask = async (
  lab: EngineLab,
  task: EngineTask,
): Promise<RuntimeResult> => {
  const { file, name, maxPixels, signal, priority } = task;
  const job: IngestJob<File> = { file, name, stagingPath: null, sidecarXmp: null, maxPixels };
  const done = await lab.runNow(job, { signal, priority }, labTaskOf(task));
  return { ...whoDid(task, done), value: valueOf(task, done.value), tookMs: done.tookMs };
};

/** Only what reads nothing but bytes is the same work on every engine, and may go to whichever is quicker. */
const labTaskOf = ({ kind, file, deadlineMs }: EngineTask): LabTask =>
  kind === 'hash' || kind === 'chunk-manifest'
    ? { kind, deadlineMs, parse: false, isOrderFree: true, units: unitsOf(file) }
    : { kind, deadlineMs, parse: true, isOrderFree: false, units: null };

/** Pictures may have been drawn by an engine inside the one that took the file in. */
const whoDid = (
  { kind }: EngineTask,
  { engine, tried, painted }: LabResult,
): Pick<RuntimeResult, 'engine' | 'tried'> => {
  if (kind !== 'thumbnail' && kind !== 'perceptual-hash') return { engine, tried };
  const painter = painted.find(({ fault }) => fault === null)?.painter;
  const failed = painted.flatMap(({ painter: by, fault }) =>
    fault === null ? [] : [{ engine: by, ...fault }],
  );
  return { engine: painter ?? engine, tried: [...tried, ...failed] };
};

const valueOf = ({ kind, name }: EngineTask, result: IngestResult): unknown => {
  switch (kind) {
    case 'hash':
      return result.hash;
    case 'chunk-manifest':
      return { hash: result.hash, chunks: chunksOf(result) };
    case 'probe':
      return result.facts;
    case 'thumbnail':
      if (result.thumbnails.length > 0) return result.thumbnails;
      throw noThumbnail(name, result.facts.noThumbnail ?? 'could-not-be-made');
    case 'perceptual-hash':
      return result.facts.perceptualHash;
  }
};

const chunksOf = ({ list }: IngestResult): unknown => {
  const parsed = parseChunkList(list);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value.chunks.map((hash, index) => {
    const { start, end } = chunkBounds(parsed.value, index);
    return { offset: start, size: end - start, hash };
  });
};

const noThumbnail = (name: string, reason: string): HmError =>
  new HmError('no-thumbnail', `There is no thumbnail of ${JSON.stringify(name)}: ${reason}.`, {
    name,
    reason,
  });

import { isBlobHash } from '../core/base/ids.ts';
import type { MediaId } from '../core/base/ids.ts';
import { HmError } from '../core/base/hm-error.ts';
import type { Drive } from '../core/drive/drive.ts';
import { MAX_PIXELS } from '../core/drive/originals-service.ts';
import type { EngineName } from '../core/runtime/engine.ts';
import { ENGINE_NAMES, isEngineName } from '../core/runtime/engine.ts';
import type { Injection, PoisonFile } from '../core/runtime/metrics.ts';
import { INJECTED_FAULTS } from '../core/runtime/metrics.ts';
import type { Settings } from '../core/runtime/settings.ts';
import { withSettings } from '../core/runtime/settings.ts';
import type { Priority } from '../core/runtime/task-queue.ts';
import { PRIORITIES, isPriority } from '../core/runtime/task-queue.ts';
import type { RuntimeResult } from './api-types.ts';
import { type Methods, badArgument, object, text, texts } from './backend.ts';
import type { Engines } from './engines/engines.ts';
import type { EngineTask } from './engines/engine-tasks.ts';
import type { FileOriginals } from './originals.ts';
import type { RunningCalls } from './running-calls.ts';

/** What the methods are made over. */
export interface RuntimeMethodParts {
  readonly engines: Engines;
  readonly drive: Pick<Drive, 'originals' | 'importSink' | 'lookAgain'>;
  readonly openBlob: FileOriginals['open'];
  readonly calls: RunningCalls;
  readonly nowMs: () => number;
}

const KINDS = ['hash', 'chunk-manifest', 'probe', 'thumbnail', 'perceptual-hash'] as const;
/** Larger files are refused before anything of them is read. */
const MAX_FILE_BYTES = 64 * 1024 ** 3;
const DAY_MS = 86_400_000;
const MAX_INJECTIONS = 1_000;

/** The methods of `hm.runtime` by name. Arguments are whatever a script passed. */
export const runtimeMethods = (parts: RuntimeMethodParts): Methods => {
  const { engines, calls } = parts;
  return {
    'runtime.metrics': () => engines.metrics(),
    'runtime.run': ([task], request): Promise<RuntimeResult> =>
      calls.run(request, async (signal) => engines.run(await readTask(parts, task, signal))),
    'runtime.configure': async ([patch]): Promise<Settings> => {
      const next = withSettings(engines.settings(), object(patch, 'patch'));
      if (!next.ok) {
        const { field, expected } = next.error;
        throw badArgument(object(patch, 'patch')[field], `patch.${field}`, expected);
      }
      await engines.configure(next.value);
      return next.value;
    },
    'runtime.inject': ([fault]) => engines.inject(readInjection(object(fault, 'fault'))),
    'runtime.keep': () => engines.keep(),
    'runtime.retry': ([engine]) => engines.retry(readEngine(engine, 'engine')),
    'runtime.poison.list': () => listPoison(parts),
    'runtime.poison.retry': ([hashes], request) =>
      calls.run(request, (signal) => retryPoison(parts, readHashes(hashes), signal)),
  };
};

const readTask = async (
  parts: RuntimeMethodParts,
  given: unknown,
  signal: AbortSignal,
): Promise<EngineTask> => {
  const task = object(given, 'task') as Readonly<Record<string, unknown>>;
  const kind = KINDS.find((known) => known === task['kind']);
  if (kind === undefined) throw badArgument(task['kind'], 'kind', `one of ${KINDS.join(', ')}`);
  const priority = readPriority(task['priority']);
  const deadlineMs = readDeadline(task['withinMs'], parts.nowMs());
  const { file, name } = await readFile(parts, task);
  return { kind, file, name, priority, deadlineMs, maxPixels: MAX_PIXELS, signal };
};

const readPriority = (value: unknown): Priority => {
  if (value === undefined) return 'NORMAL';
  if (isPriority(value)) return value;
  throw badArgument(value, 'priority', `one of ${PRIORITIES.join(', ')}`);
};

const readDeadline = (value: unknown, nowMs: number): number | null => {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' && value > 0 && value <= DAY_MS) return nowMs + value;
  throw badArgument(value, 'withinMs', `a number of milliseconds above 0, up to ${DAY_MS}`);
};

/** The file that a task brings, or the original of an item, verified. */
const readFile = async (
  { drive, openBlob }: RuntimeMethodParts,
  { file, media }: Readonly<Record<string, unknown>>,
): Promise<Pick<EngineTask, 'file' | 'name'>> => {
  if ((file === undefined) === (media === undefined))
    throw badArgument(file ?? media, 'task', 'about a file, or about an item by its media id');
  if (file instanceof File) return { file: checkSize(file), name: file.name };
  if (file !== undefined) throw badArgument(file, 'file', 'a File');
  const { hash, name } = await drive.originals.open(text(media, 'media') as MediaId);
  const original = await openBlob(hash);
  if (original !== null) return { file: checkSize(original), name };
  throw new HmError('missing', `The bytes of ${JSON.stringify(name)} are not on this device.`);
};

const checkSize = (file: File): File => {
  if (file.size <= MAX_FILE_BYTES) return file;
  throw badArgument(file.size, 'file', `of at most ${MAX_FILE_BYTES} bytes`);
};

const readInjection = (given: Readonly<Record<string, unknown>>): Injection => {
  const fault = INJECTED_FAULTS.find((known) => known === given['fault']);
  if (fault === undefined)
    throw badArgument(given['fault'], 'fault', `one of ${INJECTED_FAULTS.join(', ')}`);
  const { times = 1 } = given;
  const isCount = Number.isInteger(times) && Number(times) >= 0;
  if (!isCount || Number(times) > MAX_INJECTIONS)
    throw badArgument(times, 'times', `a whole number from 0 to ${MAX_INJECTIONS}`);
  return { engine: readEngine(given['engine'], 'engine'), fault, times: Number(times) };
};

const readEngine = (value: unknown, name: string): EngineName => {
  if (isEngineName(value)) return value;
  throw badArgument(value, name, `one of ${ENGINE_NAMES.join(', ')}`);
};

const readHashes = (value: unknown): readonly string[] | null => {
  if (value === undefined || value === null) return null;
  const hashes = texts(value, 'hashes');
  const stranger = hashes.find((hash) => !isBlobHash(hash));
  if (stranger !== undefined) throw badArgument(stranger, 'hashes', 'hashes of 64 hex digits');
  return hashes;
};

const listPoison = ({ engines, drive }: RuntimeMethodParts): Promise<readonly PoisonFile[]> =>
  Promise.all(
    engines.poison.all().map(async ({ hash, name, at, fault, message }) => ({
      id: await drive.importSink.findByHash(hash),
      hash,
      name,
      at,
      fault,
      message,
    })),
  );

/** Files whose items are gone are forgotten: they are looked into should they come again. */
const retryPoison = async (
  { engines, drive }: RuntimeMethodParts,
  hashes: readonly string[] | null,
  signal: AbortSignal,
): Promise<void> => {
  const named = engines.poison.all().filter(({ hash }) => hashes?.includes(hash) ?? true);
  for (const { hash } of named) {
    if (signal.aborted) return;
    const id = await drive.importSink.findByHash(hash);
    if (id === null) await engines.poison.remove([hash]);
    else await drive.lookAgain([id], signal);
  }
};

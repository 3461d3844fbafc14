import { readPictureHeader } from '../../../src/core/media/read-picture-header.ts';
import type { Painter } from '../../../src/core/media/painters.ts';
import { createBreakers } from '../../../src/core/runtime/breakers.ts';
import { DEFAULT_CIRCUIT_RULES, newCircuit } from '../../../src/core/runtime/circuit.ts';
import { EngineFaultError } from '../../../src/core/runtime/engine.ts';
import { createRuntime } from '../../../src/core/runtime/runtime.ts';
import type { Rung, Task } from '../../../src/core/runtime/task.ts';
import { createPainters } from '../../../src/platform/imaging/painters.ts';
import { createPictureStudio } from '../../../src/platform/imaging/picture-studio.ts';

/** What one engine took for one picture, and what it drew. */
export interface EngineTimes {
  /** Milliseconds from encoded bytes to three encoded thumbnails, one entry per round. */
  readonly pictureMs: readonly number[];
  /** The thumbnail of 512 pixels, as plain numbers so that it may go anywhere. */
  readonly largest: readonly number[];
  /** Why this engine is not there; the other numbers are a canvas's then. */
  readonly unsupported: string | null;
}

/** Decodes a JPEG and paints its thumbnails by one painter, wherever this runs. */
export const timePainter = async (
  painter: Painter,
  content: Uint8Array<ArrayBuffer>,
  rounds: number,
): Promise<EngineTimes> => {
  const painters = createPainters();
  painters.begin([painter]);
  const studio = createPictureStudio(painters.paint);
  const pictureMs: number[] = [];
  let largest: readonly number[] = [];
  // Two rounds more: the first opens the device and is compared with a canvas by sample.
  for (let round = -2; round < rounds; round++) {
    const startMs = performance.now();
    const picture = await decode(studio, content);
    const painted = await studio.paint(picture);
    if (!painted.ok) throw new Error(painted.error);
    if (round >= 0) pictureMs.push(performance.now() - startMs);
    picture.close();
    largest = [...(painted.value.thumbnails.find(({ size }) => size === 512)?.bytes ?? [])];
  }
  const { unsupported } = painters.end();
  return { pictureMs, largest, unsupported: unsupported[painter] ?? null };
};

/** Milliseconds from the loss of the device to thumbnails by a canvas, one entry per round. */
export const timeFallback = async (
  content: Uint8Array<ArrayBuffer>,
  rounds: number,
): Promise<readonly number[]> => {
  const painters = createPainters();
  const studio = createPictureStudio(painters.paint);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const picture = await decode(studio, content);
    painters.begin(['webgpu', 'workers']);
    painters.inject('webgpu', 'lose', 1);
    const startMs = performance.now();
    await studio.paint(picture);
    const tookMs = performance.now() - startMs;
    picture.close();
    const [failed] = painters.end().painted;
    if (failed?.fault?.fault === 'lost') times.push(tookMs - failed.tookMs);
  }
  return times;
};

type Studio = ReturnType<typeof createPictureStudio>;

const decode = async (studio: Studio, content: Uint8Array<ArrayBuffer>) => {
  const header = readPictureHeader(content);
  if (header === null) throw new Error('The picture has no header.');
  const decoded = await studio.decode({
    content: content.slice(),
    mime: 'image/jpeg',
    format: header.format,
    stored: header,
    ownOrientation: header.orientation,
    orientation: 1,
    maxPixels: 300e6,
  });
  if (!decoded.ok) throw new Error(`The picture could not be decoded: ${decoded.error}.`);
  return decoded.value;
};

/** What the queue and the breakers cost, in microseconds. */
export interface QueueTimes {
  /** Per task that does nothing, fifty of them waiting at a time. */
  readonly perTask: number;
  /** From the offer of a task whose first way fails at once to its result by the second. */
  readonly perFallback: number;
}

const AT_ONCE = 50;

/** Runs `tasks` tasks that do nothing. */
export const timeQueue = async (tasks: number): Promise<QueueTimes> => {
  const ways = {
    nothing: [way('workers', () => Promise.resolve(null))],
    failing: [
      way('webgpu', () => Promise.reject(new EngineFaultError('lost', 'Made to fail.'))),
      way('workers', () => Promise.resolve(null)),
    ],
  };
  await runAll(ways.nothing, tasks / 10);
  await runAll(ways.failing, tasks / 10);
  return {
    perTask: await runAll(ways.nothing, tasks),
    perFallback: await runAll(ways.failing, tasks),
  };
};

const runAll = async (rungs: readonly Rung<null>[], tasks: number): Promise<number> => {
  const runtime = openRuntime();
  const startMs = performance.now();
  for (let done = 0; done < tasks; done += AT_ONCE)
    await Promise.all(Array.from({ length: AT_ONCE }, () => runtime.run(taskOf(rungs))));
  return ((performance.now() - startMs) * 1000) / tasks;
};

const way = (engine: Rung<null>['engine'], run: Rung<null>['run']): Rung<null> => ({
  engine,
  run,
  timeoutMs: null,
});

const taskOf = (rungs: readonly Rung<null>[]): Task<null> => ({
  kind: 'thumbnail',
  rungs,
  isOrderFree: false,
  priority: 'NORMAL',
  deadlineMs: null,
  units: 1,
  inputBytes: 1,
  signal: new AbortController().signal,
});

/** With places for all, and breakers that count but never open. */
const openRuntime = () => {
  const clock = { nowMs: () => Date.now() };
  const timers = {
    after: (ms: number, act: () => void) => {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
  };
  const never = { ...DEFAULT_CIRCUIT_RULES, failuresToOpen: Infinity };
  const trial = (): Promise<void> => Promise.resolve();
  const breakers = createBreakers({
    trials: { webgpu: trial, workers: trial, page: trial },
    clock,
    timers,
    rules: () => never,
    circuits: { webgpu: newCircuit(), workers: newCircuit(), page: newCircuit() },
    onTransition: () => undefined,
  });
  const ports = {
    breakers,
    slots: { webgpu: 2, workers: 2, page: 1 },
    clock,
    timers,
    paces: {},
    freeBytes: null,
    mayPostpone: () => false,
    onChange: () => undefined,
  };
  return createRuntime(ports);
};

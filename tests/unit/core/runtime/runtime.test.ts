import { describe, expect, it, vi } from 'vitest';
import type { Breakers } from '../../../../src/core/runtime/breakers.ts';
import { createBreakers } from '../../../../src/core/runtime/breakers.ts';
import type { CircuitTransition } from '../../../../src/core/runtime/circuit.ts';
import { DEFAULT_CIRCUIT_RULES, newCircuit } from '../../../../src/core/runtime/circuit.ts';
import type { EngineFault, EngineName } from '../../../../src/core/runtime/engine.ts';
import { ENGINE_NAMES, EngineFaultError } from '../../../../src/core/runtime/engine.ts';
import type { Runtime } from '../../../../src/core/runtime/runtime.ts';
import { createRuntime } from '../../../../src/core/runtime/runtime.ts';
import type { Rung, Task } from '../../../../src/core/runtime/task.ts';
import { PRIORITIES } from '../../../../src/core/runtime/task-queue.ts';
import { seeded } from '../../../fixtures/seeded.ts';
import type { VirtualTime } from './virtual-time.ts';
import { createVirtualTime, settle } from './virtual-time.ts';

const SEED = Number(import.meta.env['HM_SEED']);
const TASKS = import.meta.env['HM_LONG'] === undefined ? 4_000 : 200_000;

interface World {
  readonly time: VirtualTime;
  readonly breakers: Breakers;
  readonly runtime: Runtime;
  readonly transitions: (CircuitTransition & { readonly engine: EngineName })[];
  /** What the next trials of an engine do; right away and rightly where none is said. */
  readonly trials: Partial<Record<EngineName, () => Promise<void>>>;
}

const createWorld = (slots = { webgpu: 1, workers: 2, page: 1 }): World => {
  const time = createVirtualTime();
  const transitions: World['transitions'] = [];
  const trials: World['trials'] = {};
  const trialOf = (engine: EngineName) => () => trials[engine]?.() ?? Promise.resolve();
  const breakers = createBreakers({
    trials: {
      webgpu: trialOf('webgpu'),
      workers: trialOf('workers'),
      page: trialOf('page'),
    },
    clock: time,
    timers: time,
    rules: () => DEFAULT_CIRCUIT_RULES,
    circuits: { webgpu: newCircuit(), workers: newCircuit(), page: newCircuit() },
    onTransition: (engine, transition) => {
      transitions.push({ engine, ...transition });
      runtime.enginesChanged();
    },
  });
  const runtime: Runtime = createRuntime({
    breakers,
    slots,
    clock: time,
    timers: time,
    paces: {},
    freeBytes: null,
    mayPostpone: () => true,
    onChange: () => undefined,
  });
  return { time, breakers, runtime, transitions, trials };
};

const rung = (engine: EngineName, run: Rung<string>['run'], more = {}): Rung<string> => ({
  engine,
  run,
  timeoutMs: null,
  ...more,
});
const right = (engine: EngineName): Rung<string> =>
  rung(engine, () => Promise.resolve(`by ${engine}`));
const faulty = (engine: EngineName, fault: EngineFault = 'lost'): Rung<string> =>
  rung(engine, () => Promise.reject(new EngineFaultError(fault, 'gone')));
const taskOf = (
  rungs: readonly Rung<string>[],
  more: Partial<Task<string>> = {},
): Task<string> => ({
  kind: 'thumbnail',
  rungs,
  isOrderFree: false,
  priority: 'NORMAL',
  deadlineMs: null,
  units: 1,
  inputBytes: 0,
  signal: new AbortController().signal,
  ...more,
});

describe('E3 a task on its way', () => {
  it('E3.1 runs on the first rung, and after a fault on the next, with what was tried', async () => {
    const { runtime } = createWorld();
    expect(await runtime.run(taskOf([right('webgpu'), right('workers')]))).toMatchObject({
      value: 'by webgpu',
      tried: [],
    });
    const result = await runtime.run(taskOf([faulty('webgpu'), right('workers')]));
    expect(result).toMatchObject({
      value: 'by workers',
      engine: 'workers',
      tried: [{ engine: 'webgpu', fault: 'lost', message: 'gone' }],
    });
  });

  it('E3.2 passes over an engine that is open, counts that, and returns to it after its trials', async () => {
    const { runtime, breakers, time, transitions } = createWorld();
    const broken = taskOf([faulty('webgpu'), right('workers')]);
    for (let times = 0; times < 3; times++) await runtime.run(broken);
    expect(breakers.circuits().webgpu.state).toBe('OPEN');
    const run = vi.fn(() => Promise.resolve('by webgpu'));
    const ladder = taskOf([rung('webgpu', run), right('workers')]);
    expect(await runtime.run(ladder)).toMatchObject({ value: 'by workers', tried: [] });
    expect(run).not.toHaveBeenCalled();
    expect(breakers.circuits().webgpu.rejectionCount).toBe(1);
    await time.pass(60_000);
    expect(transitions.map(({ to }) => to)).toEqual(['OPEN', 'HALF_OPEN', 'CLOSED']);
    expect(await runtime.run(ladder)).toMatchObject({ value: 'by webgpu' });
  });

  it('E3.3 opens again for a trial that hangs longer than five seconds', async () => {
    const { runtime, breakers, time, trials, transitions } = createWorld();
    for (let times = 0; times < 3; times++)
      await runtime.run(taskOf([faulty('webgpu'), right('workers')]));
    trials.webgpu = () => new Promise(() => undefined);
    await time.pass(60_000);
    expect(breakers.circuits().webgpu.state).toBe('HALF_OPEN');
    await time.pass(5_000);
    expect(breakers.circuits().webgpu).toMatchObject({
      state: 'OPEN',
      lastReason: 'No answer within 5000 ms.',
    });
    delete trials.webgpu;
    breakers.retryNow('webgpu');
    await time.pass(0);
    expect(transitions.at(-1)).toMatchObject({ engine: 'webgpu', to: 'CLOSED' });
  });

  it('E3.4 waits while all its engines are open, and is done when one closes', async () => {
    const { runtime, time } = createWorld();
    for (let times = 0; times < 3; times++)
      await runtime.run(taskOf([faulty('workers')])).catch(() => undefined);
    const waiting = runtime.run(taskOf([right('workers')]));
    await time.pass(59_000);
    expect(runtime.state().queue.waiting.NORMAL).toBe(1);
    await time.pass(1_000);
    expect((await waiting).value).toBe('by workers');
  });

  it('E3.5 fails with everything that was tried, where every way met a fault', async () => {
    const { runtime } = createWorld();
    const ladder = taskOf([
      faulty('webgpu'),
      faulty('workers', 'crashed'),
      faulty('page', 'timeout'),
    ]);
    await expect(runtime.run(ladder)).rejects.toMatchObject({
      type: 'engines-failed',
      facts: { tried: [{ fault: 'lost' }, { fault: 'crashed' }, { fault: 'timeout' }] },
    });
  });

  it('E3.6 ends with what is wrong with the file itself, and no engine is blamed', async () => {
    const { runtime, breakers } = createWorld();
    const unsupported = rung('workers', () => Promise.reject(new Error('not a picture')));
    const page = vi.fn(() => Promise.resolve('by page'));
    await expect(runtime.run(taskOf([unsupported, rung('page', page)]))).rejects.toThrow(
      'not a picture',
    );
    expect(page).not.toHaveBeenCalled();
    expect(breakers.circuits().workers.totalFailures).toBe(0);
  });

  it('E3.7 stops a rung that takes too long, and goes on with the next', async () => {
    const { runtime, breakers, time } = createWorld();
    let stopped: AbortSignal | null = null;
    const hanging = rung(
      'webgpu',
      (signal) => {
        stopped = signal;
        return new Promise(() => undefined);
      },
      { timeoutMs: 200 },
    );
    const result = runtime.run(taskOf([hanging, right('workers')]));
    await time.pass(200);
    expect((await result).value).toBe('by workers');
    expect(stopped).toMatchObject({ aborted: true });
    expect(breakers.circuits().webgpu.lastReason).toContain('timeout');
  });

  it('E3.8 is cancelled while it waits, while it runs, and before it came', async () => {
    const { runtime, time } = createWorld({ webgpu: 1, workers: 1, page: 1 });
    const stops = [new AbortController(), new AbortController(), new AbortController()];
    const hanging = rung('workers', () => new Promise(() => undefined));
    const ends = stops
      .slice(0, 2)
      .map(({ signal }) => runtime.run(taskOf([hanging], { signal })));
    stops.forEach((stop) => stop.abort());
    const late = runtime.run(taskOf([hanging], { signal: stops[2]?.signal ?? never }));
    for (const end of [...ends, late])
      await expect(end).rejects.toMatchObject({ type: 'cancelled' });
    await time.pass(0);
    expect(runtime.state()).toMatchObject({ held: 0, queue: { waiting: { NORMAL: 0 } } });
  });

  it('E3.9 is given up at its deadline, wherever it is', async () => {
    const { runtime, time } = createWorld();
    const hanging = rung('workers', () => new Promise(() => undefined));
    const running = runtime.run(taskOf([hanging], { deadlineMs: time.nowMs() + 500 }));
    const heard = expect(running).rejects.toMatchObject({ type: 'deadline-passed' });
    await time.pass(500);
    await heard;
  });

  it('E3.10 passes over a rung that is not fit for what was met', async () => {
    const { runtime } = createWorld();
    const again = rung('workers', () => Promise.resolve('again'), {
      isFit: (tried: readonly unknown[]) => tried.length === 1,
    });
    const page = rung('page', () => Promise.resolve('on the page'), {
      isFit: (tried: readonly unknown[]) => tried.length > 1,
    });
    expect(
      await runtime.run(taskOf([page, faulty('workers', 'crashed'), again])),
    ).toMatchObject({
      value: 'again',
    });
  });

  it('E3.11 says clearly that no place is left', async () => {
    const { runtime } = createWorld();
    // Each with a signal of its own: Node warns of many listeners to one.
    const hang = () =>
      runtime.run(taskOf([rung('workers', () => new Promise(() => undefined))]));
    for (let times = 0; times < 102; times++) void hang();
    await settle();
    await expect(hang()).rejects.toMatchObject({
      type: 'queue-full',
      message: expect.stringContaining('100 tasks are waiting') as string,
    });
    for (let times = 0; times < 4; times++)
      await expect(hang()).rejects.toMatchObject({ type: 'queue-full' });
    await expect(hang()).rejects.toMatchObject({ type: 'intake-paused' });
  });

  it(`E3 loses and doubles nothing, and never runs on an open engine, over ${TASKS} tasks (seed ${SEED})`, async () => {
    const random = seeded(SEED);
    const world = createWorld();
    const { runtime, breakers, time } = world;
    const ends = { done: 0, refused: 0, failed: 0, cancelled: 0, late: 0 };
    const runs = { faults: 0, right: 0 };
    /** How ill each engine is now: the share of its runs that meet a fault. */
    const illness: Record<EngineName, number> = { webgpu: 0, workers: 0, page: 0 };
    for (const engine of ENGINE_NAMES)
      world.trials[engine] = () =>
        random() < illness[engine]
          ? Promise.reject(new EngineFaultError('wrong-answer', 'ill'))
          : Promise.resolve();

    const anyRung = (engine: EngineName): Rung<string> => {
      let isUsed = false;
      return rung(
        engine,
        async (signal) => {
          if (isUsed) throw new Error('A rung was used twice.');
          isUsed = true;
          if (!breakers.isAdmitting(engine)) throw new Error(`${engine} is open.`);
          if (runtime.state().running[engine] > { webgpu: 1, workers: 2, page: 1 }[engine])
            throw new Error(`${engine} has no place.`);
          await new Promise<void>((resolve) => {
            time.after(random() * 400, resolve);
          });
          if (random() < illness[engine]) {
            runs.faults += 1;
            throw new EngineFaultError('crashed', 'ill');
          }
          runs.right += 1;
          signal.throwIfAborted();
          return 'done';
        },
        { timeoutMs: random() < 0.1 ? 300 : null },
      );
    };

    const settled: Promise<void>[] = [];
    for (let at = 0; at < TASKS; at++) {
      const stop = new AbortController();
      const from = Math.floor(random() * 3);
      const end = runtime.run(
        taskOf(ENGINE_NAMES.slice(from).map(anyRung), {
          priority: PRIORITIES[Math.floor(random() * 4)] ?? 'LOW',
          isOrderFree: random() < 0.5,
          deadlineMs: random() < 0.1 ? time.nowMs() + random() * 20_000 : null,
          signal: stop.signal,
        }),
      );
      settled.push(
        end.then(
          () => void (ends.done += 1),
          (error: unknown) => {
            const { type = '' } = error as { readonly type?: string };
            if (type === 'queue-full' || type === 'intake-paused') ends.refused += 1;
            else if (type === 'engines-failed') ends.failed += 1;
            else if (type === 'deadline-passed') ends.late += 1;
            else if (type === 'cancelled') ends.cancelled += 1;
            else throw error;
          },
        ),
      );
      if (random() < 0.05) time.after(random() * 1_000, () => stop.abort());
      if (random() < 0.02) {
        const engine = ENGINE_NAMES[Math.floor(random() * 3)] ?? 'page';
        illness[engine] = random() < 0.5 ? 0 : random();
      }
      if (random() < 0.8) await time.pass(random() * 300);
    }
    for (const engine of ENGINE_NAMES) illness[engine] = 0;
    await time.pass(600_000);
    await Promise.all(settled);
    expect(Object.values(ends).reduce((sum, count) => sum + count, 0)).toBe(TASKS);
    for (const count of Object.values(ends)) expect(count).toBeGreaterThan(0);
    const state = runtime.state();
    expect(state).toMatchObject({ held: 0, running: { webgpu: 0, workers: 0, page: 0 } });
    expect(state.queue.postponed).toEqual([]);
    expect(Object.values(state.queue.waiting).every((count) => count === 0)).toBe(true);
    expect(state.queue.refusals).toBe(ends.refused);
    expect(
      Object.values(state.done).reduce((sum, count) => sum + count, 0),
    ).toBeGreaterThanOrEqual(ends.done);
    const { failures, states } = summary(breakers);
    expect(failures).toBeGreaterThanOrEqual(runs.faults);
    expect(states).toEqual(['CLOSED', 'CLOSED', 'CLOSED']);
    expect(time.pending()).toBe(0);
  });
});

const never = new AbortController().signal;

const summary = (breakers: Breakers) => {
  const circuits = Object.values(breakers.circuits());
  return {
    failures: circuits.reduce((sum, { totalFailures }) => sum + totalFailures, 0),
    states: circuits.map(({ state }) => state),
  };
};

import { describe, expect, it, vi } from 'vitest';
import {
  createThreads,
  type Serve,
  STARTED,
} from '../../../../src/platform/worker-pool/threads.ts';

/** A worker that does what it is told once it is listened to. */
class FakeWorker extends EventTarget {
  isTerminated = false;
  constructor(act: (worker: FakeWorker) => void) {
    super();
    queueMicrotask(() => act(this));
  }
  say(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
  fail(): void {
    this.dispatchEvent(new Event('error', { cancelable: true }));
  }
  terminate(): void {
    this.isTerminated = true;
  }
}
const workerThat = (act: (worker: FakeWorker) => void) => {
  const worker = new FakeWorker(act);
  return { worker, spawn: () => worker as unknown as Worker };
};

/** Says back what it hears. */
const echo: Serve = (port) =>
  port.addEventListener('message', ({ data }: MessageEvent) => port.postMessage([data]));
const load = () => Promise.resolve(echo);
const never = () => Promise.reject(new Error('not to be loaded'));

const answerOf = (
  thread: Pick<Worker, 'addEventListener' | 'postMessage'>,
  question: unknown,
) =>
  new Promise((resolve) => {
    thread.addEventListener('message', ({ data }: MessageEvent) => resolve(data));
    thread.postMessage(question);
  });

describe('opening a thread', () => {
  it('gives the worker once its script has run', async () => {
    const { worker, spawn } = workerThat((fake) => fake.say(STARTED));
    const refused = vi.fn();
    const opened = await createThreads(refused).open(spawn, never);
    expect(opened).toEqual({ thread: worker, isHere: false });
    expect(refused).not.toHaveBeenCalled();
  });

  it.each([
    [
      'cannot be made',
      () => () => {
        throw new ReferenceError('Worker is not defined');
      },
    ],
    ['is kept away by a policy', () => workerThat((fake) => fake.fail()).spawn],
    ['never answers', () => workerThat(() => undefined).spawn],
  ])('does the work here where a worker %s', async (_how, spawnOf) => {
    const refused = vi.fn();
    const { thread, isHere } = await createThreads(refused, 5).open(spawnOf(), load);
    expect(isHere).toBe(true);
    expect(await answerOf(thread, { a: 1 })).toEqual([{ a: 1 }]);
    expect(refused).toHaveBeenCalledOnce();
    thread.terminate();
  });

  it('ends a worker that did not start in time, so that it is not there twice', async () => {
    const { worker, spawn } = workerThat(() => undefined);
    const { thread } = await createThreads(() => undefined, 5).open(spawn, load);
    expect(worker.isTerminated).toBe(true);
    thread.terminate();
  });

  it('tries no other worker once one did not start', async () => {
    const threads = createThreads(() => undefined, 5);
    const first = await threads.open(workerThat((fake) => fake.fail()).spawn, load);
    const spawn = vi.fn();
    const second = await threads.open(spawn, load);
    expect(spawn).not.toHaveBeenCalled();
    for (const { thread } of [first, second]) thread.terminate();
  });
});

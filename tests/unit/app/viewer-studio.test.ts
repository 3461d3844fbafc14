import { describe, expect, it } from 'vitest';
import { createViewerStudio } from '../../../src/app/viewer-studio.ts';
import type { ViewerReply, ViewerRequest } from '../../../src/app/viewer-messages.ts';

const BITMAP = { width: 4, height: 3 } as ImageBitmap;
const FILE = new Blob(['picture']);

/** A worker that does with each request what it is told. */
class FakeWorker extends EventTarget {
  isTerminated = false;
  private readonly act: (worker: FakeWorker, request: ViewerRequest) => void;
  constructor(act: FakeWorker['act']) {
    super();
    this.act = act;
  }
  postMessage(request: ViewerRequest): void {
    queueMicrotask(() => {
      if (!this.isTerminated) this.act(this, request);
    });
  }
  terminate(): void {
    this.isTerminated = true;
  }
  answer({ id }: ViewerRequest): void {
    const result = { type: 'picture', bitmap: BITMAP, isPreview: false } as const;
    const data: ViewerReply = { id, result };
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
  crash(): void {
    this.dispatchEvent(new Event('error', { cancelable: true }));
  }
}

/** A studio whose workers, one after another, act so. */
const studioOf = (...acts: FakeWorker['act'][]) => {
  const spawned: FakeWorker[] = [];
  const studio = createViewerStudio(() => {
    const act = acts[spawned.length];
    if (act === undefined) throw new Error('One worker more than expected.');
    const worker = new FakeWorker(act);
    spawned.push(worker);
    return Promise.resolve(worker as unknown as Worker);
  });
  return { studio, spawned };
};
const crash: FakeWorker['act'] = (worker) => worker.crash();
const answer: FakeWorker['act'] = (worker, request) => worker.answer(request);

describe('a worker that crashes', () => {
  it('is replaced, and the picture is decoded by the next one', async () => {
    const { studio, spawned } = studioOf(crash, answer);
    const { bitmap } = await studio.decodePicture(FILE, 'image/heic');
    expect(bitmap).toBe(BITMAP);
    expect(spawned.map(({ isTerminated }) => isTerminated)).toEqual([true, false]);
  });

  it('twice over the same picture says so, and the next picture has a fresh worker', async () => {
    const { studio, spawned } = studioOf(crash, crash, answer);
    await expect(studio.decodePicture(FILE, 'image/heic')).rejects.toMatchObject({
      type: 'undecodable',
      facts: { reason: 'worker-crashed' },
    });
    await studio.decodePicture(FILE, 'image/heic');
    expect(spawned).toHaveLength(3);
  });

  it('is not heard any more once another one is on', async () => {
    const { studio, spawned } = studioOf(crash, answer);
    await studio.decodePicture(FILE, 'image/heic');
    spawned[0]?.crash();
    expect(spawned[1]?.isTerminated).toBe(false);
  });

  it('takes no picture along that waited behind', async () => {
    let requests = 0;
    const { studio } = studioOf((worker) => {
      if (++requests === 2) worker.crash();
    }, answer);
    const both = [FILE, FILE].map((file) => studio.decodePicture(file, 'image/heic'));
    await expect(Promise.all(both)).resolves.toHaveLength(2);
  });
});

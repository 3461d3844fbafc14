import { afterEach, describe, expect, it } from 'vitest';
import type { MediaLab } from '../../../src/core/media/media-lab.ts';
import { createMediaPool } from '../../../src/platform/worker-pool/media-pool.ts';
import { encodeCanvas, fourCorners } from '../../fixtures/media/pictures.ts';
import { endlessFlac } from '../../fixtures/media/sounds.ts';
import { ingest, jobFor, openLab, spawnMediaWorker, stagedBytes } from './lab.ts';

let lab: MediaLab<File>;
afterEach(() => lab.dispose());

const picture = (): Promise<Uint8Array<ArrayBuffer>> =>
  encodeCanvas(fourCorners(640, 480), 'image/jpeg');

describe('a pool', () => {
  it('ends a parser that never comes back, stores its file unparsed and goes on', async () => {
    lab = openLab(1, () => 3_000);
    const hostile = jobFor(endlessFlac(), 'endless.flac');
    const [poison, next] = await Promise.all([
      ingest(lab, hostile),
      ingest(lab, jobFor(await picture(), 'next.jpg')),
    ]);
    expect(poison.facts).toMatchObject({ kind: 'audio', noThumbnail: 'poison' });
    expect(await stagedBytes(hostile)).toEqual(endlessFlac());
    expect(next.facts.noThumbnail).toBeNull();
  });

  it('runs a file again without parsing when its worker dies, and goes on', async () => {
    const workers: Worker[] = [];
    lab = createMediaPool({
      size: 1,
      spawn: () => {
        const worker = spawnMediaWorker();
        workers.push(worker);
        return worker;
      },
    });
    const job = jobFor(await picture(), 'killer.jpg');
    const running = ingest(lab, job);
    workers[0]?.dispatchEvent(new ErrorEvent('error', { cancelable: true }));
    expect((await running).facts.noThumbnail).toBe('poison');
    expect(workers).toHaveLength(2);
    expect(
      (await ingest(lab, jobFor(await picture(), 'next.jpg'))).facts.noThumbnail,
    ).toBeNull();
  });

  it('rejects with “worker-crashed” when the copy fails as well, and goes on', async () => {
    let spawned = 0;
    const broken = (): Worker =>
      new Worker(URL.createObjectURL(new Blob(['throw new Error("dead on arrival")'])));
    lab = createMediaPool({
      size: 1,
      spawn: () => (spawned++ < 2 ? broken() : spawnMediaWorker()),
    });
    await expect(ingest(lab, jobFor(await picture()))).rejects.toMatchObject({
      type: 'worker-crashed',
    });
    expect((await ingest(lab, jobFor(await picture()))).facts.kind).toBe('photo');
  });

  it('settles a cancelled job at once, whether it runs or waits, and goes on', async () => {
    lab = openLab(1);
    const abort = new AbortController();
    const big = new Blob(Array.from({ length: 64 }, () => new Uint8Array(4 * 1024 * 1024)));
    const running = lab.ingest(jobFor(big), {
      signal: abort.signal,
      onProgress: () => abort.abort(),
    });
    const waiting = lab.ingest(jobFor(await picture()), { signal: abort.signal });
    const ends = await Promise.allSettled([running, waiting]);
    expect(ends).toMatchObject([
      { status: 'rejected', reason: { type: 'cancelled' } },
      { status: 'rejected', reason: { type: 'cancelled' } },
    ]);
    expect((await ingest(lab, jobFor(await picture()))).facts.noThumbnail).toBeNull();
  });

  it('settles every call when it is disposed of', async () => {
    lab = openLab(1);
    const calls = [ingest(lab, jobFor(await picture())), ingest(lab, jobFor(await picture()))];
    lab.dispose();
    for (const end of await Promise.allSettled(calls)) {
      expect(end).toMatchObject({ status: 'rejected', reason: { type: 'cancelled' } });
    }
  });

  it('ends a worker that has nothing to do, and starts another when it has', async () => {
    let ended = 0;
    let resolve = (): void => undefined;
    const gone = new Promise<void>((done) => (resolve = done));
    lab = createMediaPool({
      size: 1,
      idleMs: 1,
      spawn: () => {
        const worker = spawnMediaWorker();
        const terminate = worker.terminate.bind(worker);
        worker.terminate = () => {
          terminate();
          ended += 1;
          resolve();
        };
        return worker;
      },
    });
    await ingest(lab, jobFor(await picture()));
    await gone;
    expect(ended).toBe(1);
    expect((await ingest(lab, jobFor(await picture()))).facts.kind).toBe('photo');
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import type { PlainObject } from '../../../src/core/base/plain.ts';
import type { DriveEvent } from '../../../src/core/drive/drive-parts.ts';
import type { IngestResult } from '../../../src/core/media/media-lab.ts';
import type { Injection } from '../../../src/core/runtime/metrics.ts';
import type { Engines } from '../../../src/app/engines/engines.ts';
import { encodeCanvas, fourCorners } from '../../fixtures/media/pictures.ts';
import { endlessFlac } from '../../fixtures/media/sounds.ts';
import {
  type LabOptions,
  ingest,
  jobFor,
  openTestEngines,
  spawnMediaWorker,
  stagedBytes,
} from './lab.ts';

let engines: Engines;
afterEach(() => engines.dispose());

const open = async (options?: LabOptions, kept?: Map<string, PlainObject>): Promise<Engines> =>
  (engines = await openTestEngines(options, kept));

const picture = (width = 640): Promise<Uint8Array<ArrayBuffer>> =>
  encodeCanvas(fourCorners(width, 480), 'image/jpeg');

/** All that an item is made of. */
const facts = ({
  hash,
  listHash,
  list,
  facts,
  edits,
  rawMetadata,
  thumbnails,
}: IngestResult) => ({
  hash,
  listHash,
  list,
  facts,
  edits,
  rawMetadata,
  sizes: thumbnails.map(({ size, mime }) => [size, mime]),
});

const engineOf = async (name: string) =>
  (await engines.metrics()).engines.find(({ engine }) => engine === name);

/** Workers that are remembered, so that a test can end one. */
const watchedWorkers = () => {
  const workers: Worker[] = [];
  const spawn = (): Worker => {
    const worker = spawnMediaWorker();
    workers.push(worker);
    return worker;
  };
  return { workers, spawn };
};

/** As a worker that stops looks to its owner. */
const kill = (worker: Worker | undefined): void => {
  worker?.terminate();
  worker?.dispatchEvent(new ErrorEvent('error', { cancelable: true, message: 'killed' }));
};

describe('engines over real workers', () => {
  it('E5.3 end a parser that never comes back twice, store its file unread, remember it and go on', async () => {
    const kept = new Map<string, PlainObject>();
    const { workers, spawn } = watchedWorkers();
    await open({ spawn, deadlineMs: () => 3_000 }, kept);
    const hostile = jobFor(endlessFlac(), 'endless.flac');
    const [poison, next] = await Promise.all([
      ingest(engines.lab, hostile),
      ingest(engines.lab, jobFor(await picture(), 'next.jpg')),
    ]);
    expect(poison.facts).toMatchObject({ kind: 'audio', noThumbnail: 'poison' });
    expect(await stagedBytes(hostile)).toEqual(endlessFlac());
    expect(next.facts.noThumbnail).toBeNull();
    expect(workers).toHaveLength(3);
    expect(engines.poison.all()).toMatchObject([
      { hash: poison.hash, name: 'endless.flac', fault: 'timeout' },
    ]);
    engines.dispose();
    const again = watchedWorkers();
    await open({ spawn: again.spawn }, kept);
    expect((await ingest(engines.lab, hostile)).facts.noThumbnail).toBe('poison');
    expect(again.workers).toHaveLength(1);
  });

  it('E5.1 finish the job of a worker that died with another, in every byte the same', async () => {
    const { workers, spawn } = watchedWorkers();
    await open({ spawn });
    const bytes = await picture();
    const undisturbed = await ingest(engines.lab, jobFor(bytes, 'same.jpg'));
    const job = jobFor(bytes, 'same.jpg');
    let isKilled = false;
    const result = await engines.lab.ingest(job, {
      signal: new AbortController().signal,
      onProgress: () => {
        if (!isKilled) kill(workers[0]);
        isKilled = true;
      },
    });
    expect(facts(result)).toEqual(facts(undisturbed));
    expect(await stagedBytes(job)).toEqual(bytes);
    expect(workers).toHaveLength(2);
    expect(engines.poison.all()).toEqual([]);
    expect(await engineOf('workers')).toMatchObject({ totalFailures: 1, totalSuccesses: 2 });
  });

  it.each([
    [
      'throws',
      (): Worker => {
        throw new Error('no workers for you');
      },
    ],
    [
      'is blocked',
      (): Worker => new Worker(URL.createObjectURL(new Blob(['throw new Error("blocked")']))),
    ],
  ])('E5.9 do it on this thread where no worker starts (it %s)', async (_, spawn) => {
    await open();
    const bytes = await picture();
    const undisturbed = await ingest(engines.lab, jobFor(bytes, 'same.jpg'));
    engines.dispose();
    await open({ spawn });
    const first = jobFor(bytes, 'same.jpg');
    expect(facts(await ingest(engines.lab, first))).toEqual(facts(undisturbed));
    expect(await stagedBytes(first)).toEqual(bytes);
    for (const name of ['b.jpg', 'c.jpg']) await ingest(engines.lab, jobFor(bytes, name));
    expect(await engineOf('workers')).toMatchObject({ state: 'OPEN', totalFailures: 3 });
    expect(await engineOf('page')).toMatchObject({ totalSuccesses: 3 });
    expect(engines.poison.all()).toEqual([]);
  });

  it('E7.2 meet every drill with the same answer, and say so', async () => {
    const events: DriveEvent[] = [];
    await open({ emit: (event) => events.push(event) });
    const bytes = await picture();
    const undisturbed = facts(await ingest(engines.lab, jobFor(bytes, 'same.jpg')));
    for (const fault of ['fail', 'lose', 'lie', 'hang'] as const) {
      engines.inject({ engine: 'workers', fault });
      const job = jobFor(bytes, 'same.jpg');
      expect(facts(await ingest(engines.lab, job))).toEqual(undisturbed);
      expect(await stagedBytes(job)).toEqual(bytes);
    }
    engines.inject({ engine: 'workers', fault: 'lose', times: 3 });
    for (const name of ['a.jpg', 'b.jpg', 'c.jpg'])
      expect(facts(await ingest(engines.lab, jobFor(bytes, name)))).toEqual(undisturbed);
    expect(events).toContainEqual(
      expect.objectContaining({
        event: 'breaker',
        payload: expect.objectContaining({ engine: 'workers', to: 'OPEN' }) as unknown,
      }),
    );
  });

  it('E7.2 meet a drill of this thread as well: what broke off is told', async () => {
    await open({ workers: 0 });
    await engines.configure({ ...engines.settings(), failuresToOpen: 20 });
    const bytes = await picture();
    for (const [fault, told] of Object.entries({
      fail: 'crashed',
      lose: 'lost',
      lie: 'wrong-answer',
      hang: 'timeout',
    } as const)) {
      engines.inject({ engine: 'page', fault: fault as Injection['fault'] });
      const job = jobFor(bytes, 'same.jpg');
      await expect(ingest(engines.lab, job)).rejects.toMatchObject({
        type: 'engines-failed',
        facts: { tried: [{ engine: 'page', fault: told }] },
      });
    }
    expect(await engineOf('page')).toMatchObject({ totalFailures: 4 });
  });

  it('E7.1 close again by their trial, in real workers and on this thread', async () => {
    const reached = new Map<string, () => void>();
    const until = (engine: string, state: string): Promise<void> =>
      new Promise((resolve) => reached.set(`${engine} ${state}`, resolve));
    await open({
      emit: ({ event, payload }) => {
        const { engine, to } = payload as { readonly engine?: string; readonly to?: string };
        if (event === 'breaker') reached.get(`${String(engine)} ${String(to)}`)?.();
      },
    });
    await engines.configure({
      ...engines.settings(),
      failuresToOpen: 1,
      trialTimeoutMs: 30_000,
    });
    const job = jobFor(await picture(), 'a.jpg');
    engines.inject({ engine: 'workers', fault: 'lose' });
    engines.inject({ engine: 'page', fault: 'lie' });
    const opened = Promise.all([until('workers', 'OPEN'), until('page', 'OPEN')]);
    const waiting = ingest(engines.lab, job);
    await opened;
    const closed = Promise.all([until('workers', 'CLOSED'), until('page', 'CLOSED')]);
    engines.retry('workers');
    engines.retry('page');
    await closed;
    expect((await waiting).facts.noThumbnail).toBeNull();
  });

  it('settle a cancelled job at once, whether it runs or waits, and go on', async () => {
    await open();
    const { lab } = engines;
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

  it('settle every call when they are disposed of', async () => {
    await open();
    const jobs = [jobFor(await picture()), jobFor(await picture())];
    const calls = jobs.map((job) => ingest(engines.lab, job));
    engines.dispose();
    for (const end of await Promise.allSettled(calls)) {
      expect(end).toMatchObject({ status: 'rejected', reason: { type: 'cancelled' } });
    }
  });

  it('end a worker that has nothing to do, and start another when it has', async () => {
    let ended = 0;
    let resolve = (): void => undefined;
    const gone = new Promise<void>((done) => (resolve = done));
    await open({
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
    await ingest(engines.lab, jobFor(await picture()));
    await gone;
    expect(ended).toBe(1);
    expect((await ingest(engines.lab, jobFor(await picture()))).facts.kind).toBe('photo');
  });
});

import { describe, expect, it, vi } from 'vitest';
import type { MediaId } from '../../../src/core/base/ids.ts';
import type { Methods } from '../../../src/app/backend.ts';
import { createRunningCalls } from '../../../src/app/running-calls.ts';
import { runtimeMethods } from '../../../src/app/runtime-methods.ts';
import type { RuntimeResult } from '../../../src/app/api-types.ts';
import { type Act, createEngineWorld, jobOf } from './engines/engine-world.ts';

/** The methods over engines, and a drive that holds one item. */
const createWorld = async (acts: readonly Act[] = []) => {
  const world = await createEngineWorld(acts);
  const { file } = jobOf('item.txt');
  const calls = createRunningCalls();
  const lookAgain = vi.fn(async (ids: readonly MediaId[]) => {
    await world.ingest(jobOf('bad'), { looksAgain: true });
    return ids;
  });
  const item = 'an item' as MediaId;
  const methods: Methods = runtimeMethods({
    engines: world.engines,
    drive: {
      originals: {
        open: () =>
          Promise.resolve({ hash: 'h', list: null, path: '', mime: '', name: 'item.txt' }),
      },
      importSink: { findByHash: () => Promise.resolve(item) },
      lookAgain,
    } as never,
    openBlob: () => Promise.resolve(file),
    calls,
    nowMs: world.time.nowMs,
  });
  const call = (name: string, ...args: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve) => resolve(methods[`runtime.${name}`]?.(args, 'request')));
  return { ...world, seen: world.calls, call, calls, lookAgain, item };
};

const hashOf = async (name: string): Promise<string> => {
  const { ingest } = await createEngineWorld();
  return (await ingest(jobOf(name))).hash;
};

describe('hm.runtime.run', () => {
  it('hashes a file and cuts it, without looking into it', async () => {
    const { call, seen } = await createWorld();
    const { file } = jobOf('a');
    const hash = await hashOf('a');
    expect(await call('run', { kind: 'hash', file })).toMatchObject({
      value: hash,
      engine: 'workers',
      tried: [],
    });
    expect(await call('run', { kind: 'chunk-manifest', file })).toMatchObject({
      value: { hash, chunks: [{ offset: 0, size: file.size }] },
    });
    expect(seen).toEqual(['a unparsed', 'a unparsed']);
  });

  it('probes an item of the drive', async () => {
    const { call } = await createWorld();
    expect(await call('run', { kind: 'probe', media: 'x' })).toMatchObject({
      value: { mime: 'application/octet-stream', kind: 'other' },
    });
  });

  it('says why there is no thumbnail', async () => {
    const { call } = await createWorld();
    const { file } = jobOf('a');
    await expect(call('run', { kind: 'thumbnail', file })).rejects.toMatchObject({
      type: 'no-thumbnail',
      facts: { reason: 'not-visual' },
    });
    expect(await call('run', { kind: 'perceptual-hash', file })).toMatchObject({ value: null });
  });

  it('tells what met a fault before', async () => {
    const { call } = await createWorld(['lost']);
    const { file } = jobOf('a');
    const result = (await call('run', { kind: 'hash', file })) as RuntimeResult;
    expect(result).toMatchObject({
      engine: 'page',
      tried: [{ engine: 'workers', fault: 'lost', message: 'lost by the script' }],
    });
  });

  it('is refused where the queue is full, and pauses intake after five refusals', async () => {
    const { call, engines, events } = await createWorld();
    const { file } = jobOf('a');
    const runs = Array.from({ length: 120 }, () => call('run', { kind: 'hash', file }));
    const ends = await Promise.allSettled(runs);
    const refused = ends.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThan(5);
    expect(refused[0]).toMatchObject({ reason: { type: 'queue-full' } });
    expect(refused.at(-1)).toMatchObject({ reason: { type: 'intake-paused' } });
    const { queue } = await engines.metrics();
    expect(queue).toMatchObject({ isPaused: false, totalRefusals: refused.length });
    expect(queue.done).toBe(120 - refused.length);
    const told = events.flatMap(({ event, payload }) =>
      event === 'status' ? [(payload as { text: string }).text] : [],
    );
    expect(told).toEqual([
      expect.stringContaining('Too much was asked for'),
      expect.stringContaining('taken in again'),
    ]);
  });

  it('ends at its deadline', async () => {
    const { call, time, engines } = await createWorld([() => new Promise(() => undefined)]);
    const { file } = jobOf('a');
    const late = call('run', { kind: 'hash', file, withinMs: 1_000 });
    const ended = expect(late).rejects.toMatchObject({ type: 'deadline-passed' });
    await time.pass(1_000);
    await ended;
    expect((await engines.metrics()).engines[1]).toMatchObject({ totalFailures: 0 });
  });

  it('ends when it is taken back', async () => {
    const { call, calls } = await createWorld([() => new Promise(() => undefined)]);
    const { file } = jobOf('a');
    const stopped = call('run', { kind: 'hash', file });
    calls.abort('request');
    await expect(stopped).rejects.toMatchObject({ type: 'cancelled' });
  });

  const file = new File(['x'], 'x');
  it.each([
    ['kind', { kind: 'ingest', file }, 'one of hash'],
    ['kind', {}, 'one of hash'],
    ['kind', 7, 'an object'],
    ['task', { kind: 'hash' }, 'about a file'],
    ['task', { kind: 'hash', file, media: 'x' }, 'about a file'],
    ['file', { kind: 'hash', file: 'x' }, 'a File'],
    ['media', { kind: 'hash', media: 9 }, 'text'],
    ['priority', { kind: 'hash', file, priority: 'HUGE' }, 'CRITICAL, HIGH'],
    ['withinMs', { kind: 'hash', file, withinMs: -1 }, 'not -1'],
    ['withinMs', { kind: 'hash', file, withinMs: Number.NaN }, 'not NaN'],
    ['withinMs', { kind: 'hash', file, withinMs: 1e12 }, 'not 1000000000000'],
  ])('refuses a wrong %s: %j', async (_, task, said) => {
    const { call, seen } = await createWorld();
    await expect(call('run', task)).rejects.toMatchObject({
      type: 'bad-argument',
      message: expect.stringContaining(said) as unknown,
    });
    expect(seen).toEqual([]);
  });

  it('refuses a file of an absurd size before anything of it is read', async () => {
    const world = await createWorld();
    const huge = new File(['x'], 'huge');
    Object.defineProperty(huge, 'size', { value: 2 ** 40 });
    const read = vi.spyOn(huge, 'slice');
    await expect(world.call('run', { kind: 'hash', file: huge })).rejects.toMatchObject({
      type: 'bad-argument',
      message: expect.stringContaining(
        'of at most 68719476736 bytes, not 1099511627776',
      ) as unknown,
    });
    expect(read).not.toHaveBeenCalled();
  });
});

describe('hm.runtime', () => {
  it('changes what is named, and keeps it at once', async () => {
    const { call, kept } = await createWorld();
    expect(await call('configure', { fallbackMs: 2_000, drop: 'none' })).toEqual({
      failuresToOpen: 3,
      fallbackMs: 2_000,
      trialTimeoutMs: 5_000,
      successesToClose: 2,
      drop: 'none',
    });
    expect(kept.get('engines')).toMatchObject({ settings: { fallbackMs: 2_000 } });
  });

  it.each([
    [{ fallbackMs: 999 }, 'patch.fallbackMs must be a number from 1000 to 3600000, not 999'],
    [{ failuresToOpen: 1.5 }, 'patch.failuresToOpen must be a whole number from 1 to 20'],
    [{ successesToClose: '2' }, 'patch.successesToClose'],
    [{ drop: 'ALL' }, 'patch.drop must be one of LOW, none, not "ALL"'],
    [{ speed: 9 }, 'patch.speed must be one of failuresToOpen'],
  ])('refuses a wrong setting: %j', async (patch, said) => {
    const { call, engines } = await createWorld();
    const before = engines.settings();
    await expect(call('configure', patch)).rejects.toMatchObject({
      type: 'bad-argument',
      message: expect.stringContaining(said) as unknown,
    });
    expect(engines.settings()).toEqual(before);
  });

  it.each([
    [{ engine: 'gpu', fault: 'fail' }, 'engine must be one of webgpu, workers, page'],
    [{ engine: 'page', fault: 'melt' }, 'fault must be one of fail, hang, lose, lie'],
    [{ engine: 'page', fault: 'fail', times: -1 }, 'times must be a whole number from 0'],
    [{ engine: 'page', fault: 'fail', times: 1e9 }, 'times must be'],
    [undefined, 'fault must be'],
  ])('refuses a wrong fault to make: %j', async (fault, said) => {
    const { call } = await createWorld();
    await expect(call('inject', fault)).rejects.toMatchObject({
      type: 'bad-argument',
      message: expect.stringContaining(said) as unknown,
    });
  });

  it('hands faults of the graphics processor on to the workers, and takes them back', async () => {
    const { call, pool } = await createWorld();
    await call('inject', { engine: 'webgpu', fault: 'lose', times: 2 });
    await call('inject', { engine: 'webgpu', fault: 'lose', times: 0 });
    const painter = 'webgpu';
    expect(pool.inject).toHaveBeenNthCalledWith(1, { painter, fault: 'lose' }, 2);
    expect(pool.inject).toHaveBeenNthCalledWith(2, { painter, fault: 'lose' }, 0);
  });

  it('tries an engine at once, and refuses one that nobody knows', async () => {
    const { call, ingest, time } = await createWorld(['lost', 'lost', 'lost']);
    for (const name of ['a', 'b', 'c']) await ingest(jobOf(name));
    await call('retry', 'workers');
    await vi.waitFor(async () => {
      await time.pass(0);
      expect(await call('metrics')).toMatchObject({ engines: [{}, { state: 'CLOSED' }, {}] });
    });
    await expect(call('retry', 'gpu')).rejects.toMatchObject({ type: 'bad-argument' });
  });

  it('lists poison with its item, and looks into it again', async () => {
    const { call, ingest, item, lookAgain } = await createWorld(['crashed', 'timeout']);
    await ingest(jobOf('bad'));
    const hash = await hashOf('bad');
    expect(await call('poison.list')).toEqual([
      {
        id: item,
        hash,
        name: 'bad',
        at: '2023-11-14T22:13:20.000Z',
        fault: 'timeout',
        message: 'timeout by the script',
      },
    ]);
    await call('poison.retry', ['f'.repeat(64)]);
    expect(lookAgain).not.toHaveBeenCalled();
    await call('poison.retry', [hash]);
    expect(lookAgain).toHaveBeenCalledTimes(1);
    expect(await call('poison.list')).toEqual([]);
    await expect(call('poison.retry', ['no hash'])).rejects.toMatchObject({
      type: 'bad-argument',
    });
  });
});

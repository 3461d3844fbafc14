import { describe, expect, it, vi } from 'vitest';
import type { BlobHash } from '../../../../src/core/base/ids.ts';
import { HmError } from '../../../../src/core/base/hm-error.ts';
import type { PlainObject } from '../../../../src/core/base/plain.ts';
import { createIngest } from '../../../../src/core/media/ingest.ts';
import type { IngestResult } from '../../../../src/core/media/media-lab.ts';
import { createPageEngine } from '../../../../src/app/engines/page-engine.ts';
import { SAMPLE_EVERY } from '../../../../src/app/engines/run-on-engine.ts';
import { createEngineWorld, jobOf, plainParts } from './engine-world.ts';

// One file because it is one world: each test sets an engine, a worker or a deadline at fault in it, and looks at all the others.

/** What an undisturbed ingest says of the same file. */
const undisturbed = (name: string): Promise<IngestResult> =>
  createIngest(plainParts())(jobOf(name), {
    parse: true,
    onProgress: () => undefined,
    onPicture: () => undefined,
  });

const PARITY = {
  parity: {
    ...{ blob: 'ab'.repeat(32) as BlobHash, blobPath: 'blobs/ab/ab', sizeBytes: 5_000_000 },
    ...{ percent: 10, path: 'staging/parity' },
  },
  // An empty module.
  module: new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)),
};

const engineOf = async (
  { engines }: Awaited<ReturnType<typeof createEngineWorld>>,
  name: string,
) => (await engines.metrics()).engines.find(({ engine }) => engine === name);

describe('E5 the ladder of a file', () => {
  it.each(['right', 'crashed', 'unavailable'] as const)(
    'E5.14 hashes what the drive has by a worker, and on its own thread after a fault: %s',
    async (act) => {
      const world = await createEngineWorld([act]);
      const stored = { file: jobOf('a').file, path: 'a' };
      const signal = new AbortController().signal;
      const hash = await world.engines.lab.hash(stored, { signal, priority: 'LOW' });
      expect(hash).toBe((await undisturbed('a')).hash);
      expect(world.calls).toEqual(['a hashed']);
      expect(await engineOf(world, act === 'right' ? 'workers' : 'page')).toMatchObject({
        paceMs: { verify: expect.any(Number) as number },
      });
      const aborted = AbortSignal.abort();
      await expect(world.engines.lab.hash(stored, { signal: aborted })).rejects.toMatchObject({
        type: 'cancelled',
      });
    },
  );

  it.each(['right', 'crashed', 'unavailable'] as const)(
    'E5.15 makes parity in a worker, and on its own thread after a fault: %s',
    async (act) => {
      const world = await createEngineWorld([act]);
      const here = vi.fn(() => Promise.resolve('made' as const));
      const work = { request: PARITY, here };
      const signal = new AbortController().signal;
      const made = await world.engines.lab.parity(work, { signal, priority: 'LOW' });
      const engine = act === 'right' ? 'workers' : 'page';
      expect(made).toEqual({ outcome: 'made', engine });
      expect(world.calls).toEqual(['parity to staging/parity']);
      expect(here).toHaveBeenCalledTimes(act === 'right' ? 0 : 1);
      expect(await engineOf(world, engine)).toMatchObject({
        paceMs: { parity: expect.any(Number) as number },
      });
      const aborted = world.engines.lab.parity(work, { signal: AbortSignal.abort() });
      await expect(aborted).rejects.toMatchObject({ type: 'cancelled' });
    },
  );

  it('E5.1 begins with the workers, and the drive loads no decoder of its own', async () => {
    const world = await createEngineWorld();
    expect(await world.ingest(jobOf('a'))).toEqual(await undisturbed('a'));
    expect(world.calls).toEqual(['a']);
    expect(world.loadPage).not.toHaveBeenCalled();
    expect(await engineOf(world, 'workers')).toMatchObject({ totalSuccesses: 1 });
  });

  it('E5.1 goes to another worker after a crash, with the same answer', async () => {
    const world = await createEngineWorld(['crashed']);
    expect(await world.ingest(jobOf('a'))).toEqual(await undisturbed('a'));
    expect(world.calls).toEqual(['a', 'a']);
    expect(world.engines.poison.all()).toEqual([]);
  });

  it.each(['unavailable', 'lost', 'wrong-answer'] as const)(
    'E5.2 goes to the thread of the drive where the file has no part in the fault: %s',
    async (fault) => {
      const world = await createEngineWorld([fault]);
      expect(await world.ingest(jobOf('a'))).toEqual(await undisturbed('a'));
      expect(world.calls).toEqual(['a']);
      expect(await engineOf(world, 'page')).toMatchObject({ totalSuccesses: 1 });
    },
  );

  it('E5.2 asks the workers once more where the thread of the drive failed as well', async () => {
    const world = await createEngineWorld(['wrong-answer']);
    world.engines.inject({ engine: 'page', fault: 'lie' });
    expect(await world.ingest(jobOf('a'))).toEqual(await undisturbed('a'));
    expect(world.calls).toEqual(['a', 'a']);
  });

  it('E5.2 fails with all that was tried where every engine does', async () => {
    const world = await createEngineWorld(['wrong-answer', 'unavailable']);
    world.engines.inject({ engine: 'page', fault: 'lose' });
    await expect(world.ingest(jobOf('a'))).rejects.toMatchObject({
      type: 'engines-failed',
      facts: { tried: [{ engine: 'workers' }, { engine: 'page' }, { engine: 'workers' }] },
    });
  });

  it.each(['crashed', 'timeout', 'out-of-memory'] as const)(
    'E5.3 stores a file unread that did harm twice (%s), remembers it, and does not look into it again',
    async (fault) => {
      const world = await createEngineWorld([fault, fault]);
      const right = await undisturbed('bad');
      expect(await world.ingest(jobOf('bad'))).toMatchObject({
        hash: right.hash,
        list: right.list,
        facts: { noThumbnail: 'poison' },
      });
      expect(world.calls).toEqual(['bad', 'bad', 'bad unparsed']);
      expect(world.engines.poison.all()).toMatchObject([
        { hash: right.hash, name: 'bad', fault, message: `${fault} by the script` },
      ]);
      const next = await createEngineWorld([], {}, world.kept);
      await next.ingest(jobOf('bad'));
      await next.ingest(jobOf('good'));
      expect(next.calls).toEqual(['bad unparsed', 'good']);
    },
  );

  it('E5.3 knows an original by its hash, and forgets it once looking into it went well', async () => {
    const world = await createEngineWorld(['crashed', 'crashed']);
    const { hash } = await world.ingest(jobOf('bad'));
    const original = { ...jobOf('bad'), file: new File(['the bytes of bad'], hash) };
    await world.ingest(original);
    expect(world.calls.at(-1)).toBe('bad unparsed');
    expect((await world.ingest(original, { looksAgain: true })).facts.noThumbnail).toBe(
      'not-visual',
    );
    expect(world.engines.poison.all()).toEqual([]);
    await world.ingest(jobOf('bad'));
    expect(world.calls.at(-1)).toBe('bad');
  });

  it('E5.4 lets a file wait that did harm once, until the workers are tried', async () => {
    const world = await createEngineWorld(['crashed']);
    await world.engines.configure({ ...world.engines.settings(), failuresToOpen: 1 });
    const waiting = world.ingest(jobOf('a'));
    await vi.waitFor(async () => {
      expect(await engineOf(world, 'workers')).toMatchObject({ state: 'OPEN' });
    });
    expect(world.loadPage).not.toHaveBeenCalled();
    expect(await world.until(waiting)).toEqual(await undisturbed('a'));
    expect(world.calls).toEqual(['a', 'known-answer.png', 'known-answer.png', 'a']);
  });

  it('E5.4 stores it unread where that trial fails', async () => {
    const world = await createEngineWorld(['crashed', 'unavailable']);
    await world.engines.configure({ ...world.engines.settings(), failuresToOpen: 1 });
    const waiting = world.ingest(jobOf('a'));
    await vi.waitFor(async () => {
      expect(await engineOf(world, 'workers')).toMatchObject({ state: 'OPEN' });
    });
    expect((await world.until(waiting)).facts.noThumbnail).toBe('poison');
    expect(world.calls).toEqual(['a', 'known-answer.png']);
  });

  it('E5.5 blames no file for a drill, and each ends as if there had been none', async () => {
    const world = await createEngineWorld();
    for (const fault of ['fail', 'hang', 'lose', 'lie'] as const)
      world.engines.inject({ engine: 'workers', fault, times: 3 });
    const names = Array.from({ length: 12 }, (_, i) => `file ${i}`);
    const results = await Promise.all(names.map((name) => world.ingest(jobOf(name))));
    expect(results).toEqual(await Promise.all(names.map(undisturbed)));
    expect(world.engines.poison.all()).toEqual([]);
    expect(await engineOf(world, 'workers')).toMatchObject({ state: 'OPEN' });
    expect(world.events).toContainEqual(
      expect.objectContaining({
        event: 'breaker',
        payload: expect.objectContaining({
          engine: 'workers',
          from: 'CLOSED',
          to: 'OPEN',
        }) as unknown,
      }),
    );
  });

  it('E5.6 catches a wrong size at once, and goes elsewhere', async () => {
    const world = await createEngineWorld([(result) => ({ ...result, sizeBytes: 7 })]);
    expect(await world.ingest(jobOf('a'))).toEqual(await undisturbed('a'));
    expect(await engineOf(world, 'workers')).toMatchObject({
      totalFailures: 1,
      lastReason: expect.stringContaining('wrong-answer: It read 7 bytes') as unknown,
    });
  });

  it('E5.7 takes the hash of one in fifty again: a wrong one is caught there', async () => {
    const other = await undisturbed('file 99');
    const lie = (result: IngestResult): IngestResult => ({
      ...result,
      hash: other.hash,
      list: new Uint8Array(other.list),
    });
    const world = await createEngineWorld(['right', ...Array.from({ length: 50 }, () => lie)]);
    const hashes: string[] = [];
    for (let i = 0; i <= SAMPLE_EVERY; i++)
      hashes.push((await world.ingest(jobOf(`file ${10 + i}`))).hash);
    expect(hashes.slice(1, SAMPLE_EVERY)).toEqual(Array(SAMPLE_EVERY - 1).fill(other.hash));
    expect(hashes[SAMPLE_EVERY]).toBe((await undisturbed('file 60')).hash);
    expect(await engineOf(world, 'workers')).toMatchObject({ totalFailures: 1 });
  });

  it('E5.8 waits for room instead of failing, the most urgent first', async () => {
    const world = await createEngineWorld();
    const jobs = Array.from({ length: 250 }, (_, i) => world.ingest(jobOf(`low ${i}`)));
    const urgent = world.ingest(jobOf('urgent'), { priority: 'CRITICAL' });
    await Promise.all([...jobs, urgent]);
    expect(new Set(world.calls).size).toBe(251);
    expect(world.calls).toHaveLength(251);
    expect(world.calls.indexOf('urgent')).toBeLessThan(120);
    expect((await world.engines.metrics()).queue).toMatchObject({
      totalRefusals: 0,
      done: 251,
    });
  });

  it('E5.10 draws what is on screen before anything of an import that is not begun', async () => {
    const world = await createEngineWorld();
    const imported = Array.from({ length: 250 }, (_, i) => world.ingest(jobOf(`import ${i}`)));
    await vi.waitFor(() => expect(world.calls.length).toBeGreaterThan(0));
    const begun = world.calls.length;
    const shown = ['a', 'b', 'c'].map((name) =>
      world.ingest(jobOf(name), { priority: 'CRITICAL' }),
    );
    await Promise.all([...imported, ...shown]);
    // Room in the queue comes with the first that is taken from it: two are at work by then, and one goes before.
    const next = world.calls.slice(begun, begun + 6);
    expect(next).toEqual(expect.arrayContaining(['a', 'b', 'c']));
    expect(next.filter((name) => 'abc'.includes(name))).toEqual(['a', 'b', 'c']);
  });

  it('E5.8 lets go of a job that waits for room and is taken back', async () => {
    const world = await createEngineWorld();
    const jobs = Array.from({ length: 120 }, (_, i) => world.ingest(jobOf(`f${i}`)));
    const stop = new AbortController();
    const outside = world.ingest(jobOf('taken back'), { signal: stop.signal });
    stop.abort();
    await expect(outside).rejects.toMatchObject({ type: 'cancelled' });
    await Promise.all(jobs);
    expect(world.calls).not.toContain('taken back');
  });

  it('E5.9 does everything on the thread of the drive where there are no workers', async () => {
    const world = await createEngineWorld([], { workers: 0 });
    expect(await world.ingest(jobOf('a'))).toEqual(await undisturbed('a'));
    expect(world.calls).toEqual([]);
    expect(await engineOf(world, 'workers')).toMatchObject({
      unsupported: expect.stringContaining('no workers') as unknown,
      totalFailures: 0,
    });
  });

  it('E5.9 does everything there after three workers could not be started', async () => {
    const world = await createEngineWorld(['unavailable', 'unavailable', 'unavailable']);
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      expect(await world.ingest(jobOf(name))).toEqual(await undisturbed(name));
    expect(world.calls).toEqual(['a', 'b', 'c']);
    const told = world.events.flatMap(({ event, payload }) =>
      event === 'breaker' ? [payload] : [],
    );
    expect(told).toEqual([
      {
        at: expect.any(String) as string,
        engine: 'workers',
        from: 'CLOSED',
        to: 'OPEN',
        reason: expect.stringContaining('unavailable') as string,
      },
    ]);
  });
});

describe('E5.12 a file over which the thread of the drive ends', () => {
  /** A drive without workers whose parser never comes back from a file of this name. */
  const openOver = (name: string, kept: Map<string, PlainObject>) => {
    const { inspector, ...others } = plainParts();
    const parts: ReturnType<typeof plainParts> = {
      ...others,
      inspector: (request) =>
        request.job.name === name ? new Promise(() => undefined) : inspector(request),
    };
    const breathe = () => Promise.resolve();
    const loadPage = () => Promise.resolve(createPageEngine({ parts, breathe }));
    return createEngineWorld([], { workers: 0, loadPage }, kept);
  };
  const strikesIn = (kept: Map<string, PlainObject>): unknown => kept.get('strikes');

  it('is stored without being looked into once that happened twice, and looked into when it is asked for', async () => {
    const kept = new Map<string, PlainObject>();
    for (const strikes of [1, 2]) {
      const world = await openOver('endless.flac', kept);
      await world.ingest(jobOf('calm.jpg'));
      void world.ingest(jobOf('endless.flac')).catch(() => undefined);
      // The page is closed here: nothing of it is told any more.
      await vi.waitFor(() =>
        expect(strikesIn(kept)).toMatchObject({ files: [{ name: 'endless.flac', strikes }] }),
      );
    }
    const world = await openOver('endless.flac', kept);
    const { hash, facts } = await world.ingest(jobOf('endless.flac'));
    expect(facts.noThumbnail).toBe('poison');
    expect(world.engines.poison.all()).toMatchObject([
      { hash, name: 'endless.flac', fault: 'timeout' },
    ]);
    expect(strikesIn(kept)).toEqual({ files: [] });

    const mended = await openOver('nothing', kept);
    expect((await mended.ingest(jobOf('endless.flac'))).facts.noThumbnail).toBe('poison');
    const again = await mended.ingest(jobOf('endless.flac'), { looksAgain: true });
    expect(again.facts.noThumbnail).toBe('not-visual');
    expect(mended.engines.poison.all()).toEqual([]);
  });

  it('has no strike where it ended, well or not', async () => {
    const kept = new Map<string, PlainObject>();
    const world = await openOver('endless.flac', kept);
    await world.ingest(jobOf('calm.jpg'));
    await expect(world.ingest(jobOf('empty.jpg', ''))).rejects.toMatchObject({
      type: 'empty-file',
    });
    expect(strikesIn(kept)).toEqual({ files: [] });
  });

  it('is looked into all the same where a full disk keeps no mark, and marks that do not read are none', async () => {
    const kept = new Map([['strikes', { files: [{ name: 7 }, 'x'] }]]);
    const world = await createEngineWorld([], { workers: 0 }, kept);
    world.records.write.mockRejectedValue(new HmError('quota-exceeded', 'full'));
    expect((await world.ingest(jobOf('calm.jpg'))).facts.noThumbnail).toBe('not-visual');
  });
});

describe('E6 what engines remember', () => {
  it('E6.1 counts, circuits, paces and settings come back', async () => {
    const world = await createEngineWorld(['lost', 'lost', 'lost']);
    await world.engines.configure({ ...world.engines.settings(), fallbackMs: 50_000 });
    for (const name of ['a', 'b', 'c', 'd', 'e']) await world.ingest(jobOf(name));
    await world.time.pass(5_000);
    const { engines } = await world.engines.metrics();
    expect(engines).toMatchObject([
      {},
      { totalFailures: 3, state: 'OPEN', rejectionCount: 2 },
      { totalSuccesses: 5, paceMs: { ingest: expect.any(Number) as number } },
    ]);
    world.engines.dispose();
    const next = await createEngineWorld([], {}, world.kept);
    expect((await next.engines.metrics()).engines).toEqual(engines);
    expect(next.engines.settings()).toMatchObject({ fallbackMs: 50_000 });
  });

  it('E6.2 writes every five seconds at most while there is work', async () => {
    let finish = (): void => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    const world = await createEngineWorld([
      async (result) => {
        await finished;
        return result;
      },
    ]);
    const long = world.ingest(jobOf('long'));
    for (let i = 0; i < 20; i++) await world.ingest(jobOf(`f${i}`));
    expect(world.records.write).not.toHaveBeenCalled();
    await world.time.pass(5_000);
    await vi.waitFor(() => expect(world.records.write).toHaveBeenCalledTimes(1));
    finish();
    await long;
  });

  it('E6.2 writes at once when nothing is left to be done, once a second at most', async () => {
    const world = await createEngineWorld();
    await world.ingest(jobOf('first'));
    await vi.waitFor(() => expect(world.records.write).toHaveBeenCalledTimes(1));
    for (let i = 0; i < 20; i++) await world.ingest(jobOf(`f${i}`));
    expect(world.records.write).toHaveBeenCalledTimes(1);
    await world.time.pass(1_000);
    await vi.waitFor(() => expect(world.records.write).toHaveBeenCalledTimes(2));
    expect(world.kept.get('engines')).toMatchObject({
      circuits: { workers: { totalSuccesses: 21 } },
    });
    await world.time.pass(60_000);
    expect(world.records.write).toHaveBeenCalledTimes(2);
  });

  it('E6.2 writes at once when it is told that the page may go', async () => {
    const world = await createEngineWorld();
    await world.ingest(jobOf('first'));
    await world.ingest(jobOf('second'));
    await world.engines.keep();
    expect(world.kept.get('engines')).toMatchObject({
      circuits: { workers: { totalSuccesses: 2 } },
    });
  });

  it('E6.3 begins anew with what cannot be read', async () => {
    const kept = new Map([
      ['engines', { circuits: { workers: { state: 'BROKEN' } }, settings: 7, paces: [] }],
      ['poison', { files: [{ hash: 'no' }, 9] }],
    ]);
    const world = await createEngineWorld([], {}, kept);
    expect(await engineOf(world, 'workers')).toMatchObject({ state: 'CLOSED' });
    expect(world.engines.poison.all()).toEqual([]);
    expect(world.engines.settings()).toMatchObject({ failuresToOpen: 3 });
  });
});

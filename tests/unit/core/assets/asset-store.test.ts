import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  KEPT_MANIFEST,
  partialPathOf,
  wholePathOf,
} from '../../../../src/core/assets/kept-parts.ts';
import { areBytesEqual } from '../../../../src/core/base/bytes.ts';
import type { ManifestFile } from '../../../../src/core/manifests/manifest.ts';
import type { Disk } from '../../../../src/core/storage/disk.ts';
import { createMemoryDisk } from '../../../../src/platform/memory/memory-disk.ts';
import {
  CHUNK,
  LARGE,
  madeBytes,
  openTestHost,
  openTestStore,
  publish,
  SMALL,
  type TestHost,
} from './asset-kit.ts';

let host: TestHost;
beforeEach(async () => {
  host = await openTestHost();
});
afterEach(() => host.close());

const small = madeBytes(3 * CHUNK + 100, 1);
const large = madeBytes(10 * CHUNK, 2);
const BOTH = [
  { bytes: small, entry: { path: SMALL.path, required: true, fallback: 'preview' } },
  { bytes: large, entry: { path: LARGE.path } },
];
const fileAt = (files: readonly ManifestFile[], path: string): ManifestFile => {
  const file = files.find((one) => one.path === path);
  if (file === undefined) throw new Error(`${path} is not listed.`);
  return file;
};
/** `toEqual` takes seconds for as many. */
const isSame = (a: Uint8Array | null, b: Uint8Array): boolean =>
  a !== null && areBytesEqual(a, b);
const flipOnDisk = async (disk: Disk, path: string, place: number): Promise<void> => {
  const file = await disk.open(path, { create: false });
  const [byte = 0] = await file.read(place, 1);
  await file.write(place, Uint8Array.of(byte ^ 1));
  await file.close();
};

describe('an honest host', () => {
  it('A1 A10 gives what is required, and the rest once somebody needs it', async () => {
    await publish(host, { parts: BOTH });
    const { store, reader, tend, stateOf } = await openTestStore(host);
    expect(stateOf(SMALL)).toMatchObject({ state: 'absent', isLimiting: false });
    expect(await tend()).toEqual({ isDone: true, retryAtMs: null });
    expect(stateOf(SMALL)).toMatchObject({
      state: 'here',
      required: true,
      fallback: 'preview',
      sizeBytes: small.length,
      hereBytes: small.length,
    });
    expect(stateOf(LARGE)).toMatchObject({ state: 'absent', isLimiting: false });
    expect(host.sent.get(LARGE.path)).toBeUndefined();

    expect(await store.want(LARGE)).toBe(true);
    expect(await store.want(LARGE)).toBe(false);
    expect(stateOf(LARGE)).toMatchObject({ state: 'waiting', isLimiting: true });
    await tend();
    expect(stateOf(LARGE)).toMatchObject({ state: 'here', isLimiting: false });
    expect(isSame(await reader.here(SMALL), small)).toBe(true);
    expect(isSame(await reader.here(LARGE), large)).toBe(true);
  });

  it('A3 is read chunk by chunk, and nothing is fetched twice', async () => {
    await publish(host, { parts: BOTH });
    const disk = createMemoryDisk();
    const memory = { value: { sequence: 0, wanted: [] } };
    const first = await openTestStore(host, { disk, memory });
    await first.tend();
    await first.tend();
    const again = await openTestStore(host, { disk, memory });
    expect(again.stateOf(SMALL)).toMatchObject({ state: 'here' });
    await again.tend();
    expect(host.sent.get(SMALL.path)).toBe(small.length);
    expect(
      first.told.filter(({ path }) => path === SMALL.path).map(({ hereBytes }) => hereBytes),
    ).toEqual(expect.arrayContaining([CHUNK, 2 * CHUNK, 3 * CHUNK, small.length]));
  });

  it('A6 that knows no ranges is read from its first byte, also when a download goes on', async () => {
    await publish(host, { parts: BOTH });
    host.mischief = { knowsNoRanges: true, cutAfter: 2 * CHUNK + 50 };
    const onWait = (): void => {
      host.mischief = { knowsNoRanges: true };
    };
    const { tend, reader, waits } = await openTestStore(host, { onWait });
    await tend();
    expect(waits).toEqual([2_000]);
    expect(isSame(await reader.here(SMALL), small)).toBe(true);
  });
});

describe('a hostile host', () => {
  it('A3 that sends wrong bytes puts none of them on the disk', async () => {
    const { files } = await publish(host, { parts: BOTH });
    host.mischief = { flips: [CHUNK + 5] };
    const disk = createMemoryDisk();
    const { tend, stateOf, reader } = await openTestStore(host, { disk });
    expect(await tend()).toEqual({ isDone: false, retryAtMs: 61_000 });
    expect(stateOf(SMALL)).toMatchObject({
      state: 'waiting',
      isLimiting: true,
      failure: { type: 'damaged' },
      retryAt: '1970-01-01T00:01:01.000Z',
    });
    const partial = disk.files().get(partialPathOf(fileAt(files, SMALL.path)));
    expect(partial?.[CHUNK + 5]).toBe(0);
    expect(await reader.anywhere(SMALL)).toBeNull();
    host.mischief = {};
    expect(await tend()).toMatchObject({ isDone: true });
    expect(isSame(await reader.here(SMALL), small)).toBe(true);
  });

  it('A5 that breaks off is asked again after 2, 4 and 8 s, for what is missing only', async () => {
    await publish(host, { parts: BOTH });
    host.mischief = { cutAfter: 10 };
    const { tend, waits, stateOf } = await openTestStore(host);
    await tend();
    expect(waits).toEqual([2_000, 4_000, 8_000]);
    expect(stateOf(SMALL)).toMatchObject({ failure: { type: 'fetch-failed' } });
  });

  it('A5 that sends something right each time counts as new', async () => {
    await publish(host, { parts: BOTH });
    host.mischief = { cutAfter: CHUNK };
    const { tend, waits, reader } = await openTestStore(host);
    await tend();
    expect(waits).toEqual([2_000, 2_000, 2_000]);
    expect(isSame(await reader.here(SMALL), small)).toBe(true);
    expect(host.sent.get(SMALL.path)).toBe(small.length);
  });

  it('A5 that stalls is left, and asked again', async () => {
    await publish(host, { parts: BOTH });
    host.mischief = { stallAfter: CHUNK + 10 };
    const onWait = (): void => {
      host.mischief = {};
    };
    const { tend, waits, reader } = await openTestStore(host, { onWait, stallMs: 100 });
    await tend();
    expect(waits).toEqual([2_000]);
    expect(isSame(await reader.here(SMALL), small)).toBe(true);
  });

  it.each([
    ['another key', { signer: 8 }, 'bad-manifest'],
    ['a list for a later app', { minClientVersion: '0.2.0' }, 'newer-format'],
    [
      'parts that this app cannot call into',
      { parts: BOTH.map(({ bytes, entry }) => ({ bytes, entry: { ...entry, version: 2 } })) },
      'newer-format',
    ],
  ])('A1 with %s is refused before any part is fetched', async (_, published, type) => {
    await publish(host, { parts: BOTH, ...published });
    const { tend, stateOf, reader } = await openTestStore(host);
    expect(await tend()).toMatchObject({ isDone: false });
    expect(stateOf(SMALL)).toMatchObject({ state: 'absent', failure: { type } });
    expect(host.asked).toHaveLength(1);
    expect(await reader.anywhere(SMALL)).toBeNull();
  });

  it('A1 whose list was changed, cut or is endless is refused', async () => {
    await publish(host, { parts: BOTH });
    const list = Buffer.from(host.files.get('manifest.json') ?? []).toString();
    for (const text of [
      list.replace('"required":true', '"required":false'),
      list.slice(0, -10),
      list + ' '.repeat(1_100_000),
    ]) {
      host.files.set('manifest.json', new Uint8Array(Buffer.from(text)));
      host.mischief = { knowsNoRanges: true };
      const { tend, stateOf } = await openTestStore(host);
      await tend();
      expect(stateOf(SMALL)).toMatchObject({ failure: { type: 'bad-manifest' } });
    }
  });

  it('A2 that goes back to an older list is refused, after a restart and a lost list too', async () => {
    const disk = createMemoryDisk();
    const memory = { value: { sequence: 0, wanted: [] } };
    await publish(host, { parts: BOTH, sequence: 5 });
    const { tend } = await openTestStore(host, { disk, memory });
    await tend();
    const older = { bytes: madeBytes(500, 9), entry: { path: SMALL.path, required: true } };
    await publish(host, { parts: [older, ...BOTH.slice(1)], sequence: 4 });

    const again = await openTestStore(host, { disk, memory });
    await again.tend();
    expect(again.stateOf(SMALL)).toMatchObject({ state: 'here' });
    expect(isSame(await again.reader.anywhere(SMALL), small)).toBe(true);

    await disk.remove(KEPT_MANIFEST);
    const bare = await openTestStore(host, { disk, memory });
    await bare.tend();
    expect(bare.stateOf(SMALL)).toMatchObject({ failure: { type: 'bad-manifest' } });
    expect(host.sent.get(SMALL.path)).toBe(small.length);
  });

  it('A8 that is gone, or answers errors, takes nothing away', async () => {
    await publish(host, { parts: BOTH });
    const disk = createMemoryDisk();
    const { tend } = await openTestStore(host, { disk });
    await tend();
    host.mischief = { status: 503 };
    const again = await openTestStore(host, { disk });
    expect(await again.tend()).toMatchObject({ isDone: true });
    expect(again.stateOf(SMALL)).toMatchObject({ state: 'here', isLimiting: false });
    expect(isSame(await again.reader.anywhere(SMALL), small)).toBe(true);
  });
});

describe('a download that ends early', () => {
  it('A4 goes on where a killed one was: no byte comes twice', async () => {
    await publish(host, { parts: BOTH });
    host.mischief = { stallAfter: 2 * CHUNK + 10 };
    let disk = createMemoryDisk();
    const memory = { value: { sequence: 0, wanted: [] } };
    const killed = await openTestStore(host, { disk, memory, stallMs: 60_000 });
    const arrived = new Promise<void>((resolve) => {
      const look = (): void => {
        if (killed.told.some(({ hereBytes }) => hereBytes === 2 * CHUNK)) resolve();
        else setImmediate(look);
      };
      look();
    });
    void killed.tend().catch(() => undefined);
    await arrived;
    disk = disk.survive('crash');
    host.mischief = {};
    const before = host.asked.length;
    const again = await openTestStore(host, { disk, memory });
    await again.tend();
    expect(isSame(await again.reader.here(SMALL), small)).toBe(true);
    expect(host.asked.slice(before).filter((line) => line.startsWith(SMALL.path))).toEqual([
      `${SMALL.path} ${2 * CHUNK}-${small.length - 1}`,
    ]);
  });

  it('A4 by somebody who does something else is no failure, and goes on later', async () => {
    await publish(host, { parts: BOTH });
    host.mischief = { stallAfter: CHUNK + 10 };
    const stop = new AbortController();
    const { tend, stateOf, reader } = await openTestStore(host);
    const tending = tend(stop.signal);
    await host.untilAsked(2);
    stop.abort();
    expect(await tending).toMatchObject({ isDone: false });
    expect(stateOf(SMALL)).toMatchObject({ state: 'waiting', failure: null, retryAt: null });
    host.mischief = {};
    expect(await tend()).toMatchObject({ isDone: true });
    expect(isSame(await reader.here(SMALL), small)).toBe(true);
  });

  it('A7 is not begun without room, and says how much is needed', async () => {
    await publish(host, { parts: BOTH });
    const { tend, stateOf } = await openTestStore(host, { freeBytes: small.length });
    await tend();
    expect(stateOf(SMALL)?.failure).toMatchObject({ type: 'quota-exceeded' });
    expect(stateOf(SMALL)?.failure?.message).toContain(`there are ${small.length}`);
    expect(host.sent.get(SMALL.path)).toBeUndefined();
  });
});

describe('what is here', () => {
  it('A9 that was damaged is found, and only the damaged chunk is fetched', async () => {
    const { files } = await publish(host, { parts: BOTH });
    const disk = createMemoryDisk();
    const { tend } = await openTestStore(host, { disk });
    await tend();
    const path = wholePathOf(fileAt(files, SMALL.path));
    await flipOnDisk(disk, path, CHUNK + 7);

    host.mischief = { status: 503 };
    const offline = await openTestStore(host, { disk });
    await offline.tend();
    expect(offline.stateOf(SMALL)).toMatchObject({ state: 'damaged', isLimiting: true });
    expect(await offline.reader.here(SMALL)).toBeNull();
    const next = await openTestStore(host, { disk });
    expect(next.stateOf(SMALL)).toMatchObject({ state: 'damaged', isLimiting: true });

    host.mischief = {};
    const sent = host.sent.get(SMALL.path) ?? 0;
    await offline.tend();
    expect(offline.stateOf(SMALL)).toMatchObject({ state: 'here', failure: null });
    expect(isSame(await offline.reader.here(SMALL), small)).toBe(true);
    expect((host.sent.get(SMALL.path) ?? 0) - sent).toBe(CHUNK);
  });

  it('A6 A9 and damaged in two places comes in one answer of a host that knows no ranges', async () => {
    const { files } = await publish(host, { parts: BOTH });
    const disk = createMemoryDisk();
    const { tend, reader } = await openTestStore(host, { disk });
    await tend();
    const path = wholePathOf(fileAt(files, SMALL.path));
    await flipOnDisk(disk, path, 7);
    await flipOnDisk(disk, path, 2 * CHUNK + 7);
    host.mischief = { knowsNoRanges: true };
    const before = host.asked.length;
    await tend();
    expect(isSame(await reader.here(SMALL), small)).toBe(true);
    expect(host.asked.slice(before).filter((line) => line.startsWith(SMALL.path))).toHaveLength(
      1,
    );
  });

  it('A9 that was deleted is told at the start, and comes again', async () => {
    const { files } = await publish(host, { parts: BOTH });
    const disk = createMemoryDisk();
    await (await openTestStore(host, { disk })).tend();
    await disk.remove(wholePathOf(fileAt(files, SMALL.path)));
    const { tend, stateOf } = await openTestStore(host, { disk });
    expect(stateOf(SMALL)).toMatchObject({ state: 'damaged', isLimiting: true });
    await tend();
    expect(stateOf(SMALL)).toMatchObject({ state: 'here' });
  });

  it('A11 is read from the host where it is not here, and never unchecked', async () => {
    await publish(host, { parts: BOTH });
    const disk = createMemoryDisk();
    const { reader } = await openTestStore(host, { disk });
    expect(await reader.here(SMALL)).toBeNull();
    expect(isSame(await reader.anywhere(SMALL), small)).toBe(true);
    expect(disk.files().size).toBe(0);
    host.mischief = { flips: [3] };
    expect(await reader.anywhere(SMALL)).toBeNull();
  });
});

describe('an update', () => {
  const MIB = 1024 * 1024;

  it('A8 of one chunk in 100 MB fetches under 2 % of it', async () => {
    const before = madeBytes(100 * MIB, 3);
    const entry = { path: SMALL.path, required: true };
    const chunkBytes = MIB / 4;
    const disk = createMemoryDisk();
    const parts = [SMALL];
    await publish(host, { parts: [{ bytes: before, entry }], chunkBytes });
    const first = await openTestStore(host, { disk, parts });
    await first.tend();
    const sent = host.sent.get(SMALL.path) ?? 0;
    expect(sent).toBe(before.length);

    const after = before.slice();
    after.set(madeBytes(1_000, 4), 55 * MIB);
    const newer = { ...SMALL, version: 2 };
    await publish(host, {
      parts: [{ bytes: after, entry: { ...entry, version: 2 } }],
      sequence: 2,
      chunkBytes,
    });
    const updated = await openTestStore(host, { disk, parts: [newer] });
    const done = await updated.tend();
    expect(updated.stateOf(newer)).toMatchObject({ failure: null, state: 'here' });
    expect(done).toMatchObject({ isDone: true });
    const fetched = (host.sent.get(SMALL.path) ?? 0) - sent;
    expect(fetched).toBe(chunkBytes);
    expect(fetched / after.length).toBeLessThan(0.02);
    expect(Buffer.compare((await updated.reader.here(newer)) ?? Buffer.alloc(0), after)).toBe(
      0,
    );
    // The version of before is gone.
    expect(disk.usedBytes()).toBeLessThan(101 * MIB);
  });

  it('A8 that fails leaves what worked in use, and is used once it is whole', async () => {
    const disk = createMemoryDisk();
    await publish(host, { parts: BOTH });
    await (await openTestStore(host, { disk })).tend();
    const after = madeBytes(small.length, 5);
    await publish(host, {
      parts: [{ bytes: after, entry: { path: SMALL.path, required: true } }, ...BOTH.slice(1)],
      sequence: 2,
    });
    host.mischief = { cutAfter: 10 };
    const { tend, reader, stateOf } = await openTestStore(host, { disk });
    expect(await tend()).toMatchObject({ isDone: false });
    expect(stateOf(SMALL)).toMatchObject({ state: 'here', failure: { type: 'fetch-failed' } });
    expect(isSame(await reader.here(SMALL), small)).toBe(true);
    host.mischief = {};
    expect(await tend()).toMatchObject({ isDone: true });
    expect(isSame(await reader.here(SMALL), after)).toBe(true);
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import { type HeldReading, readInWorker, readToEnd } from './shared-reader.ts';
import { type WorkerDisk, createWorkerDisk } from './worker-disk.ts';

const PATH = 'blobs/ab/file';
const PIECE = 256 * 1024;
const HELD_BYTES = 2 * PIECE;
const SIZE_BYTES = 3 * PIECE + 5;
/** Of the pieces that the file makes: length and first byte. */
const PIECES = [PIECE, 0, PIECE, 1, PIECE, 2, 5, 3];

/** 'NotFoundError' on a disk; Vitest's contexts are private windows, whose files lie in memory. */
const GONE = { type: 'failed', name: 'NotReadableError' };

const running: { terminate(): void }[] = [];
afterEach(() => {
  for (const { terminate } of running.splice(0)) terminate();
});

interface World {
  readonly disk: WorkerDisk;
  readonly read: () => HeldReading;
}

/** A file whose pieces each begin with their number. */
const createWorld = async (): Promise<World> => {
  const root = crypto.randomUUID();
  const disk = createWorkerDisk(root);
  running.push(disk);
  const file = await disk.open(PATH, { create: true });
  await file.write(
    0,
    new Uint8Array(SIZE_BYTES).map((_, i) => Math.floor(i / PIECE)),
  );
  await file.close();
  const read = (): HeldReading => {
    const reading = readInWorker({ root, path: PATH, heldBytes: HELD_BYTES });
    running.push(reading);
    return reading;
  };
  return { disk, read };
};

/** Resolves once somebody waits for the reader of the file. */
const untilWaited = (): Promise<void> =>
  vi.waitFor(async () => {
    const { pending = [] } = await navigator.locks.query();
    expect(pending.filter(({ name }) => name?.endsWith(PATH))).toHaveLength(1);
  });

describe('shared reading', () => {
  it('reads a file whole while others read it too', async () => {
    const { disk, read } = await createWorld();
    const first = read();
    expect(await first.next()).toEqual({ type: 'piece' });
    expect(await readToEnd(read())).toEqual({ type: 'end', isRead: true, bytes: PIECES });
    const bytes = await disk.read(PATH, PIECE, PIECE + 2);
    expect([...bytes]).toEqual([1, 1]);
    first.goOn();
    expect(await readToEnd(first)).toEqual({ type: 'end', isRead: true, bytes: PIECES });
  });

  it('lets a removal in between two stretches', async () => {
    const { disk, read } = await createWorld();
    const reading = read();
    await reading.next();
    let isRemoved = false;
    const removing = disk.remove(PATH).then(() => (isRemoved = true));
    await untilWaited();
    reading.goOn();
    await reading.next();
    // Slices are read on, and the removal waits for the end of the stretch.
    expect((await disk.read(PATH)).length).toBe(SIZE_BYTES);
    expect(isRemoved).toBe(false);
    reading.goOn();
    await removing;
    expect(await disk.size(PATH)).toBeNull();
    expect(await readToEnd(reading)).toEqual(GONE);
  });

  it('lets a writer and a move in, and tells the reader that was at it', async () => {
    const { disk, read } = await createWorld();
    const reading = read();
    await reading.next();
    const opening = disk.open(PATH, { create: false });
    await untilWaited();
    const reads = readToEnd(reading);
    reading.goOn();
    const file = await opening;
    expect(await reads).toEqual({ type: 'failed', name: 'NoModificationAllowedError' });
    expect(await readToEnd(read())).toEqual({ type: 'end', isRead: false, bytes: [] });
    await file.close();
    const mover = read();
    await mover.next();
    const moved = disk.move(PATH, 'quarantine/file');
    await untilWaited();
    const ended = readToEnd(mover);
    mover.goOn();
    await moved;
    expect(await ended).toEqual(GONE);
    expect(await disk.size('quarantine/file')).toBe(SIZE_BYTES);
  });

  it('is over when the reader is terminated', async () => {
    const { disk, read } = await createWorld();
    const reading = read();
    await reading.next();
    const removing = disk.remove(PATH);
    await untilWaited();
    reading.terminate();
    await removing;
    expect(await disk.size(PATH)).toBeNull();
  });
});

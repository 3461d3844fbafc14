import { vi } from 'vitest';
import type { PlainObject } from '../../../../src/core/base/plain.ts';
import type { DriveEvent } from '../../../../src/core/drive/drive-parts.ts';
import { createIngest } from '../../../../src/core/media/ingest.ts';
import type { Ingest, IngestPorts } from '../../../../src/core/media/ingest.ts';
import { KNOWN_FILE } from '../../../../src/core/media/known-answer.ts';
import { storedUnparsed } from '../../../../src/core/media/inspect.ts';
import type { IngestJob, IngestResult } from '../../../../src/core/media/media-lab.ts';
import type { EngineFault } from '../../../../src/core/runtime/engine.ts';
import { EngineFaultError } from '../../../../src/core/runtime/engine.ts';
import type { Engines, EnginesOptions } from '../../../../src/app/engines/engines.ts';
import { hashFile } from '../../../../src/app/engines/hash-file.ts';
import { createPageEngine } from '../../../../src/app/engines/page-engine.ts';
import { openEngines } from '../../../../src/app/engines/engines.ts';
import { createContentHasher } from '../../../../src/platform/hashing/content-hasher.ts';
import type { MediaRequest } from '../../../../src/platform/worker-pool/media-messages.ts';
import type {
  MediaPool,
  PoolOptions,
} from '../../../../src/platform/worker-pool/media-pool.ts';
import { openFileSource } from '../../../../src/platform/worker-pool/file-source.ts';
import { createVirtualTime } from '../../core/runtime/virtual-time.ts';

/** What a worker does with the next job: its work, a fault, or something of its own. */
export type Act =
  'right' | EngineFault | ((result: IngestResult) => IngestResult | Promise<IngestResult>);

/** Takes files in as the app does, without pictures: bytes are read, hashed and cut. */
export const plainParts = (): IngestPorts<File> => ({
  openSource: openFileSource,
  openStaging: () =>
    Promise.resolve({
      append: () => undefined,
      flush: () => undefined,
      close: () => undefined,
    }),
  hasher: createContentHasher(),
  inspector: ({ type }) => {
    const { facts, ...rest } = storedUnparsed(type);
    return Promise.resolve({ ...rest, facts: { ...facts, noThumbnail: 'not-visual' } });
  },
});

/** The file of the trial has a picture; nothing is drawn of any other. */
const withPicture = (result: IngestResult, name: string): IngestResult =>
  name !== KNOWN_FILE.name
    ? result
    : {
        ...result,
        facts: { ...result.facts, width: 640, height: 480, noThumbnail: null },
        thumbnails: ([128, 256, 512] as const).map((size) => ({
          size,
          mime: 'image/png',
          bytes: pngHeader(size, (size * 3) / 4),
        })),
      };

/** The first bytes of a PNG: what its size is read from. */
export const pngHeader = (width: number, height: number): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(24);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x89504e47);
  bytes.set(new TextEncoder().encode('IHDR'), 12);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return bytes;
};

/** A file of which nothing can be drawn. */
export const jobOf = (name: string, content = `the bytes of ${name}`): IngestJob<File> => ({
  file: new File([content], name, { lastModified: 1_700_000_000_000 }),
  name,
  stagingPath: null,
  sidecarXmp: null,
  maxPixels: 1_000_000,
});

/** Engines over workers that do as they are told, and what is seen of them. */
export const createEngineWorld = async (
  acts: readonly Act[] = [],
  more: Partial<EnginesOptions> & { readonly records?: never } = {},
  kept = new Map<string, PlainObject>(),
) => {
  const coming = [...acts];
  const calls: string[] = [];
  const events: DriveEvent[] = [];
  const defects: unknown[] = [];
  const time = createVirtualTime(1_700_000_000_000);
  // Each worker has a hasher of its own.
  const takeIn: Ingest<File> = (job, options) => createIngest(plainParts())(job, options);
  const work = async (
    { job, parse }: MediaRequest,
    { sabotage }: PoolOptions,
  ): Promise<IngestResult> => {
    calls.push(`${job.name}${parse ? '' : ' unparsed'}`);
    if (sabotage === 'lose') throw new EngineFaultError('lost', 'drill');
    if (sabotage === 'fail') throw new EngineFaultError('crashed', 'drill');
    if (sabotage === 'hang') throw new EngineFaultError('timeout', 'drill');
    const act = coming.shift() ?? 'right';
    const listeners = { onProgress: () => undefined, onPicture: () => undefined };
    if (act === 'right')
      return withPicture(await takeIn(job, { parse, ...listeners }), job.name);
    if (typeof act === 'string') throw new EngineFaultError(act, `${act} by the script`);
    return act(await takeIn(job, { parse, ...listeners }));
  };
  const pool: MediaPool = {
    ingest: work,
    hash: async ({ file }, { sabotage = null }) => {
      calls.push(`${file.name} hashed`);
      const act = coming.shift() ?? 'right';
      if (sabotage !== null || typeof act !== 'string')
        throw new EngineFaultError('lost', 'drill');
      if (act !== 'right') throw new EngineFaultError(act, `${act} by the script`);
      return hashFile(createContentHasher(), file, () => undefined);
    },
    parity: ({ parity: { path } }) => {
      calls.push(`parity to ${path}`);
      const act = coming.shift() ?? 'right';
      return act === 'right' || typeof act !== 'string'
        ? Promise.resolve('made')
        : Promise.reject(new EngineFaultError(act, `${act} by the script`));
    },
    trial: vi.fn(() => Promise.resolve()),
    inject: vi.fn(),
    dispose: () => undefined,
  };
  const records = {
    read: (key: readonly string[]) => Promise.resolve(kept.get(key.join('/')) ?? null),
    write: vi.fn((key: readonly string[], record: PlainObject) => {
      kept.set(key.join('/'), structuredClone(record));
      return Promise.resolve();
    }),
  };
  const breathe = () => Promise.resolve();
  const loadPage = vi.fn(() =>
    Promise.resolve(createPageEngine({ parts: plainParts(), breathe })),
  );
  const engines: Engines = await openEngines({
    pool,
    workers: 2,
    loadPage,
    records,
    clock: time,
    timers: time,
    lookForGpu: () => Promise.resolve('There is none.'),
    freeBytes: null,
    emit: (event) => events.push(event),
    onDefect: (error) => defects.push(error),
    ...more,
  });
  const ingest = (job: IngestJob<File>, options = {}): Promise<IngestResult> =>
    engines.lab.ingest(job, { signal: new AbortController().signal, ...options });
  /** Lets a minute go by, and then waits without any until something has happened. */
  const until = async <Value>(promise: Promise<Value>): Promise<Value> => {
    await time.pass(60_000);
    const goOn = setInterval(() => void time.pass(0));
    return promise.finally(() => clearInterval(goOn));
  };
  return {
    engines,
    ingest,
    until,
    pool,
    calls,
    events,
    defects,
    time,
    kept,
    records,
    loadPage,
  };
};

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  MediaReply,
  PainterInjection,
} from '../../../src/platform/worker-pool/media-messages.ts';
import { createBlobStore } from '../../../src/core/blobs/blob-store.ts';
import { isParityWhole, openParity } from '../../../src/core/integrity/parity-file.ts';
import { createModuleLoader } from '../../../src/platform/erasure-coding/load-coder.ts';
import { createRandom } from '../../../src/platform/webcrypto/webcrypto-keys.ts';
import { serveIngest } from '../../../src/platform/worker-pool/serve-ingest.ts';
import { encodeCanvas, withExif } from '../../fixtures/media/pictures.ts';
import { flipBytes, storeBlob } from '../../fixtures/stored-blob.ts';
import { createWorkerDisk } from '../storage/worker-disk.ts';
import { drawScene } from '../../fixtures/media/scenes.ts';
import { askWorker, jobFor, spawnMediaWorker } from './lab.ts';

let worker: Worker;
let jpeg: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  worker = spawnMediaWorker();
  jpeg = await encodeCanvas(drawScene(1600, 1200, 1), 'image/jpeg');
});
afterAll(() => worker.terminate());

const take = (bytes: BlobPart = jpeg) =>
  askWorker(worker, {
    job: jobFor(bytes, 'picture.jpg', { stagingPath: null }),
    parse: true,
    painters: ['webgpu', 'workers'],
  });

const inject = (request: PainterInjection['inject']): void =>
  worker.postMessage({ inject: request } satisfies PainterInjection);

describe('a media worker', () => {
  it('draws a frame of the decoder by shaders, turned frames too, and tells what canvases give back', async () => {
    expect(await take()).toMatchObject({
      type: 'done',
      painted: [{ painter: 'webgpu', fault: null }],
      unsupported: {},
      canvas: 'exact',
    });
    const turned = withExif(jpeg, { main: [{ tag: 0x112, short: 6 }] });
    expect(await take(turned)).toMatchObject({
      type: 'done',
      result: { facts: { width: 1200, height: 1600, noThumbnail: null } },
      painted: [{ painter: 'webgpu', fault: null }],
    });
  });

  it('goes on by canvas when the device is lost in mid-picture', async () => {
    inject({ painter: 'webgpu', fault: 'lose' });
    expect(await take()).toMatchObject({
      type: 'done',
      result: { facts: { noThumbnail: null } },
      painted: [
        { painter: 'webgpu', fault: { fault: 'lost' } },
        { painter: 'workers', fault: null },
      ],
    });
    expect(await take()).toMatchObject({ painted: [{ painter: 'webgpu', fault: null }] });
  });

  it('is tried with a picture whose answer is known', async () => {
    expect(await askWorker(worker, { trial: 'webgpu' })).toEqual({ type: 'trial-passed' });
    expect(await askWorker(worker, { trial: 'workers' })).toEqual({ type: 'trial-passed' });
    inject({ painter: 'webgpu', fault: 'lie', times: 2 });
    for (let trial = 0; trial < 2; trial++)
      expect(await askWorker(worker, { trial: 'webgpu' })).toMatchObject({
        type: 'failed',
        fault: 'wrong-answer',
        failure: { type: 'engines-failed', facts: { painter: 'webgpu' } },
      });
    expect(await askWorker(worker, { trial: 'webgpu' })).toEqual({ type: 'trial-passed' });
  });

  it('calls it a defect with its fault where no painter is left, and says what was tried', async () => {
    inject({ painter: 'webgpu', fault: 'fail' });
    inject({ painter: 'workers', fault: 'lie' });
    expect(await take()).toMatchObject({
      type: 'defect',
      fault: 'wrong-answer',
      painted: [
        { painter: 'webgpu', fault: { fault: 'crashed' } },
        { painter: 'workers', fault: { fault: 'wrong-answer' } },
      ],
    });
  });

  it('dies of an injected loss of itself', async () => {
    const own = spawnMediaWorker();
    own.postMessage({
      inject: { painter: 'workers', fault: 'lose' },
    } satisfies PainterInjection);
    const job = jobFor(jpeg, 'picture.jpg', { stagingPath: null });
    await expect(askWorker(own, { job, parse: true, painters: ['workers'] })).rejects.toThrow(
      'made to stop',
    );
    own.terminate();
  });
});

describe('parity', () => {
  const disk = createWorkerDisk('hm');
  afterAll(() => disk.terminate());

  it('P1, P2: is made of the right bytes and of no others', async () => {
    const blobs = createBlobStore(disk);
    const random = createRandom();
    const { hash, sizeBytes } = await storeBlob(disk, blobs, random.bytes(3_000_000));
    const module = await createModuleLoader()();
    if (module === null) throw new Error('WebAssembly runs in this browser.');
    const path = blobs.parityPathOf(hash);
    const ask = () => {
      const order = { blob: hash, blobPath: blobs.pathOf(hash), sizeBytes, percent: 10, path };
      return askWorker(worker, { parity: order, module });
    };
    expect(await ask()).toEqual({ type: 'parity', outcome: 'made' });
    const parity = await openParity(disk, hash, sizeBytes);
    expect(parity && (await isParityWhole(disk, parity, () => Promise.resolve()))).toBe(true);
    await flipBytes(disk, blobs.pathOf(hash), [2_000_000]);
    expect(await ask()).toEqual({ type: 'parity', outcome: 'not-that-blob' });
    await blobs.remove(hash);
    expect(await ask()).toEqual({ type: 'parity', outcome: 'not-that-blob' });
  });
});

describe('the end of a job', () => {
  it.each([
    [new RangeError('Array buffer allocation failed'), 'out-of-memory'],
    [new TypeError('x is not a function'), 'crashed'],
  ] as const)('by %s is a defect that says: %s', async (error, fault) => {
    const reply = await new Promise<MediaReply>((resolve) => {
      const listeners: ((event: { readonly data: unknown }) => void)[] = [];
      const painters = {
        begin: () => undefined,
        end: () => ({ painted: [], unsupported: {}, canvas: 'exact' as const }),
        trial: () => Promise.resolve(),
        inject: () => undefined,
      };
      serveIngest(
        {
          postMessage: (said) => {
            if (said.type !== 'ready') resolve(said);
          },
          addEventListener: (_type, listener) => void listeners.push(listener),
        },
        () => Promise.reject(error),
        painters,
        () => Promise.reject(error),
        () => Promise.reject(error),
      );
      const request = { job: jobFor('x'), parse: true, painters: ['workers'] };
      for (const hear of listeners) hear({ data: request });
    });
    expect(reply).toMatchObject({ type: 'defect', fault });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blobUrl, parseBlobUrl } from '../../../src/app/blob-url.ts';
import { createBlobServer } from '../../../src/app/serve-blobs.ts';
import { areBytesEqual, utf8ToBytes } from '../../../src/core/base/bytes.ts';
import type { BlobHash, ChunkHash } from '../../../src/core/base/ids.ts';
import { createBlobStore } from '../../../src/core/blobs/blob-store.ts';
import { encodeChunkList } from '../../../src/core/blobs/chunk-list-codec.ts';
import { chunkBounds, CHUNK_BYTES, countChunks } from '../../../src/core/blobs/chunk-list.ts';
import type { Disk } from '../../../src/core/storage/disk.ts';
import { createContentHasher } from '../../../src/platform/hashing/content-hasher.ts';
import { createMemoryDisk } from '../../../src/platform/memory/memory-disk.ts';

const SEED = Number(import.meta.env['HM_SEED']);
const ORIGIN = 'https://drive.example';
const MP4_START = [0, 0, 0, 24, ...utf8ToBytes('ftypisom'), 0, 0, 2, 0];

/** A film of `sizeBytes` that no two chunks of look alike. */
const filmOf = (sizeBytes: number): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(sizeBytes);
  for (let i = 0; i < sizeBytes; i++) bytes[i] = (i * 31 + (i >> 12)) & 255;
  bytes.set(MP4_START.slice(0, sizeBytes));
  return bytes;
};

const writeFile = async (disk: Disk, path: string, bytes: Uint8Array): Promise<void> => {
  const file = await disk.open(path, { create: true });
  await file.write(0, bytes);
  await file.flush();
  await file.close();
};

/** A server over one blob, with its list unless told otherwise. */
const serve = async (bytes: Uint8Array<ArrayBuffer>, { withList = true } = {}) => {
  const disk = createMemoryDisk();
  const store = createBlobStore(disk);
  const hasher = createContentHasher();
  const running = await hasher.startBlob();
  await running.update(bytes);
  const hash = running.digest();
  await writeFile(disk, store.pathOf(hash), bytes);
  const list = withList ? await listOf(hash, bytes) : null;
  if (list) await store.putList(list.hash, list.bytes);

  const damaged: string[] = [];
  const server = createBlobServer({ store, hasher, onDamaged: (found) => damaged.push(found) });
  const path = blobUrl({ hash, list: list?.hash ?? null, name: 'film.mp4' });
  const get = (headers: Record<string, string> = {}, method = 'GET') =>
    server(new Request(ORIGIN + path, { headers, method }));
  const flipByte = (at: number) => flip(disk, store.pathOf(hash), at);
  return { get, server, damaged, flipByte, hash };
};

const listOf = async (hash: BlobHash, bytes: Uint8Array<ArrayBuffer>) => {
  const hasher = createContentHasher();
  const cut = { sizeBytes: bytes.length, dataStart: Math.min(1000, bytes.length) };
  const chunks: ChunkHash[] = [];
  for (let index = 0; index < countChunks(cut); index++) {
    const { start, end } = chunkBounds(cut, index);
    chunks.push(await hasher.chunk(bytes.slice(start, end)));
  }
  const encoded = encodeChunkList({ blob: hash, ...cut, chunks });
  return { bytes: encoded, hash: await hasher.chunk(encoded) };
};

const flip = async (disk: Disk, path: string, at: number): Promise<void> => {
  const file = await disk.open(path, { create: false });
  const [byte = 0] = await file.read(at, 1);
  await file.write(at, Uint8Array.of(byte ^ 1));
  await file.close();
};

const bodyOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

describe.each([{ withList: true }, { withList: false }])(
  'with a list: $withList',
  (options) => {
    it('answers without Range with the whole blob, under the type of its bytes', async () => {
      const film = filmOf(2 * CHUNK_BYTES + 17);
      const { get } = await serve(film, options);

      const response = await get();

      expect(response.status).toBe(200);
      expect(response.headers.get('Content-Type')).toBe('video/mp4');
      expect(response.headers.get('Content-Length')).toBe(String(film.length));
      expect(response.headers.get('Content-Security-Policy')).toContain('sandbox');
      expect(areBytesEqual(await bodyOf(response), film)).toBe(true);
    });

    it('answers any Range with exactly these bytes, at most 4 MiB of them', async () => {
      const film = filmOf(5 * CHUNK_BYTES + 321);
      const { get } = await serve(film, options);
      const offset = fc.integer({ min: 0, max: film.length - 1 });
      await fc.assert(
        fc.asyncProperty(offset, fc.option(offset), async (a, b) => {
          const start = Math.min(a, b ?? a);
          const last = b === null ? '' : String(Math.max(a, b));
          const response = await get({ Range: `bytes=${start}-${last}` });

          const asked = b === null ? film.length : Math.max(a, b) + 1;
          const end = Math.min(asked, start + 4 * CHUNK_BYTES);
          expect(response.status).toBe(206);
          expect(response.headers.get('Content-Range')).toBe(
            `bytes ${start}-${end - 1}/${film.length}`,
          );
          expect(areBytesEqual(await bodyOf(response), film.subarray(start, end))).toBe(true);
        }),
        { seed: SEED, numRuns: 40 },
      );
    });

    it('holds a damaged part back and says which blob it is of', async () => {
      const film = filmOf(3 * CHUNK_BYTES);
      const { get, flipByte, damaged, hash } = await serve(film, options);
      await flipByte(2 * CHUNK_BYTES + 5);

      const response = await get({ Range: `bytes=${2 * CHUNK_BYTES}-` });

      expect(response.status).toBe(502);
      expect(await response.text()).toMatch(/damaged/);
      expect(damaged).toEqual([hash]);
    });

    it('answers HEAD with the headers alone', async () => {
      const { get } = await serve(filmOf(1000), options);
      const response = await get({}, 'HEAD');
      expect(response.headers.get('Content-Length')).toBe('1000');
      expect(await bodyOf(response)).toHaveLength(0);
    });

    it('answers for an empty blob', async () => {
      const { get } = await serve(new Uint8Array(), options);
      expect(await bodyOf(await get())).toHaveLength(0);
      expect((await get({ Range: 'bytes=0-' })).status).toBe(416);
    });
  },
);

it('shows the sound parts of a blob that is damaged elsewhere, where there is a list', async () => {
  const { get, flipByte, damaged } = await serve(filmOf(3 * CHUNK_BYTES));
  await flipByte(3 * CHUNK_BYTES - 1);
  expect((await get({ Range: 'bytes=0-99' })).status).toBe(206);
  expect(damaged).toEqual([]);
});

it('breaks a whole answer off at the damaged part, after the sound ones', async () => {
  const film = filmOf(3 * CHUNK_BYTES);
  const { get, flipByte, damaged, hash } = await serve(film);
  await flipByte(2 * CHUNK_BYTES + 5000);
  const response = await get();
  await expect(bodyOf(response)).rejects.toThrow(/damaged/);
  expect(damaged).toEqual([hash]);
});

it('believes no list that is of other bytes: the whole blob is checked instead', async () => {
  const film = filmOf(2 * CHUNK_BYTES);
  const { server, hash, flipByte, damaged } = await serve(film);
  const { hash: foreign } = await listOf(hash, filmOf(100));
  await flipByte(CHUNK_BYTES);
  const url = ORIGIN + blobUrl({ hash, list: foreign, name: 'x' });
  expect((await server(new Request(url, { headers: { Range: 'bytes=0-1' } }))).status).toBe(
    502,
  );
  expect(damaged).toEqual([hash]);
});

it('answers 416 with the size beyond the end', async () => {
  const { get } = await serve(filmOf(100));
  const response = await get({ Range: 'bytes=100-' });
  expect(response.status).toBe(416);
  expect(response.headers.get('Content-Range')).toBe('bytes */100');
});

it('answers 404 in plain words for a blob that is not here, and for no blob at all', async () => {
  const { server } = await serve(filmOf(1));
  for (const path of [`/hm/blob/${'0'.repeat(64)}`, '/hm/blob/../keys', '/hm/']) {
    const response = await server(new Request(ORIGIN + path));
    expect(response.status).toBe(404);
    expect(response.headers.get('Content-Type')).toContain('text/plain');
  }
});

it('offers what is no picture, film or sound as a download of its name, made harmless', async () => {
  const page = utf8ToBytes('<!doctype html><script>alert(1)</script>');
  const { server, hash } = await serve(page, { withList: false });
  const url = blobUrl({ hash, list: null, name: '../été\u202egpj.html' });
  const { headers } = await server(new Request(ORIGIN + url));
  expect(headers.get('Content-Type')).toBe('application/octet-stream');
  expect(headers.get('Content-Disposition')).toBe(
    "attachment; filename*=UTF-8''.._%C3%A9t%C3%A9_gpj.html",
  );
});

it('reads a blob address back', () => {
  const hex = fc.stringMatching(/^[0-9a-f]{64}$/);
  fc.assert(
    fc.property(hex, fc.option(hex), (hash, list) => {
      const address = {
        hash: hash as BlobHash,
        list: list as ChunkHash | null,
        name: 'a & b?.jpg',
      };
      expect(parseBlobUrl(new URL(blobUrl(address), ORIGIN))).toEqual(address);
    }),
    { seed: SEED },
  );
});

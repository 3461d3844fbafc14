import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AppPart } from '../../../../src/core/assets/app-part.ts';
import type { AssetState } from '../../../../src/core/assets/asset-state.ts';
import {
  type AssetMemory,
  type AssetStore,
  createAssetStore,
} from '../../../../src/core/assets/asset-store.ts';
import { createPartReader, type PartReader } from '../../../../src/core/assets/part-reader.ts';
import { bytesToHex } from '../../../../src/core/base/bytes.ts';
import { digestBy } from '../../../../src/core/manifests/digest-by.ts';
import {
  blobDigest,
  type Manifest,
  type ManifestFile,
} from '../../../../src/core/manifests/manifest.ts';
import { signManifest } from '../../../../src/core/manifests/manifest-signature.ts';
import type { Disk } from '../../../../src/core/storage/disk.ts';
import { createContentHasher } from '../../../../src/platform/hashing/content-hasher.ts';
import { createFetchAssetHost } from '../../../../src/platform/http/fetch-asset-host.ts';
import { createMemoryDisk } from '../../../../src/platform/memory/memory-disk.ts';
import { hashesOf } from '../../../fixtures/content-hasher.ts';
import { createTestSigner, testVerifier } from '../spaces/space-kit.ts';

export const CHUNK = 64 * 1024;
/** Parts as the tests' app needs them. */
export const SMALL: AppPart = { path: 'small.wasm', version: 1, feature: 'heic' };
export const LARGE: AppPart = { path: 'large.wasm', version: 1, feature: 'films' };

/** Bytes that differ everywhere, and from those of another seed. */
export const madeBytes = (sizeBytes: number, seed: number): Uint8Array<ArrayBuffer> => {
  const words = new Uint32Array(Math.ceil(sizeBytes / 4));
  let state = seed * 2_654_435_761;
  for (let i = 0; i < words.length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    words[i] = state;
  }
  return new Uint8Array(words.buffer, 0, sizeBytes).slice();
};

/** How a host misbehaves; nothing where it does not. */
export interface Mischief {
  /** Answers the whole file whatever is asked. */
  readonly knowsNoRanges?: boolean;
  /** Flips a bit of each byte at these places of a file. */
  readonly flips?: readonly number[];
  /** Closes the connection after so many bytes of each answer. */
  readonly cutAfter?: number;
  /** Sends nothing more after so many bytes, and keeps the connection. */
  readonly stallAfter?: number;
  readonly status?: number;
}

/** A real HTTP host of parts, with what it was asked and what it sent. */
export interface TestHost {
  readonly base: string;
  /** What it serves, by path. */
  readonly files: Map<string, Uint8Array<ArrayBuffer>>;
  mischief: Mischief;
  /** Body bytes by path, as they left. */
  readonly sent: Map<string, number>;
  /** The ranges that were asked for, in order: 'small.wasm 0-65535'. */
  readonly asked: string[];
  /** Resolves once something was asked for that many times in all. */
  untilAsked(count: number): Promise<void>;
  close(): Promise<void>;
}

export const openTestHost = async (): Promise<TestHost> => {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const sent = new Map<string, number>();
  const asked: string[] = [];
  const listeners = new Set<() => void>();

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const { mischief } = host;
    const path = (request.url ?? '').slice(1);
    const [, from = '0', to = ''] =
      /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    asked.push(`${path} ${from}-${to}`);
    for (const listener of listeners) listener();
    const file = files.get(path);
    if (file === undefined || mischief.status !== undefined) {
      response.writeHead(mischief.status ?? 404).end();
      return;
    }
    const start = mischief.knowsNoRanges === true ? 0 : Number(from);
    const end = mischief.knowsNoRanges === true ? file.length : Number(to) + 1;
    const body = flipped(file, path === 'manifest.json' ? [] : (mischief.flips ?? [])).subarray(
      start,
      end,
    );
    response.writeHead(mischief.knowsNoRanges === true ? 200 : 206, {
      'Content-Length': body.length,
      'Content-Range': `bytes ${start}-${start + body.length - 1}/${file.length}`,
    });
    const most =
      path === 'manifest.json' ? undefined : (mischief.cutAfter ?? mischief.stallAfter);
    const part = body.subarray(0, most ?? body.length);
    sent.set(path, (sent.get(path) ?? 0) + part.length);
    if (part.length === body.length) response.end(part);
    else
      response.write(part, () => {
        if (mischief.cutAfter !== undefined) response.destroy();
      });
  };

  const server = createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host: TestHost = {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    files,
    mischief: {},
    sent,
    asked,
    untilAsked: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (asked.length < count) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        look();
      }),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return host;
};

const flipped = (
  bytes: Uint8Array<ArrayBuffer>,
  places: readonly number[],
): Uint8Array<ArrayBuffer> => {
  if (places.length === 0) return bytes;
  const wrong = bytes.slice();
  for (const place of places) wrong[place] = (wrong[place] ?? 0) ^ 1;
  return wrong;
};

/** What is published: the parts, and how their list is signed. */
export interface Publication {
  readonly parts: readonly {
    readonly bytes: Uint8Array<ArrayBuffer>;
    readonly entry: Partial<ManifestFile> & { readonly path: string };
  }[];
  readonly sequence?: number;
  readonly minClientVersion?: string;
  /** The signer's seed. */
  readonly signer?: number;
  readonly chunkBytes?: number;
}

export const TRUSTED_SIGNER = 7;

/** Puts files and their signed list onto a host. */
export const publish = async (
  host: TestHost,
  {
    parts,
    sequence = 1,
    minClientVersion = '0.1.0',
    signer = TRUSTED_SIGNER,
    chunkBytes = CHUNK,
  }: Publication,
): Promise<Manifest> => {
  const manifest: Manifest = {
    version: 1,
    minClientVersion,
    timestamp: '2026-11-21T10:00:00.000Z',
    subject: 'assets',
    sequence,
    files: await Promise.all(
      parts.map(async ({ bytes, entry }) => ({
        ...(await listedBytes(bytes, chunkBytes)),
        ...entry,
      })),
    ),
  };
  for (const { bytes, entry } of parts) host.files.set(entry.path, bytes);
  const signed = await signManifest(manifest, createTestSigner(signer));
  host.files.set('manifest.json', new Uint8Array(Buffer.from(JSON.stringify(signed))));
  return manifest;
};

const listedBytes = async (
  bytes: Uint8Array<ArrayBuffer>,
  chunkBytes: number,
): Promise<Omit<ManifestFile, 'path'>> => {
  const { blob } = await hashesOf(bytes);
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunkBytes) }, (_, i) => {
    const part = bytes.subarray(i * chunkBytes, (i + 1) * chunkBytes);
    const hash = `sha256-${createHash('sha256').update(part).digest('hex')}` as const;
    return { offset: i * chunkBytes, size: part.length, hash };
  });
  const told = { version: 1, required: false, fallback: null, changelog: null };
  return { hash: blobDigest(blob), size: bytes.length, ...told, chunks };
};

/** A store over a host, what it told, and the waits that it asked for. */
export interface TestStore {
  readonly store: AssetStore;
  readonly reader: PartReader;
  readonly told: AssetState[];
  readonly waits: number[];
  /** Tends until the end, or until `signal` aborts. */
  tend(signal?: AbortSignal): ReturnType<AssetStore['tend']>;
  stateOf(part: AppPart): AssetState | undefined;
}

export interface TestStoreOptions {
  readonly disk?: Disk;
  readonly memory?: { value: AssetMemory };
  readonly freeBytes?: number;
  readonly clientVersion?: string;
  readonly parts?: readonly AppPart[];
  readonly stallMs?: number;
  /** What happens while it waits, after so many waits. */
  readonly onWait?: (count: number) => void;
}

/** Opens a store as the app would at a start. */
export const openTestStore = async (
  host: TestHost,
  {
    disk = createMemoryDisk(),
    memory = { value: { sequence: 0, wanted: [] } },
    freeBytes = 1e9,
    clientVersion = '0.1.0',
    parts = [SMALL, LARGE],
    stallMs = 5_000,
    onWait,
  }: TestStoreOptions = {},
): Promise<TestStore> => {
  const told: AssetState[] = [];
  const waits: number[] = [];
  const shared = {
    disk,
    host: createFetchAssetHost({ base: host.base, stallMs }),
    digest: digestBy(createContentHasher()),
    trust: {
      keys: [bytesToHex(createTestSigner(TRUSTED_SIGNER).publicKey)],
      clientVersion,
      parts,
    },
    verifier: testVerifier,
  };
  const store = createAssetStore({
    ...shared,
    freeBytes: () => Promise.resolve(freeBytes),
    wait: (ms) => {
      waits.push(ms);
      onWait?.(waits.length);
      return Promise.resolve();
    },
    clock: { nowMs: () => 1_000 },
    memory: {
      read: () => Promise.resolve(memory.value),
      write: (value) => {
        memory.value = value;
        return Promise.resolve();
      },
    },
    onChange: (state) => told.push(state),
  });
  await store.start();
  return {
    store,
    reader: createPartReader(shared),
    told,
    waits,
    tend: (signal = new AbortController().signal) => store.tend(signal),
    stateOf: ({ path }) => store.states().find((state) => state.path === path),
  };
};

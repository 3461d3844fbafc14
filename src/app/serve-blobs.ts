import { isHmError } from '../core/base/hm-error.ts';
import type { BlobHash } from '../core/base/ids.ts';
import type { BlobStore } from '../core/blobs/blob-store.ts';
import { CHUNK_BYTES } from '../core/blobs/chunk-list.ts';
import type { ContentHasher } from '../core/media/ingest-ports.ts';
import { parseRange, servingHeaders, servingRule } from '../core/media/serving.ts';
import { SNIFF_BYTES } from '../core/media/sniff.ts';
import { parseBlobUrl, type BlobAddress } from './blob-url.ts';
import { createVerifiedBlobs, type VerifiedBlobs } from './verified-blobs.ts';

/** What the answers are made from. */
export interface BlobServerParts {
  readonly store: Pick<BlobStore, 'read' | 'readList' | 'size'>;
  /** Used by nobody else. */
  readonly hasher: ContentHasher;
  /** Told each time that bytes are held back because they are not those of their hash. */
  readonly onDamaged: (hash: BlobHash) => void;
}

/** Answers a GET or HEAD of a `blobUrl`, with `Range`, by the serving rules; never rejects for an `HmError`. */
export type BlobServer = (request: Request) => Promise<Response>;

/** The most that one answer to a `Range` carries; a player asks again for what follows. */
const RANGE_BYTES_MAX = 4 * CHUNK_BYTES;

/** A server of the blobs in `store`. */
export const createBlobServer = ({ store, hasher, onDamaged }: BlobServerParts): BlobServer => {
  const blobs = createVerifiedBlobs(store, hasher);
  return async (request) => {
    const address = parseBlobUrl(new URL(request.url));
    if (address === null) return plainAnswer(404, 'This address names no media.');
    try {
      const sizeBytes = await store.size(address.hash);
      if (sizeBytes === null) return plainAnswer(404, 'This file is not on this device.');
      return await answer({ request, address, sizeBytes, blobs, onDamaged });
    } catch (error) {
      return failureAnswer(error, address.hash, onDamaged);
    }
  };
};

interface Serving {
  readonly request: Request;
  readonly address: BlobAddress;
  readonly sizeBytes: number;
  readonly blobs: VerifiedBlobs;
  readonly onDamaged: (hash: BlobHash) => void;
}

const answer = async (serving: Serving): Promise<Response> => {
  const { request, address, sizeBytes, blobs } = serving;
  const range = parseRange(request.headers.get('Range'), sizeBytes);
  if (range === 'unsatisfiable') {
    return plainAnswer(416, `The file has ${sizeBytes} bytes.`, {
      'Content-Range': `bytes */${sizeBytes}`,
    });
  }
  const head = await blobs.read(address, 0, Math.min(SNIFF_BYTES, sizeBytes));
  const headers = servingHeaders(servingRule(head), address.name);
  if (range === null) return wholeAnswer(serving, headers);
  const end = Math.min(range.end, range.start + RANGE_BYTES_MAX);
  return new Response(
    request.method === 'HEAD' ? null : await blobs.read(address, range.start, end),
    {
      status: 206,
      headers: {
        ...headers,
        'Content-Length': String(end - range.start),
        'Content-Range': `bytes ${range.start}-${end - 1}/${sizeBytes}`,
      },
    },
  );
};

const wholeAnswer = (serving: Serving, headers: Readonly<Record<string, string>>): Response =>
  new Response(serving.request.method === 'HEAD' ? null : streamOf(serving), {
    status: 200,
    headers: { ...headers, 'Content-Length': String(serving.sizeBytes) },
  });

/** The blob piece by piece, as fast as it is taken; breaks off where a piece is damaged. */
const streamOf = ({
  address,
  sizeBytes,
  blobs,
  onDamaged,
}: Serving): ReadableStream<Uint8Array<ArrayBuffer>> => {
  let at = 0;
  return new ReadableStream({
    pull: async (controller) => {
      if (at === sizeBytes) {
        controller.close();
        return;
      }
      const end = Math.min(at + CHUNK_BYTES, sizeBytes);
      try {
        controller.enqueue(await blobs.read(address, at, end));
        at = end;
      } catch (error) {
        if (isDamage(error)) onDamaged(address.hash);
        controller.error(error);
      }
    },
  });
};

const failureAnswer = (
  error: unknown,
  hash: BlobHash,
  onDamaged: BlobServerParts['onDamaged'],
): Response => {
  if (!isHmError(error)) throw error;
  if (error.type === 'not-found') return plainAnswer(404, 'This file is not on this device.');
  if (!isDamage(error)) return plainAnswer(503, error.message);
  onDamaged(hash);
  return plainAnswer(502, error.message);
};

const isDamage = (error: unknown): boolean => isHmError(error) && error.type === 'damaged';

const plainAnswer = (
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Response =>
  new Response(message, {
    status,
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
      ...headers,
    },
  });

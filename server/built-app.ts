import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** One file of the built app, ready to be sent. */
export interface BuiltFile {
  readonly type: string;
  readonly cacheControl: string;
  readonly etag: string;
  /** The bytes as they are, of a heavy part of the app, which is asked for in ranges; `null` for all else. */
  readonly part: Buffer | null;
  /** The bytes in the first coding of the list that the client accepts, made once and kept. */
  encode(acceptEncoding: string): Promise<EncodedBytes>;
}

/** Bytes as sent; `coding` is `null` where they are the file's own. */
export interface EncodedBytes {
  readonly coding: 'br' | 'gzip' | null;
  readonly bytes: Buffer;
}

/** The built app, by URL path: `/index.html`, `/assets/main-Bx3.js`. What is not listed is not served. */
export type BuiltApp = ReadonlyMap<string, BuiltFile>;

/** Reads every file below `directory` (some MB) into memory; rejects where it does not exist. */
export const readBuiltApp = async (directory: string): Promise<BuiltApp> => {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ file, path: file.slice(directory.length).split(sep).join('/') }))
    .filter(({ path }) => !path.startsWith('/.vite/'));
  return new Map(
    await Promise.all(
      files.map(
        async ({ file, path }) => [path, createBuiltFile(path, await readFile(file))] as const,
      ),
    ),
  );
};

const createBuiltFile = (path: string, bytes: Buffer): BuiltFile => {
  const type = TYPES[extname(path)] ?? 'application/octet-stream';
  const digest = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
  const encoded = new Map<EncodedBytes['coding'], Promise<EncodedBytes>>();
  return {
    type,
    cacheControl: path.startsWith('/assets/') ? FOR_EVER : CHECK_EACH_TIME,
    etag: `"${digest}"`,
    part: path.startsWith('/hm-assets/') ? bytes : null,
    encode: (acceptEncoding) => {
      const coding = chooseCoding(type, acceptEncoding);
      const known = encoded.get(coding) ?? compress(coding, bytes);
      encoded.set(coding, known);
      return known;
    },
  };
};

/** Names under /assets/ carry a hash of their content. */
const FOR_EVER = 'public, max-age=31536000, immutable';
const CHECK_EACH_TIME = 'no-cache';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

const isCompressible = (type: string): boolean =>
  /^(text\/|application\/(json|manifest|wasm)|image\/svg)/.test(type);

const chooseCoding = (type: string, acceptEncoding: string): EncodedBytes['coding'] => {
  if (!isCompressible(type)) return null;
  if (accepts(acceptEncoding, 'br')) return 'br';
  return accepts(acceptEncoding, 'gzip') ? 'gzip' : null;
};

const accepts = (acceptEncoding: string, coding: string): boolean =>
  acceptEncoding
    .split(',')
    .map((item) => item.trim().toLowerCase())
    .some((item) => item === coding || new RegExp(`^${coding};q=(1|0\\.\\d*[1-9])`).test(item));

const compress = async (
  coding: EncodedBytes['coding'],
  bytes: Buffer,
): Promise<EncodedBytes> => {
  if (coding === 'gzip') return { coding, bytes: await promisify(gzip)(bytes) };
  if (coding === 'br') {
    const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY };
    return { coding, bytes: await promisify(brotliCompress)(bytes, { params }) };
  }
  return { coding, bytes };
};

/** Half a second for the largest script; quality 11 takes ten times that for 3 % less. */
const BROTLI_QUALITY = 6;

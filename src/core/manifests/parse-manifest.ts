import { isBlobHash } from '../base/ids.ts';
import type { Plain, PlainObject } from '../base/plain.ts';
import { isPlainObject, readFields, type FieldReader } from '../base/plain-fields.ts';
import { err, ok, type Result } from '../base/result.ts';
import { isName, MAX_DEPTH } from '../uri/segment.ts';
import {
  MANIFEST_VERSION,
  MAX_MANIFEST_CHUNK_BYTES,
  MAX_MANIFEST_CHUNKS,
  MAX_MANIFEST_FILES,
  type ChunkDigest,
  type ContentDigest,
  type Manifest,
  type ManifestChunk,
  type ManifestFile,
  type SignedManifest,
} from './manifest.ts';

/** Why data are no manifest; `where` names the part. */
export type BadManifest = {
  readonly type: 'bad-manifest';
  readonly where: string;
  readonly expected: string;
};

/** The manifest in plain data from anyone, each part checked but the truth of its signature (`checkSignature`). */
export const parseSignedManifest = (value: Plain): Result<SignedManifest, BadManifest> => {
  if (!isPlainObject(value)) return bad('it', 'an object');
  const read = readFields(value);
  const key = read.form('key', isHexOf(32), '32 bytes in hex');
  const signature = read.form('signature', isHexOf(64), '64 bytes in hex');
  const fault = faultOf(read, '');
  if (fault !== null) return fault;
  const manifest = parseManifest(value['manifest'] ?? null);
  return manifest.ok ? ok({ manifest: manifest.value, key, signature }) : manifest;
};

const parseManifest = (value: Plain): Result<Manifest, BadManifest> => {
  if (!isPlainObject(value)) return bad('manifest', 'an object');
  if (value['version'] !== MANIFEST_VERSION) {
    return bad('version', `${MANIFEST_VERSION}, the form that this version of the app reads`);
  }
  const read = readFields(value);
  const head = {
    version: MANIFEST_VERSION,
    minClientVersion: read.form('minClientVersion', isVersion, 'three numbers such as 1.2.3'),
    timestamp: read.time('timestamp'),
    subject: read.form('subject', isSubject, '“assets”, or “collection:” and an id'),
    sequence: read.integer('sequence', 1, Number.MAX_SAFE_INTEGER),
  } as const;
  const fault = faultOf(read, '');
  if (fault !== null) return fault;
  const files = parseFiles(value['files'] ?? null);
  return files.ok ? ok({ ...head, files: files.value }) : files;
};

const parseFiles = (value: Plain): Result<readonly ManifestFile[], BadManifest> => {
  if (!Array.isArray(value) || value.length > MAX_MANIFEST_FILES) {
    return bad('files', `a list of at most ${MAX_MANIFEST_FILES} files`);
  }
  const files: ManifestFile[] = [];
  const paths = new Set<string>();
  let chunks = 0;
  for (const [index, entry] of (value as readonly Plain[]).entries()) {
    const where = `files[${index}]`;
    const file = isPlainObject(entry) ? parseFile(entry, where) : bad(where, 'an object');
    if (!file.ok) return file;
    const { path } = file.value;
    if (paths.has(path)) return bad(`${where}.path`, 'a path that no other file has');
    paths.add(path);
    chunks += file.value.chunks.length;
    if (chunks > MAX_MANIFEST_CHUNKS) {
      return bad(where, `at most ${MAX_MANIFEST_CHUNKS} chunks in all`);
    }
    files.push(file.value);
  }
  return ok(files);
};

const parseFile = (entry: PlainObject, where: string): Result<ManifestFile, BadManifest> => {
  const read = readFields(entry);
  const file = {
    path: read.form('path', isPath, 'names joined by /'),
    hash: read.form('hash', isContentDigest, 'blake2b- and 64 digits of hex'),
    size: read.integer('size', 0, Number.MAX_SAFE_INTEGER),
    version: read.integer('version', 1, Number.MAX_SAFE_INTEGER),
    fallback: read.textOrNull('fallback', TEXT_MOST),
    changelog: read.textOrNull('changelog', TEXT_MOST),
  };
  const fault = faultOf(read, `${where}.`);
  if (fault !== null) return fault;
  const { required } = entry;
  if (typeof required !== 'boolean') return bad(`${where}.required`, 'true or false');
  const chunks = parseChunks(entry['chunks'] ?? null, file.size);
  if (chunks === null) {
    return bad(
      `${where}.chunks`,
      `chunks of at most ${MAX_MANIFEST_CHUNK_BYTES} bytes, without a gap from 0 to ${file.size}`,
    );
  }
  return ok({ ...file, required, chunks });
};

/** The chunks of a file of `size` bytes, `null` where they are not all of it in order. */
const parseChunks = (value: Plain, size: number): readonly ManifestChunk[] | null => {
  if (!Array.isArray(value) || value.length > MAX_MANIFEST_CHUNKS) return null;
  const chunks: ManifestChunk[] = [];
  let end = 0;
  // A manifest may have a million of these: they are read without the words that nobody would see.
  for (const entry of value as readonly Plain[]) {
    if (!isPlainObject(entry)) return null;
    const { offset, size: bytes, hash } = entry;
    if (offset !== end || !isChunkSize(bytes) || !isChunkDigest(hash)) return null;
    chunks.push({ offset, size: bytes, hash });
    end += bytes;
  }
  return end === size ? chunks : null;
};

/** Characters of what is said in words. */
const TEXT_MOST = 4_096;
const VERSION = /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})$/;
const SUBJECT = /^(assets|collection:[A-Za-z0-9_-]{1,128})$/;

const isVersion = (text: string): text is string => VERSION.test(text);
const isSubject = (text: string): text is string => SUBJECT.test(text);
const isContentDigest = (text: string): text is ContentDigest =>
  text.startsWith('blake2b-') && isBlobHash(text.slice(8));
const CHUNK_DIGEST = /^(sha256|blake2b)-[0-9a-f]{64}$/;
const isChunkDigest = (hash: Plain | undefined): hash is ChunkDigest =>
  typeof hash === 'string' && CHUNK_DIGEST.test(hash);
const isChunkSize = (size: Plain | undefined): size is number =>
  Number.isInteger(size) && Number(size) >= 1 && Number(size) <= MAX_MANIFEST_CHUNK_BYTES;
const isHexOf =
  (bytes: number) =>
  (text: string): text is string =>
    text.length === 2 * bytes && /^[0-9a-f]*$/.test(text);
const isPath = (text: string): text is string => {
  const names = text.split('/');
  return names.length <= MAX_DEPTH + 1 && names.every(isName);
};

/** Whether `version` is at least `wanted`; both are three numbers. */
export const isAtLeast = (version: string, wanted: string): boolean => {
  const [has, needs] = [version, wanted].map((text) => text.split('.').map(Number));
  for (let i = 0; i < 3; i++) {
    const [a, b] = [has?.[i] ?? 0, needs?.[i] ?? 0];
    if (a !== b) return a > b;
  }
  return true;
};

const faultOf = (read: FieldReader, prefix: string) => {
  const fault = read.fault();
  return fault === null ? null : bad(`${prefix}${fault.field}`, fault.expected);
};

const bad = (where: string, expected: string) =>
  err<BadManifest>({ type: 'bad-manifest', where, expected });

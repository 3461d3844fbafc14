import { base64urlToBytes, concatBytes, utf8ToBytes } from '../base/bytes.ts';
import { decodeCbor, encodeCbor } from '../base/cbor.ts';
import { isRandomId, type Author, type SpaceId } from '../base/ids.ts';
import { remembering } from '../base/remembering.ts';
import type { Plain, PlainObject } from '../base/plain.ts';
import { err, ok, type Result } from '../base/result.ts';
import { authorToDevice, isAuthor } from './author.ts';
import { isHlc, type Hlc } from './hlc.ts';
import { isAcceptableKey, SIGNATURE_BYTES } from './keys.ts';
import { parseStamps, stampsToPlain } from './stamp-codec.ts';
import {
  ENTITY_KINDS,
  TOMBSTONE_REASONS,
  type UnsignedVersion,
  type Version,
  type VersionVector,
} from './version.ts';

/** The most bytes that an encoded version may have. */
export const MAX_VERSION_BYTES = 64 * 1024;

/** Why bytes are no version; `reason` names the part. */
export type BadVersion = { readonly type: 'bad-version'; readonly reason: string };

/** What a signature of a version covers: no other signed record begins with the same prefix. */
export const encodeUnsigned = (version: UnsignedVersion): Uint8Array<ArrayBuffer> =>
  concatBytes([SIGNING_PREFIX, encodeCbor(unsignedToPlain(version))]);

/** The bytes of a version as they are kept and sent. */
export const encodeVersion = (version: Version): Uint8Array<ArrayBuffer> =>
  encodeCbor(versionToPlain(version));

/** The same bytes from those of its signed part, whose fields need not be encoded again. */
export const encodeSigned = (
  signed: Uint8Array,
  { tombstone, signature }: Version,
): Uint8Array<ArrayBuffer> => {
  // Keys stand shorter ones first: the signature comes before 'tombstone', which is the last.
  const last = concatBytes([encodeCbor('tombstone'), encodeCbor(tombstone)]);
  const [count = 0] = signed.subarray(SIGNING_PREFIX.length);
  return concatBytes([
    Uint8Array.of(count + 1),
    signed.subarray(SIGNING_PREFIX.length + 1, signed.length - last.length),
    SIGNATURE_KEY,
    encodeCbor(signature),
    last,
  ]);
};

/** A version as plain data, for a journal entry or a message that holds it among other things. */
export const versionToPlain = (version: Version): PlainObject => ({
  ...unsignedToPlain(version),
  signature: version.signature,
});

/** The version in `bytes`, every part checked but the signature's truth (`verifyVersion`) and the clock. */
export const parseVersion = (bytes: Uint8Array): Result<Version, BadVersion> => {
  if (bytes.length > MAX_VERSION_BYTES) {
    return bad(`${bytes.length} bytes, at most ${MAX_VERSION_BYTES}`);
  }
  const decoded = decodeCbor(bytes);
  return decoded.ok ? parsePlainVersion(decoded.value) : bad(decoded.error.reason);
};

/** The version that `versionToPlain` made, checked as `parseVersion` does; the size is the caller's to bound. */
export const parsePlainVersion = (value: Plain): Result<Version, BadVersion> => {
  if (!isObject(value) || !hasExactly(value, VERSION_FIELDS)) return bad('its fields');
  const { space, kind, entity, author, counter, vector, hlc, signature } = value;
  if (typeof space !== 'string' || !isRandomId(space)) return bad('space');
  const knownKind = ENTITY_KINDS.find((known) => known === kind);
  if (knownKind === undefined) return bad('kind');
  if (typeof entity !== 'string' || !ENTITY_ID.test(entity)) return bad('entity');
  if (typeof author !== 'string' || !isAcceptableAuthor(author)) return bad('author');
  if (!isCounter(counter)) return bad('counter');
  if (!isVector(vector) || (vector[author] ?? 0) >= counter) return bad('vector');
  if (typeof hlc !== 'string' || !isHlc(hlc)) return bad('hlc');
  if (!(signature instanceof Uint8Array) || signature.length !== SIGNATURE_BYTES) {
    return bad('signature');
  }
  const head = {
    space: space as SpaceId,
    kind: knownKind,
    entity,
    author,
    counter,
    vector,
    hlc,
  };
  const content = parseContent(value, head);
  return content.ok ? ok({ ...head, ...content.value, signature }) : content;
};

const SIGNING_PREFIX = utf8ToBytes('hm1-version\0');
const SIGNATURE_KEY = encodeCbor('signature');
const ENTITY_ID = /^[A-Za-z0-9_.-]{1,128}$/;
const FIELD_NAME = /^[a-z][A-Za-z0-9]{0,63}$/;
const VERSION_FIELDS = [
  'space',
  'kind',
  'entity',
  'author',
  'counter',
  'vector',
  'hlc',
  'body',
  'tombstone',
  'stamps',
  'signature',
];

type Content = Pick<UnsignedVersion, 'body' | 'tombstone' | 'stamps'>;

/** Either a body with its stamps or a tombstone with none. */
const parseContent = (
  { body, tombstone, stamps }: { readonly [key: string]: Plain },
  head: { readonly vector: VersionVector; readonly hlc: Hlc },
): Result<Content, BadVersion> => {
  const reason = TOMBSTONE_REASONS.find((known) => known === tombstone) ?? null;
  if (tombstone !== reason || (body === null) === (reason === null)) return bad('tombstone');
  const fields = body ?? {};
  if (!isObject(fields) || !Object.keys(fields).every((field) => FIELD_NAME.test(field))) {
    return bad('body');
  }
  const parsed = parseStamps(stamps ?? null, fields, head);
  return parsed === null
    ? bad('stamps')
    : ok({ body: reason === null ? fields : null, tombstone: reason, stamps: parsed });
};

const unsignedToPlain = (version: UnsignedVersion): PlainObject => ({
  space: version.space,
  kind: version.kind,
  entity: version.entity,
  author: version.author,
  counter: version.counter,
  vector: version.vector,
  hlc: version.hlc,
  body: version.body,
  tombstone: version.tombstone,
  stamps: stampsToPlain(version.stamps),
});

const isAcceptableAuthor = remembering((text): text is Author => {
  if (!isAuthor(text)) return false;
  const key = base64urlToBytes(authorToDevice(text));
  return key !== null && isAcceptableKey(key);
});

const isCounter = (value: Plain | undefined): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 1;

const isVector = (value: Plain | undefined): value is VersionVector =>
  isObject(value) &&
  Object.entries(value).every(([author, counter]) => isAuthor(author) && isCounter(counter));

const isObject = (value: Plain | undefined): value is PlainObject =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Uint8Array);

const hasExactly = (value: PlainObject, fields: readonly string[]): boolean =>
  Object.keys(value).length === fields.length &&
  fields.every((field) => Object.hasOwn(value, field));

const bad = (reason: string): Result<never, BadVersion> => err({ type: 'bad-version', reason });

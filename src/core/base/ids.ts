declare const brand: unique symbol;
type Branded<B extends string> = string & { readonly [brand]: B };

/** BLAKE2b-256 of a whole blob: 64 lower-case hex digits. */
export type BlobHash = Branded<'BlobHash'>;
/** SHA-256 of one chunk, of an encoded chunk list or of a distributed chunk: 64 lower-case hex digits. */
export type ChunkHash = Branded<'ChunkHash'>;
/** A media item: 22 characters of base64url, 128 random bits; never derived from its bytes. */
export type MediaId = Branded<'MediaId'>;
/** A collection: 22 characters of base64url, 128 random bits; the root of a space is named by the space. */
export type CollectionId = Branded<'CollectionId'>;
/** A virtual link: 22 characters of base64url, 128 random bits. */
export type LinkId = Branded<'LinkId'>;
/** A space: 22 characters of base64url, the first 128 bits of SHA-256 of its owner's root key and a nonce. */
export type SpaceId = Branded<'SpaceId'>;
/** A device: its raw Ed25519 public key, 43 characters of base64url. */
export type DeviceId = Branded<'DeviceId'>;
/** Who wrote a version: `<DeviceId>.<epoch>`, the epoch a decimal integer from 0. */
export type Author = Branded<'Author'>;
/** One change by a person or by the drive: 22 characters of base64url. */
export type ActId = Branded<'ActId'>;
/** One import: 22 characters of base64url. */
export type JobId = Branded<'JobId'>;

const HEX_64 = /^[0-9a-f]{64}$/;
const BASE64URL_22 = /^[A-Za-z0-9_-]{22}$/;

/** Whether `text` has the literal form of a `BlobHash`. */
export const isBlobHash = (text: string): text is BlobHash => HEX_64.test(text);
/** Whether `text` has the literal form of a `ChunkHash`. */
export const isChunkHash = (text: string): text is ChunkHash => HEX_64.test(text);
/** Whether `text` has the literal form of a random 128-bit id, whatever it names. */
export const isRandomId = (text: string): boolean => BASE64URL_22.test(text);

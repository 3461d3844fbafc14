import { bytesToUtf8 } from '../base/bytes.ts';
import { decodeCbor } from '../base/cbor.ts';
import { HmError } from '../base/hm-error.ts';
import type { BlobHash, ChunkHash, MediaId } from '../base/ids.ts';
import { isPlainObject } from '../base/plain-fields.ts';
import type { PlainObject } from '../base/plain.ts';
import { ownCopy } from '../catalog/records.ts';
import type { MediaState } from '../catalog/shown.ts';
import type { IntegritySettings } from '../integrity/damage.ts';
import type { MediaBody } from '../media/media.ts';
import type { Thumbnail, ThumbnailSize } from '../media/media-lab.ts';
import { THUMBNAIL_SIZES } from '../media/media-lab.ts';
import type { DriveParts } from './drive-parts.ts';
import { derivedParts } from './import-acceptor.ts';

const DAY_MS = 86_400_000;
/** How long bytes that were handed out are kept from being collected: whoever asked opens them meanwhile. */
const LENT_MS = 60_000;
/** Pictures with more pixels are not decoded, here as at import. */
export const MAX_PIXELS = 100_000_000;

/** An original that may be opened: where it lies, and as what it may be shown. */
export interface OpenedOriginal {
  readonly hash: BlobHash;
  /** Its chunk list, `null` for a blob of one chunk. */
  readonly list: ChunkHash | null;
  readonly path: string;
  readonly mime: string;
  readonly name: string;
}

/** Bytes of items: originals, verified before they are handed out, and what is derived from them. */
export interface OriginalsService {
  /** Resolves once the bytes are known to be right; 'missing', 'damaged', 'not-found'. */
  open(id: MediaId): Promise<OpenedOriginal>;
  /** The chunk list of an item's bytes, `null` for a blob of one chunk, which its own hash checks. */
  listOf(id: MediaId): Promise<ChunkHash | null>;
  /** A thumbnail, made again where it was lost; 'no-thumbnail' with the reason where there is none. */
  thumbnail(id: MediaId, size: ThumbnailSize): Promise<Omit<Thumbnail, 'size'>>;
  /** Everything that the parsers found at import; made again where it was lost. */
  rawMetadata(id: MediaId): Promise<PlainObject>;
}

/** What the service needs of the room that checks bytes. */
export interface OriginalsNeeds {
  /** Says how long bytes that were seen to be right are believed. */
  readonly settings: () => Promise<Pick<IntegritySettings, 'verifiedForDays'>>;
  /** Told of a blob whose bytes are wrong or gone; whether they are right by now. */
  readonly onDamaged: (hash: BlobHash) => Promise<boolean>;
}

/** The service over the parts of one drive. */
export const createOriginalsService = (
  parts: DriveParts,
  { settings, onDamaged }: OriginalsNeeds,
): OriginalsService => {
  const { catalog, blobs, derived, originals, lab, clock, holds } = parts;
  const verifying = new Map<BlobHash, Promise<void>>();
  const deriving = new Map<BlobHash, Promise<void>>();

  const itemOf = async (id: MediaId): Promise<MediaState> => {
    const [item] = await catalog.media([id]);
    if (item != null) return item;
    throw new HmError('not-found', `There is no item ${JSON.stringify(id)}.`, { id });
  };

  const verify = async (hash: BlobHash, name: string): Promise<void> => {
    const [record] = await catalog.blobs([hash]);
    if (record == null) throw missing(name);
    const size = await blobs.size(hash);
    const own = ownCopy(record);
    const verifiedAt = own?.verifiedAt == null ? 0 : Date.parse(own.verifiedAt);
    const { verifiedForDays } = await settings();
    const isRecent = clock.nowMs() - verifiedAt < verifiedForDays * DAY_MS;
    if (own?.state === 'present' && size === record.sizeBytes && isRecent) return;
    const isRight = size !== null && (await originals.hash(hash)) === hash;
    if (!isRight && !(await onDamaged(hash)))
      throw size === null ? missing(name) : damaged(name);
    const seen = new Date(clock.nowMs()).toISOString();
    await catalog.noteBlobs(new Map([[hash, { state: 'present', verifiedAt: seen }]]));
  };

  const open: OriginalsService['open'] = async (id) => {
    const { body } = await itemOf(id);
    await once(verifying, body.hash, () => verify(body.hash, body.name));
    holds.lend(body.hash, LENT_MS);
    return {
      hash: body.hash,
      list: await listOfBody(body),
      path: blobs.pathOf(body.hash),
      mime: body.mime,
      name: body.name,
    };
  };

  const listOfBody = async ({ listHash }: MediaBody): Promise<ChunkHash | null> =>
    (await blobs.readList(listHash)) === null ? null : listHash;

  const derive = async ({ body }: MediaState): Promise<void> => {
    const file = await originals.open(body.hash);
    if (file === null) throw missing(body.name);
    const result = await lab.ingest(
      { file, name: body.name, stagingPath: null, sidecarXmp: null, maxPixels: MAX_PIXELS },
      // Somebody looks at it.
      { signal: new AbortController().signal, priority: 'CRITICAL' },
    );
    if (result.hash !== body.hash) throw damaged(body.name);
    await derived.put(body.hash, derivedParts(result));
  };

  const partOf = async (item: MediaState, part: number): Promise<Uint8Array> => {
    const known = await derived.getPart(item.body.hash, part);
    if (known !== null) return known;
    await once(deriving, item.body.hash, () =>
      holds.during(item.body.hash, () => derive(item)),
    );
    return (await derived.getPart(item.body.hash, part)) ?? new Uint8Array();
  };

  const thumbnail: OriginalsService['thumbnail'] = async (id, size) => {
    const item = await itemOf(id);
    const part = THUMBNAIL_SIZES.indexOf(size);
    if (part < 0) throw badSize(size);
    if (item.body.noThumbnail !== null)
      throw noThumbnail(item.body.name, item.body.noThumbnail);
    const bytes = await partOf(item, part);
    if (bytes.length === 0) throw noThumbnail(item.body.name, 'could-not-be-made');
    const mime = bytesToUtf8(await partOf(item, MIME_PART)) as Thumbnail['mime'];
    return { mime, bytes: new Uint8Array(bytes) };
  };

  const rawMetadata: OriginalsService['rawMetadata'] = async (id) => {
    const decoded = decodeCbor(await partOf(await itemOf(id), RAW_PART));
    return decoded.ok && isPlainObject(decoded.value) ? decoded.value : {};
  };

  return {
    open,
    listOf: async (id) => listOfBody((await itemOf(id)).body),
    thumbnail,
    rawMetadata,
  };
};

const RAW_PART = THUMBNAIL_SIZES.length;
const MIME_PART = RAW_PART + 1;

/** Two who ask for the same wait for one answer. */
const once = (
  running: Map<BlobHash, Promise<void>>,
  hash: BlobHash,
  task: () => Promise<void>,
): Promise<void> => {
  const known = running.get(hash);
  if (known !== undefined) return known;
  const started = task().finally(() => running.delete(hash));
  running.set(hash, started);
  return started;
};

const missing = (name: string): HmError =>
  new HmError(
    'missing',
    `The bytes of ${JSON.stringify(name)} are not on this device. Import the file again to bring them back.`,
    { name },
  );

const damaged = (name: string): HmError =>
  new HmError(
    'damaged',
    `${JSON.stringify(name)} is damaged: its bytes are not those that were imported. Import the file again to repair it.`,
    { name },
  );

const noThumbnail = (name: string, reason: string): HmError =>
  new HmError('no-thumbnail', `There is no thumbnail of ${JSON.stringify(name)}: ${reason}.`, {
    name,
    reason,
  });

const badSize = (size: number): HmError =>
  new HmError('bad-size', `A thumbnail of ${size} is not kept. Ask for 128, 256 or 512.`, {
    size,
  });

import type { CollectionId, MediaId } from '../base/ids.ts';
import type { MediaBody, MediaKind } from '../media/media.ts';

/** What is searched of one item; plain data, so that it crosses threads. */
export interface SearchDocument {
  readonly id: MediaId;
  /** The texts of each field in the order of `FIELD_WEIGHTS`. */
  readonly texts: readonly string[];
  readonly name: string;
  readonly tags: readonly string[];
  readonly kind: MediaKind;
  /** When it was taken, milliseconds since 1970; `null` where unknown. */
  readonly takenMs: number | null;
  readonly sizeBytes: number;
  readonly rating: number | null;
  readonly collections: readonly CollectionId[];
  /** Places that have the bytes. */
  readonly places: readonly string[];
}

/** How much a word counts by where it stands: a posting has a bit for each (rule R2). */
export const FIELD_WEIGHTS = {
  title: 1,
  name: 0.9,
  tags: 0.9,
  place: 0.7,
  album: 0.6,
  artist: 0.6,
  description: 0.45,
  camera: 0.4,
} as const;

/** An item as it is searched; project and descriptors count as description. */
export const mediaToDocument = (
  id: MediaId,
  body: MediaBody,
  collections: readonly CollectionId[],
  places: readonly string[],
): SearchDocument => ({
  id,
  texts: [
    body.title ?? '',
    body.name,
    body.tags.join('\n'),
    body.place?.name ?? '',
    body.album ?? '',
    body.artist ?? '',
    [
      body.description ?? '',
      body.project ?? '',
      ...body.descriptors.map(({ name }) => name),
    ].join('\n'),
    body.camera ?? '',
  ],
  name: body.name,
  tags: body.tags,
  kind: body.kind,
  takenMs: body.capturedAt === null ? null : Date.parse(body.capturedAt),
  sizeBytes: body.sizeBytes,
  rating: body.rating,
  collections,
  places,
});

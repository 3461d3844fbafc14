import type { BlobHash, ChunkHash, MediaId } from '../base/ids.ts';

/** What a person would call the file. 'other' is kept and listed, with a placeholder. */
export type MediaKind = 'photo' | 'video' | 'audio' | 'other';

/**
 * Where the bytes of an item are: all here, some here, only elsewhere, nowhere that is known, or here
 * but not equal to their hash.
 */
export type Availability = 'local' | 'partial' | 'remote' | 'missing' | 'damaged';

/** A point on the Earth, WGS 84 degrees; `name` is what a person called it. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
  /** Metres above sea level, `null` where unknown. */
  readonly altitude: number | null;
  readonly name: string | null;
}

/** A copy of an item's bytes, as far as the drive knows. */
export interface MediaCopy {
  /** 'opfs' is the browser's own store on this device. */
  readonly place: string;
  readonly state: 'present' | 'missing' | 'damaged';
  /** When its bytes were last found to be right; ISO 8601, `null` where never. */
  readonly verifiedAt: string | null;
}

/** A weighted word about an item; `weight` is from 0 to 1. */
export interface Descriptor {
  readonly name: string;
  readonly weight: number;
}

/** What the bytes say about themselves, found once at import; lost fields can be found again. */
export interface MediaFacts {
  readonly mime: string;
  readonly kind: MediaKind;
  /** Upright, in pixels, after EXIF orientation or the track's rotation. */
  readonly width: number | null;
  readonly height: number | null;
  readonly durationSeconds: number | null;
  /** ISO 8601 in UTC. */
  readonly capturedAt: string | null;
  /** Minutes east of UTC where the picture was taken, `null` where the file does not say. */
  readonly capturedOffsetMinutes: number | null;
  readonly place: Place | null;
  readonly codec: string | null;
  /** 'Canon EOS 40D', 'Pixel 6', … */
  readonly camera: string | null;
  readonly artist: string | null;
  readonly album: string | null;
  /** Who the album is by, where that is not the artist of each track. */
  readonly albumArtist: string | null;
  /** From 1; `null` where the file does not say. */
  readonly trackNumber: number | null;
  readonly discNumber: number | null;
  /** ThumbHash in base64 without padding, `null` where nothing could be drawn. */
  readonly thumbHash: string | null;
  /** Why there is no thumbnail ('heic-undecodable', 'too-many-pixels', …), `null` where there is one. */
  readonly noThumbnail: string | null;
  /** 16 hex digits that stay nearly the same when a picture or poster is encoded anew; `null` where it says too little. */
  readonly perceptualHash: string | null;
  /** SHA-256 over the media data without the metadata around or among them; `null` where the two cannot be told apart. */
  readonly essence: string | null;
  /** What the two files of a live photo share, as the camera named it. */
  readonly contentId: string | null;
  /** What the shots of a burst share, as the camera named it. */
  readonly burstId: string | null;
}

/** What a person may change; a new item takes its first values from the file's own metadata. */
export interface MediaEdits {
  readonly name: string;
  readonly title: string | null;
  readonly description: string | null;
  /** 0 to 5, `null` where never rated. */
  readonly rating: number | null;
  readonly tags: readonly string[];
  readonly project: string | null;
  readonly descriptors: readonly Descriptor[];
}

/** The body of a media version: what is signed, kept in the journal and synced. */
export interface MediaBody extends MediaFacts, MediaEdits {
  readonly hash: BlobHash;
  readonly sizeBytes: number;
  /** SHA-256 of the encoded chunk list. */
  readonly listHash: ChunkHash;
  /** Parts of a composite (live photo, RAW + JPEG, burst), the first one this item, which is shown; else empty. */
  readonly components: readonly MediaId[];
  /** The composite that this item is a further part of: it is not listed on its own. */
  readonly partOf: MediaId | null;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
  /** ISO 8601 in UTC while in the trash, else `null`. */
  readonly trashedAt: string | null;
}

/** One line of a listing: what a grid or a table shows. */
export interface MediaRow {
  readonly id: MediaId;
  readonly hash: BlobHash;
  readonly name: string;
  readonly kind: MediaKind;
  readonly mime: string;
  readonly sizeBytes: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly durationSeconds: number | null;
  readonly capturedAt: string | null;
  /** When it came into the drive; ISO 8601 in UTC. */
  readonly createdAt: string;
  readonly rating: number | null;
  readonly tags: readonly string[];
  readonly thumbHash: string | null;
  readonly availability: Availability;
  /** Of how many files it is made: 1, or more for a composite (live photo, RAW + JPEG, burst). */
  readonly parts: number;
}

/** An item in full. */
export interface Media extends MediaFacts, MediaEdits {
  readonly id: MediaId;
  readonly hash: BlobHash;
  readonly sizeBytes: number;
  readonly components: readonly MediaId[];
  readonly partOf: MediaId | null;
  /** Paths of the collections that it stands in, sorted. */
  readonly collections: readonly string[];
  readonly availability: Availability;
  /** Every copy that the drive knows of. */
  readonly copies: readonly MediaCopy[];
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly trashedAt: string | null;
  /** How many versions of the item were accepted. */
  readonly versions: number;
}

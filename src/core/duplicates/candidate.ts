import type { CollectionId, MediaId } from '../base/ids.ts';
import { FAVOURITE_TAG } from '../media/favourite.ts';
import type { MediaBody, MediaKind } from '../media/media.ts';

/** What is compared of an item. */
export interface Candidate {
  readonly id: MediaId;
  readonly kind: MediaKind;
  /** 16 hex digits, `null` where the item cannot be recognised by its looks. */
  readonly perceptualHash: string | null;
  readonly essence: string | null;
  readonly durationSeconds: number | null;
  readonly pixels: number;
  readonly sizeBytes: number;
  /** How much is said of it: fields and tags that are not empty, and its further parts. */
  readonly details: number;
  /** When it was taken, else when it came; ISO 8601. */
  readonly since: string;
  /** Favourites before rated ones before others. */
  readonly liking: number;
  readonly placedIn: readonly CollectionId[];
}

/** An item as it is compared. */
export const toCandidate = (
  id: MediaId,
  body: MediaBody,
  placedIn: readonly CollectionId[],
): Candidate => ({
  id,
  kind: body.kind,
  perceptualHash: body.perceptualHash,
  essence: body.essence,
  durationSeconds: body.durationSeconds,
  pixels: (body.width ?? 0) * (body.height ?? 0),
  sizeBytes: body.sizeBytes,
  details: detailsOf(body),
  since: body.capturedAt ?? body.createdAt,
  liking: (body.tags.includes(FAVOURITE_TAG) ? 10 : 0) + (body.rating ?? 0),
  placedIn,
});

const detailsOf = (body: MediaBody): number => {
  const { title, description, place, capturedAt, camera, project, rating } = body;
  const fields = [title, description, place, capturedAt, camera, project, rating];
  const said = fields.filter((field) => field !== null).length;
  return said + body.tags.length + body.components.length;
};

/**
 * Which of two is rather kept, negative where it is `a`: the one with more pixels, more bytes, more said
 * of it, the older, the one that is liked better; at last by id, so that the answer is one.
 */
export const compareKeepers = (a: Candidate, b: Candidate): number => {
  if (a.pixels !== b.pixels) return b.pixels - a.pixels;
  if (a.sizeBytes !== b.sizeBytes) return b.sizeBytes - a.sizeBytes;
  if (a.details !== b.details) return b.details - a.details;
  if (a.since !== b.since) return a.since < b.since ? -1 : 1;
  if (a.liking !== b.liking) return b.liking - a.liking;
  return a.id < b.id ? -1 : 1;
};

/** Films that begin alike are not alike: their lengths must agree within a second or 2 %. */
const SAME_SECONDS = 1;
const SAME_SHARE = 0.02;

/** Whether two items of near hashes may be one: the same kind, and films of one length. */
export const mayBeAlike = (a: Candidate, b: Candidate): boolean => {
  if (a.kind !== b.kind) return false;
  const [ours, theirs] = [a.durationSeconds, b.durationSeconds];
  if (ours === null || theirs === null) return ours === theirs;
  return Math.abs(ours - theirs) <= Math.max(SAME_SECONDS, SAME_SHARE * Math.max(ours, theirs));
};

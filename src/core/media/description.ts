import type { PlainObject } from '../base/plain.ts';
import type { MediaEdits, MediaFacts } from './media.ts';

/** What one reader found in a file's metadata; `null` where it says nothing. */
export interface Description
  extends
    Pick<
      MediaFacts,
      | 'width'
      | 'height'
      | 'durationSeconds'
      | 'capturedAt'
      | 'capturedOffsetMinutes'
      | 'place'
      | 'codec'
      | 'camera'
      | 'artist'
      | 'album'
      | 'albumArtist'
      | 'trackNumber'
      | 'discNumber'
      | 'contentId'
      | 'burstId'
    >,
    Pick<MediaEdits, 'title' | 'description' | 'rating' | 'tags' | 'project' | 'descriptors'> {
  /** All that was found, under the reader's own names. */
  readonly raw: PlainObject;
}

/** A file that says nothing about itself. */
export const NOTHING_DESCRIBED: Description = {
  width: null,
  height: null,
  durationSeconds: null,
  capturedAt: null,
  capturedOffsetMinutes: null,
  place: null,
  codec: null,
  camera: null,
  artist: null,
  album: null,
  albumArtist: null,
  trackNumber: null,
  discNumber: null,
  contentId: null,
  burstId: null,
  title: null,
  description: null,
  rating: null,
  tags: [],
  project: null,
  descriptors: [],
  raw: {},
};

/**
 * Two descriptions of one file as one: the first has its say, the second fills what it leaves open. The
 * time and its offset go together. Tags are united, each once, in order.
 */
export const mergeDescriptions = (first: Description, second: Description): Description => {
  const time = first.capturedAt === null ? second : first;
  return {
    width: first.width ?? second.width,
    height: first.height ?? second.height,
    durationSeconds: first.durationSeconds ?? second.durationSeconds,
    capturedAt: time.capturedAt,
    capturedOffsetMinutes: time.capturedOffsetMinutes,
    place: first.place ?? second.place,
    codec: first.codec ?? second.codec,
    camera: first.camera ?? second.camera,
    artist: first.artist ?? second.artist,
    album: first.album ?? second.album,
    albumArtist: first.albumArtist ?? second.albumArtist,
    trackNumber: first.trackNumber ?? second.trackNumber,
    discNumber: first.discNumber ?? second.discNumber,
    contentId: first.contentId ?? second.contentId,
    burstId: first.burstId ?? second.burstId,
    title: first.title ?? second.title,
    description: first.description ?? second.description,
    rating: first.rating ?? second.rating,
    tags: [...new Set([...first.tags, ...second.tags])],
    project: first.project ?? second.project,
    descriptors: first.descriptors.length > 0 ? first.descriptors : second.descriptors,
    raw: { ...second.raw, ...first.raw },
  };
};

/**
 * A file's own description with all that a person may say of it replaced by what a sidecar says: what the
 * sidecar leaves out was taken away by the person.
 */
export const replaceSaid = (own: Description, sidecar: Description): Description => ({
  ...mergeDescriptions(sidecar, own),
  title: sidecar.title,
  description: sidecar.description,
  rating: sidecar.rating,
  tags: sidecar.tags,
  project: sidecar.project,
  descriptors: sidecar.descriptors,
  capturedAt: sidecar.capturedAt,
  capturedOffsetMinutes: sidecar.capturedOffsetMinutes,
  place: sidecar.place,
});

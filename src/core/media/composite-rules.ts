import type { MediaId } from '../base/ids.ts';
import { naturalKey } from '../base/natural-key.ts';
import type { MediaBody } from './media.ts';
import { type ShotName, readShotName } from './shot-name.ts';

/** What the rules need to know of an item. */
export interface ShotFile extends Pick<
  MediaBody,
  | 'name'
  | 'kind'
  | 'mime'
  | 'capturedAt'
  | 'durationSeconds'
  | 'camera'
  | 'contentId'
  | 'burstId'
  | 'components'
> {
  readonly id: MediaId;
}

/** The film of a live photo is no longer than this. */
export const LIVE_SECONDS = 4;
/** Shots of a burst follow each other within this; RAW and JPEG of one shot bear times as near. */
const SAME_SHOT_MS = 1_000;
/** A camera's clock without a zone beside a film's in UTC. */
const ZONES_MS = 15 * 3_600_000;

const RAW =
  /^image\/x-(?:adobe|canon|fuji|hasselblad|kodak|minolta|nikon|olympus|panasonic|pentax|phaseone|samsung|sigma|sony)-/;
const DEVELOPED = /^image\/(?:jpeg|heic|heif)$/;

/** Whether a type is a camera's RAW. */
export const isRaw = (mime: string): boolean => RAW.test(mime);

interface Candidate extends ShotFile {
  readonly shot: ShotName;
  readonly timeMs: number | null;
}

/**
 * The composites that `fresh` files make with each other and with the items `known` in the same place:
 * ids, the one to be shown first. At least one fresh file is in each. A known item that is a composite
 * already brings its parts along and stays the first. The rules are docs/spec/drive.md, D42.
 */
export const findComposites = (
  fresh: readonly ShotFile[],
  known: readonly ShotFile[],
): readonly (readonly MediaId[])[] => {
  const files = [...fresh, ...known].map(toCandidate);
  const groups = new Map<Candidate, readonly Candidate[]>(files.map((file) => [file, [file]]));
  const join = (a: Candidate, b: Candidate): void => {
    const [ours = [a], theirs = [b]] = [groups.get(a), groups.get(b)];
    if (ours === theirs) return;
    const all = [...ours, ...theirs];
    for (const file of all) groups.set(file, all);
  };
  for (const shots of bucketsOf(files, ({ shot }) => shot.stem)) {
    for (const [a, b] of pairsOf(shots)) if (isLivePhoto(a, b) || isRawPair(a, b)) join(a, b);
  }
  for (const shots of bucketsOf(files, ({ contentId }) => contentId)) {
    for (const [a, b] of pairsOf(shots)) if (isLivePhoto(a, b)) join(a, b);
  }
  for (const shots of bucketsOf(files.filter(isPhoto), ({ burstId }) => burstId)) {
    for (const [a, b] of neighboursOf(shots)) join(a, b);
  }
  for (const shots of bucketsOf(files.filter(isPhoto), burstKey)) {
    for (const [a, b] of neighboursOf(shots)) if (isSameMoment(a, b)) join(a, b);
  }
  const isFresh = new Set(fresh.map(({ id }) => id));
  return [...new Set(groups.values())]
    .filter((group) => group.length > 1 && group.some(({ id }) => isFresh.has(id)))
    .map(orderParts);
};

const toCandidate = (file: ShotFile): Candidate => ({
  ...file,
  shot: readShotName(file.name),
  timeMs: file.capturedAt === null ? null : Date.parse(file.capturedAt),
});

const isPhoto = ({ kind }: ShotFile): boolean => kind === 'photo';

/** A burst by name counts for one camera, which must be known. */
const burstKey = ({ shot, camera }: Candidate): string | null =>
  shot.burst === null || camera === null ? null : `${camera} ${shot.burst}`;

const bucketsOf = (
  files: readonly Candidate[],
  keyOf: (file: Candidate) => string | null,
): readonly (readonly Candidate[])[] => {
  const buckets = new Map<string, Candidate[]>();
  for (const file of files) {
    const key = keyOf(file);
    if (key === null) continue;
    buckets.set(key, [...(buckets.get(key) ?? []), file]);
  }
  return [...buckets.values()].filter((bucket) => bucket.length > 1);
};

/** Files of one name are few; a folder that has more of them is no camera's. */
const MOST_OF_A_NAME = 8;

const pairsOf = (files: readonly Candidate[]): readonly (readonly [Candidate, Candidate])[] =>
  files.length > MOST_OF_A_NAME
    ? []
    : files.flatMap((a, i) => files.slice(i + 1).map((b) => [a, b] as const));

/** Each file with the next one by time. */
const neighboursOf = (
  files: readonly Candidate[],
): readonly (readonly [Candidate, Candidate])[] => {
  const sorted = [...files].sort(
    (a, b) => (a.timeMs ?? 0) - (b.timeMs ?? 0) || compareNames(a, b),
  );
  return sorted.slice(1).flatMap((b, i) => {
    const a = sorted[i];
    return a === undefined ? [] : [[a, b] as const];
  });
};

const isWithin = (a: Candidate, b: Candidate, spanMs: number): boolean =>
  a.timeMs !== null && b.timeMs !== null && Math.abs(a.timeMs - b.timeMs) <= spanMs;

const isSameMoment = (a: Candidate, b: Candidate): boolean => isWithin(a, b, SAME_SHOT_MS);

/** One content identifier; without, one name, a QuickTime film of a few seconds, and times that do not refuse it. */
const isLivePhoto = (a: Candidate, b: Candidate): boolean => {
  const [picture, film] = a.kind === 'photo' ? [a, b] : [b, a];
  if (!DEVELOPED.test(picture.mime) || film.kind !== 'video') return false;
  if (picture.contentId !== null && film.contentId !== null) {
    return picture.contentId === film.contentId;
  }
  const isShort = film.durationSeconds !== null && film.durationSeconds <= LIVE_SECONDS;
  const isOfOneTime =
    picture.timeMs === null || film.timeMs === null || isWithin(picture, film, ZONES_MS);
  return (
    film.mime === 'video/quicktime' &&
    picture.shot.stem === film.shot.stem &&
    isShort &&
    isOfOneTime
  );
};

const isRawPair = (a: Candidate, b: Candidate): boolean => {
  const [raw, developed] = isRaw(a.mime) ? [a, b] : [b, a];
  return isRaw(raw.mime) && DEVELOPED.test(developed.mime) && isSameMoment(raw, developed);
};

/** A composite that is there already, then developed pictures before RAW before films; covers first, then by name. */
const orderParts = (group: readonly Candidate[]): readonly MediaId[] => {
  const rank = ({ components, shot, mime, kind }: Candidate): number =>
    (components.length > 0 ? 0 : 100) +
    (kind === 'video' ? 20 : isRaw(mime) ? 10 : 0) +
    (shot.isCover ? 0 : 1);
  const sorted = [...group].sort((a, b) => rank(a) - rank(b) || compareNames(a, b));
  return [
    ...new Set(
      sorted.flatMap(({ id, components }) => (components.length > 0 ? components : [id])),
    ),
  ];
};

const compareNames = (a: Candidate, b: Candidate): number => {
  const [ours, theirs] = [naturalKey(a.name), naturalKey(b.name)];
  if (ours !== theirs) return ours < theirs ? -1 : 1;
  return a.id < b.id ? -1 : 1;
};

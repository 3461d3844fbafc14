import type { MediaId } from '../base/ids.ts';
import type { MediaBody, MediaEdits, MediaFacts, MediaKind } from './media.ts';

/**
 * The facts that this program finds in a file; raised whenever it finds more, so that items of before are
 * looked at once more.
 */
export const FACTS_FORM = 1;

/** How far the drive has looked again at items that came before its readers knew what they know now. */
export interface RelearnMark {
  /** `FACTS_FORM` of the program that looked. */
  readonly form: number;
  /** The browser that decoded; another may decode more. */
  readonly engine: string;
  /** When this program first ran here in this browser, ISO 8601: what came since lacks nothing that it could find. */
  readonly since: string;
  /** Whether all that lacks facts is looked at, what could not be decoded, or only what lacks a part of the app. */
  readonly scope: 'facts' | 'pictures' | 'parts';
  /** The item that was the last to lack a part when this began; one that came since is to be looked at, too. */
  readonly lacking: MediaId | null;
  /** The last item that was looked at, in the order of ids; `null` before the first. */
  readonly after: string | null;
  readonly isDone: boolean;
}

/** What decodes here, and when this program began to use it. */
export interface Decoders {
  /** The browser with its version, and the parts of the app that are here. */
  readonly engine: string;
  /** Whether the part of the app that such files may need is here. */
  readonly hasPartFor: (kind: MediaKind) => boolean;
}

/** Where to go on: behind the mark, or from the start where the program, the browser or what lacks a part is another. */
export const nextMark = (
  kept: RelearnMark | null,
  engine: string,
  startedAt: string,
  lacking: MediaId | null,
): RelearnMark => {
  const anew = {
    ...{ form: FACTS_FORM, engine, lacking },
    ...{ since: startedAt, after: null, isDone: false },
  };
  if (kept?.form !== FACTS_FORM) return { ...anew, scope: 'facts' };
  if (kept.engine !== engine)
    return { ...anew, scope: kept.scope === 'facts' && !kept.isDone ? 'facts' : 'pictures' };
  // A mark of before says nothing of what lacks a part.
  const isSame = (kept.lacking ?? null) === lacking;
  return isSame || !kept.isDone ? kept : { ...anew, scope: 'parts', since: kept.since };
};

/**
 * Whether to look again at an item. What lacks a part that is here now is looked at wherever it stands; of the
 * others one in the trash is left alone.
 */
export const isDue = (
  body: MediaBody,
  { scope, since }: Pick<RelearnMark, 'scope' | 'since'>,
  { hasPartFor }: Pick<Decoders, 'hasPartFor'>,
): boolean => {
  if (body.noThumbnail === 'part-missing') return hasPartFor(body.kind);
  const isOlder = body.trashedAt === null && body.createdAt < since && scope !== 'parts';
  return isOlder && (isUndecoded(body) || (scope === 'facts' && lacksFacts(body)));
};

/** Why a picture is missing that another decoder, or a calmer moment, could have drawn (docs/media.md). */
const DECODABLE_LATER = new Set([
  'poison',
  'picture-undecodable',
  'heic-undecodable',
  'tiff-undecodable',
  'format-undecodable',
  'video-undecodable',
  'video-format-unread',
  'audio-unread',
  'canvas-scrambled',
]);

const isUndecoded = ({ noThumbnail }: MediaBody): boolean =>
  noThumbnail !== null && DECODABLE_LATER.has(noThumbnail);

/** A file may lack these for good; it is looked at once for each form. */
const lacksFacts = (body: MediaBody): boolean => {
  switch (body.kind) {
    case 'photo':
      return body.perceptualHash === null || body.essence === null;
    case 'video':
      return body.perceptualHash === null;
    case 'audio':
      return body.album !== null && body.trackNumber === null;
    case 'other':
      return false;
  }
};

/** Facts that nobody may set, so that nobody took them away either. */
const LEARNABLE = [
  'width',
  'height',
  'durationSeconds',
  'codec',
  'camera',
  'artist',
  'album',
  'albumArtist',
  'trackNumber',
  'discNumber',
  'thumbHash',
  'perceptualHash',
  'essence',
  'contentId',
  'burstId',
] as const satisfies readonly (keyof MediaFacts)[];

/** What a person may set as well; of a file that was never looked into it is still what the file says. */
const LEARNABLE_OF_UNREAD = [
  'capturedAt',
  'capturedOffsetMinutes',
  'place',
] as const satisfies readonly (keyof MediaFacts)[];

/** The fields that an item gains from what was found now: only what it lacks, nothing that it has. */
export const learnt = (body: MediaBody, found: MediaFacts): Partial<MediaFacts> => {
  const wasUnread = body.noThumbnail === 'poison';
  const fields = [...LEARNABLE, ...(wasUnread ? LEARNABLE_OF_UNREAD : [])];
  const gained = fields.filter((field) => body[field] === null && found[field] !== null);
  const isDrawn = body.noThumbnail !== null && found.noThumbnail === null;
  const isRead = wasUnread && found.noThumbnail !== 'poison';
  // The part came: what is told now is what it found.
  const isAnswered =
    body.noThumbnail === 'part-missing' && found.noThumbnail !== 'part-missing';
  return {
    ...Object.fromEntries(gained.map((field) => [field, found[field]])),
    ...(isDrawn || isRead || isAnswered ? { noThumbnail: found.noThumbnail } : {}),
  };
};

/** What a file says of itself that an item lacks which was stored without being looked into. */
export const learntWords = (
  body: MediaBody,
  said: Omit<MediaEdits, 'name'>,
): Partial<MediaEdits> => {
  if (body.noThumbnail !== 'poison') return {};
  const words = (['title', 'description', 'rating', 'project'] as const).filter(
    (field) => body[field] === null && said[field] !== null,
  );
  const lists = (['tags', 'descriptors'] as const).filter(
    (field) => body[field].length === 0 && said[field].length > 0,
  );
  return Object.fromEntries([...words, ...lists].map((field) => [field, said[field]]));
};

import type { MediaBody, MediaEdits, MediaFacts } from './media.ts';

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
  /** Whether all that lacks facts is looked at, or only what could not be decoded. */
  readonly scope: 'facts' | 'pictures';
  /** The last item that was looked at, in the order of ids; `null` before the first. */
  readonly after: string | null;
  readonly isDone: boolean;
}

/** Where to go on: behind the mark, or from the start where the program or the browser is another. */
export const nextMark = (
  kept: RelearnMark | null,
  engine: string,
  startedAt: string,
): RelearnMark => {
  const anew = { form: FACTS_FORM, engine, since: startedAt, after: null, isDone: false };
  if (kept?.form !== FACTS_FORM) return { ...anew, scope: 'facts' };
  if (kept.engine === engine) return kept;
  return { ...anew, scope: kept.scope === 'facts' && !kept.isDone ? 'facts' : 'pictures' };
};

/** Whether to look again at an item; one in the trash is left alone. A part of the app may come at any time. */
export const isDue = (body: MediaBody, { scope, since }: RelearnMark): boolean =>
  body.trashedAt === null &&
  (body.noThumbnail === 'part-missing' ||
    (body.createdAt < since && (isUndecoded(body) || (scope === 'facts' && lacksFacts(body)))));

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

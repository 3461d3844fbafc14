import { viewBytes } from './byte-view.ts';
import { boundDescription } from './bound-description.ts';
import type { Description } from './description.ts';
import { mergeDescriptions, NOTHING_DESCRIBED, replaceSaid } from './description.ts';
import type {
  ByteSource,
  DecodedPicture,
  EncodedPicture,
  MetadataReaders,
  Painting,
  PictureStudio,
  SidecarReading,
} from './ingest-ports.ts';
import type { MediaKind } from './media.ts';
import type { IngestJob, IngestListeners, IngestResult } from './media-lab.ts';
import type { EmbeddedPreview } from './embedded-preview.ts';
import { findPreviews } from './embedded-preview.ts';
import { pickInstantPicture } from './instant-picture.ts';
import type { PictureHeader } from './picture-header.ts';
import { boundMetadata } from './raw-metadata.ts';
import { readPictureHeader } from './read-picture-header.ts';
import type { PixelSize } from './thumbnail-plan.ts';
import { isPreviewEnough, uprightSize } from './thumbnail-plan.ts';

/** What looking into a file gives. */
export type Findings = Pick<IngestResult, 'facts' | 'edits' | 'rawMetadata' | 'thumbnails'>;

/** What magic bytes say; `null` for a type that nobody knows. */
export type SniffedType = { readonly mime: string; readonly kind: MediaKind } | null;

/** One file to look into. */
export interface Inspection<FileLike> {
  readonly source: ByteSource<FileLike>;
  readonly job: IngestJob<FileLike>;
  readonly type: SniffedType;
  readonly onPicture: IngestListeners['onPicture'];
}

/** Looks into a file: what it is, what it says, how it looks. */
export type Inspector<FileLike> = (inspection: Inspection<FileLike>) => Promise<Findings>;

/** Where a header is looked for: RAW files keep their directories in the first MiB. */
const HEADER_BYTES = 8 * 1024 * 1024;

/** Findings of a file that hung or killed a parser: it is stored and left alone. */
export const storedUnparsed = (type: SniffedType): Findings =>
  toFindings(type, NOTHING_DESCRIBED, 'poison');

/** An inspector over a platform's decoders and readers. */
export const createInspector =
  <FileLike, Image>(
    studio: PictureStudio<FileLike, Image>,
    readers: MetadataReaders<FileLike, Image>,
  ): Inspector<FileLike> =>
  async (inspection) => {
    const { sidecarXmp } = inspection.job;
    const { type, described, shown } = await look(studio, readers, inspection);
    const sidecar = sidecarXmp === null ? null : await readers.sidecar(sidecarXmp);
    return toFindings(type, withSidecar(described, sidecar), shown);
  };

/** What a file says and how it looks, before what stands beside it is heard. */
interface Looked {
  readonly type: SniffedType;
  readonly described: Description;
  /** What was drawn, or why nothing was. */
  readonly shown: Shown | string;
}

const look = async <FileLike, Image>(
  studio: PictureStudio<FileLike, Image>,
  readers: MetadataReaders<FileLike, Image>,
  inspection: Inspection<FileLike>,
): Promise<Looked> => {
  switch (inspection.type?.kind) {
    case 'photo':
      return inspectPicture(studio, readers, inspection);
    case 'video':
      return inspectFilm(studio, readers, inspection);
    case 'audio':
      return inspectAudio(studio, readers, inspection);
    case 'other':
    case undefined:
      return { type: inspection.type, described: NOTHING_DESCRIBED, shown: 'not-visual' };
  }
};

const withSidecar = (own: Description, sidecar: SidecarReading | null): Description => {
  if (sidecar === null) return own;
  const { description, isComplete } = sidecar;
  return isComplete ? replaceSaid(own, description) : mergeDescriptions(description, own);
};

const inspectPicture = async <FileLike, Image>(
  studio: PictureStudio<FileLike, Image>,
  readers: MetadataReaders<FileLike, Image>,
  { source, job, type, onPicture }: Inspection<FileLike>,
): Promise<Looked> => {
  const head = source.whole ?? (await source.read(0, Math.min(HEADER_BYTES, source.sizeBytes)));
  const header = readPictureHeader(head);
  const previews = header === null ? [] : await findPreviews(source, header);
  const instant = header && pickInstantPicture(previews, header);
  if (instant !== null) onPicture(instant);
  // The decoder starts first: it works on its own thread while the metadata is read on this one.
  const showing = showPicture(
    studio,
    source,
    type?.mime ?? '',
    header,
    previews,
    job.maxPixels,
  );
  const reading = readers.picture(head);
  await Promise.allSettled([showing, reading]);
  const [shown, described] = [await showing, await reading];
  const size = trueSize(header, shown.upright);
  return {
    type,
    described: mergeDescriptions({ ...NOTHING_DESCRIBED, ...size }, described),
    shown,
  };
};

/**
 * The upright size of the whole picture: the header's, exchanged where the decoder turned it by a mark
 * that the header's reader does not know; the decoded one where the header says nothing.
 */
const trueSize = (
  header: PictureHeader | null,
  decoded: PixelSize | null,
): PixelSize | null => {
  if (header === null || header.width === 0 || header.height === 0) return decoded;
  const upright = uprightSize(header, header.orientation);
  const isTurned =
    decoded !== null &&
    decoded.width !== decoded.height &&
    decoded.width > decoded.height === upright.width < upright.height;
  return isTurned ? { width: upright.height, height: upright.width } : upright;
};

/** What became of a file's picture. */
interface Shown {
  readonly painting: Painting | null;
  readonly reason: string | null;
  /** The upright size of what was decoded, which may be smaller than the picture. */
  readonly upright: PixelSize | null;
}

const notShown = (reason: string): Shown => ({ painting: null, reason, upright: null });

const showPicture = async <FileLike, Image>(
  studio: PictureStudio<FileLike, Image>,
  source: ByteSource<FileLike>,
  mime: string,
  header: PictureHeader | null,
  previews: readonly EmbeddedPreview<FileLike>[],
  maxPixels: number,
): Promise<Shown> => {
  if (mime === 'image/svg+xml') return notShown('svg-not-drawn');
  if (header === null) return notShown('format-undecodable');
  const full = previews.find(({ picture }) => isPreviewEnough(picture.stored, header));
  if (full !== undefined && header.format !== 'raw') {
    const shown = await show(studio, full.picture, maxPixels);
    if (shown.painting !== null) return shown;
  }
  const own = await showOwnPixels(studio, source, mime, header, maxPixels);
  if (own.painting !== null) return own;
  for (const { picture } of previews) {
    const shown = await show(studio, picture, maxPixels);
    if (shown.painting !== null) return shown;
  }
  return own;
};

const showOwnPixels = async <FileLike, Image>(
  studio: PictureStudio<FileLike, Image>,
  source: ByteSource<FileLike>,
  mime: string,
  header: PictureHeader,
  maxPixels: number,
): Promise<Shown> => {
  if (header.format === 'raw') return notShown('raw-without-preview');
  const content = source.whole ?? source.file;
  const { format, width, height } = header;
  const stored = { width, height };
  // A TIFF decoder only unpacks; all others turn a picture as its own bytes ask.
  const turns: Pick<EncodedPicture<FileLike>, 'ownOrientation' | 'orientation'> = format ===
  'tiff'
    ? { ownOrientation: 1, orientation: header.orientation }
    : { ownOrientation: header.orientation, orientation: 1 };
  return show(studio, { content, mime, format, stored, ...turns }, maxPixels);
};

const show = async <FileLike, Image>(
  studio: PictureStudio<FileLike, Image>,
  picture: Omit<EncodedPicture<FileLike>, 'maxPixels'>,
  maxPixels: number,
): Promise<Shown> => {
  if (picture.stored.width * picture.stored.height > maxPixels)
    return notShown('too-many-pixels');
  const decoded = await studio.decode({ ...picture, maxPixels });
  if (!decoded.ok) return notShown(decoded.error);
  return paintAndClose(studio, decoded.value);
};

const paintAndClose = async <FileLike, Image>(
  studio: PictureStudio<FileLike, Image>,
  picture: DecodedPicture<Image>,
): Promise<Shown> => {
  try {
    const painted = await studio.paint(picture);
    const upright = uprightSize(picture, picture.orientation);
    return painted.ok
      ? { painting: painted.value, reason: null, upright }
      : { painting: null, reason: painted.error, upright };
  } finally {
    picture.close();
  }
};

const inspectFilm = async <FileLike, Image>(
  studio: PictureStudio<FileLike, Image>,
  readers: MetadataReaders<FileLike, Image>,
  inspection: Inspection<FileLike>,
): Promise<Looked> => {
  const { source, type } = inspection;
  const film = await readers.film(source);
  if (film === null) {
    const audio = await readers.audio(source, type?.mime ?? '');
    const described = audio?.description ?? NOTHING_DESCRIBED;
    const unread: Looked = { type, described, shown: 'video-format-unread' };
    return isForOthers(type) ? inspectOtherFilm(studio, readers, source, unread) : unread;
  }
  if (!film.hasPictures) return inspectAudio(studio, readers, inspection, film.description);
  const { description: described, poster } = film;
  if (poster === null)
    return inspectOtherFilm(studio, readers, source, {
      ...{ type, described, shown: 'video-undecodable' },
    });
  return { type, described, shown: await paintAndClose(studio, poster) };
};

/** Containers that the usual reader of films does not know; one that it knows and cannot read is damaged. */
const FOR_OTHERS = new Set([
  'video/x-msvideo',
  'video/mpeg',
  'video/x-flv',
  'video/dv',
  'video/x-ms-wmv',
  'video/vnd.rn-realvideo',
  'application/mxf',
]);
const isForOthers = (type: SniffedType): boolean => type !== null && FOR_OTHERS.has(type.mime);

/** A film by the last rung; `known` is what is told where that cannot show it either. */
const inspectOtherFilm = async <FileLike, Image>(
  studio: PictureStudio<FileLike, Image>,
  readers: MetadataReaders<FileLike, Image>,
  source: ByteSource<FileLike>,
  known: Looked,
): Promise<Looked> => {
  const film = (await readers.otherFilm?.(source)) ?? null;
  if (film === null) return known;
  if (film === 'part-missing') return { ...known, shown: 'part-missing' };
  const { type } = known;
  const described = mergeDescriptions(known.described, film.description);
  if (film.poster === null) return { ...known, described };
  return { type, described, shown: await paintAndClose(studio, film.poster) };
};

const inspectAudio = async <FileLike, Image>(
  studio: PictureStudio<FileLike, Image>,
  readers: MetadataReaders<FileLike, Image>,
  { source, job, type }: Inspection<FileLike>,
  known: Description | null = null,
): Promise<Looked> => {
  const audioType: SniffedType = {
    mime: type?.mime ?? 'application/octet-stream',
    kind: 'audio',
  };
  const audio = await readers.audio(source, audioType.mime);
  if (audio === null && known === null) {
    return { type: audioType, described: NOTHING_DESCRIBED, shown: 'audio-unread' };
  }
  const described = mergeDescriptions(
    audio?.description ?? NOTHING_DESCRIBED,
    known ?? NOTHING_DESCRIBED,
  );
  const cover = audio?.cover ?? null;
  if (cover === null) return { type: audioType, described, shown: 'no-cover' };
  const shown = await showCover(studio, source, cover, job.maxPixels);
  return {
    type: audioType,
    described,
    shown: isCoverMissing(shown) ? 'no-cover' : shown,
  };
};

/** A cover that cannot be decoded is as good as none; one that could not be drawn is there. */
const isCoverMissing = ({ painting, reason }: Shown): boolean =>
  painting === null && reason !== 'canvas-scrambled';

const showCover = async <FileLike, Image>(
  studio: PictureStudio<FileLike, Image>,
  source: ByteSource<FileLike>,
  cover: Uint8Array<ArrayBuffer>,
  maxPixels: number,
): Promise<Shown> => {
  const header = readPictureHeader(cover);
  if (header === null) return notShown('no-cover');
  const mime =
    viewBytes(cover, 'big').u16(0) === 0xffd8 ? 'image/jpeg' : `image/${header.format}`;
  const inMemory = { ...source, whole: cover, sizeBytes: cover.length };
  return showOwnPixels(studio, inMemory, mime, header, maxPixels);
};

const toFindings = (
  type: SniffedType,
  described: Description,
  shown: Shown | string,
): Findings => {
  const { title, description, rating, tags, project, descriptors, raw, ...known } =
    boundDescription(described);
  const painting = typeof shown === 'string' ? null : shown.painting;
  return {
    facts: {
      mime: type?.mime ?? 'application/octet-stream',
      kind: type?.kind ?? 'other',
      ...known,
      thumbHash: painting?.thumbHash ?? null,
      noThumbnail: typeof shown === 'string' ? shown : shown.reason,
      // The tracks of an album share a cover: that does not make them alike.
      perceptualHash: type?.kind === 'audio' ? null : (painting?.perceptualHash ?? null),
      essence: null,
    },
    edits: { title, description, rating, tags, project, descriptors },
    rawMetadata: boundMetadata(raw),
    thumbnails: painting?.thumbnails ?? [],
  };
};

import type { IAudioMetadata } from 'music-metadata';
import { parseBlob, parseBuffer, ratingToStars, selectCover } from 'music-metadata';
import type { Description } from '../../core/media/description.ts';
import { NOTHING_DESCRIBED } from '../../core/media/description.ts';
import { parseCaptureTime } from '../../core/media/capture-time.ts';
import type { AudioReading, ByteSource } from '../../core/media/ingest-ports.ts';

/** Tags, cover and duration of an audio file; `null` where it is of no kind that is known. */
export const readAudio = async (
  source: ByteSource<Blob>,
  mime: string,
): Promise<AudioReading | null> => {
  const found = await parse(source, mime);
  if (found === null) {
    const description = await readContainer(source);
    return description && { description, cover: null };
  }
  const cover = selectCover(found.common.picture)?.data;
  const described = describe(found);
  const durationSeconds =
    described.durationSeconds ?? (await readContainer(source))?.durationSeconds ?? null;
  return {
    description: { ...described, durationSeconds },
    cover: cover === undefined ? null : Uint8Array.from(cover),
  };
};

/** Shorter than this a file holds tags at most: there is nothing to count. */
const MIN_COUNTED_BYTES = 8 * 1024;

/**
 * What mediabunny says, which counts packets: for files that music-metadata gives up, and for streams
 * that were written without a duration (`flac -o -`).
 */
const readContainer = async (source: ByteSource<Blob>): Promise<Description | null> => {
  if (source.sizeBytes < MIN_COUNTED_BYTES) return null;
  const { readFilm } = await import('./read-film.ts');
  return (await readFilm(source))?.description ?? null;
};

const parse = async (
  source: ByteSource<Blob>,
  mime: string,
): Promise<IAudioMetadata | null> => {
  try {
    return source.whole === null
      ? await parseBlob(source.file)
      : await parseBuffer(
          source.whole,
          { mimeType: mime, size: source.sizeBytes },
          { duration: true },
        );
  } catch (error) {
    // Broken files end in errors of many classes; whoever reads the file itself reports those of reading.
    if (error instanceof Error && !(error instanceof DOMException)) return null;
    throw error;
  }
};

const describe = ({ common, format, native }: IAudioMetadata): Description => {
  const date = common.originaldate ?? common.date;
  const stars = common.rating?.[0]?.rating;
  return {
    ...NOTHING_DESCRIBED,
    durationSeconds: positive(format.duration),
    codec: format.codec ?? null,
    capturedAt: (date === undefined ? null : parseCaptureTime(date))?.capturedAt ?? null,
    artist: nonEmpty(common.artist ?? common.albumartist),
    album: nonEmpty(common.album),
    albumArtist: nonEmpty(common.albumartist),
    trackNumber: positive(common.track.no),
    discNumber: positive(common.disk.no),
    title: nonEmpty(common.title),
    description: nonEmpty(common.comment?.[0]?.text ?? common.description?.[0]),
    rating: stars === undefined ? null : ratingToStars(stars),
    tags: [...new Set(common.genre ?? [])],
    raw: {
      format: format as never,
      common: withoutPictures(common) as never,
      tags: namesOf(native),
    },
  };
};

const positive = (value: number | null | undefined): number | null =>
  value != null && Number.isFinite(value) && value > 0 ? value : null;

const nonEmpty = (text: string | undefined): string | null => {
  const trimmed = text?.replaceAll('\0', '').trim() ?? '';
  return trimmed === '' ? null : trimmed;
};

const withoutPictures = (common: IAudioMetadata['common']): object => {
  const { picture, ...rest } = common;
  return { ...rest, pictures: picture?.length ?? 0 };
};

const namesOf = (native: IAudioMetadata['native']): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(native).map(([kind, tags]) => [kind, tags.map(({ id }) => id)]),
  );

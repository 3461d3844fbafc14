import type { PartLoader } from '../../core/assets/app-part.ts';
import type { MetadataReaders } from '../../core/media/ingest-ports.ts';

/**
 * Readers of all metadata; each library is loaded with the first file that needs it. With a loader of parts, in a worker
 * that may be ended, films of other kinds are read by ffmpeg.
 */
export const createMetadataReaders = (
  loadPart: PartLoader | null = null,
): MetadataReaders<Blob, OffscreenCanvas> => ({
  picture: async (bytes) => (await import('./describe-picture.ts')).describePicture(bytes),
  sidecar: async (xmp) => (await import('./describe-picture.ts')).describeSidecar(xmp),
  audio: async (source, mime) => (await import('./read-audio.ts')).readAudio(source, mime),
  film: async (source) => (await import('./read-film.ts')).readFilm(source),
  ...(loadPart !== null && {
    otherFilm: async (source) =>
      (await import('./read-other-film.ts')).readOtherFilm(source, loadPart),
  }),
});

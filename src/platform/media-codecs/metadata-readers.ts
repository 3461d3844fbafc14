import type { MetadataReaders } from '../../core/media/ingest-ports.ts';

/** Readers of all metadata; each library is loaded with the first file that needs it. */
export const createMetadataReaders = (): MetadataReaders<Blob, OffscreenCanvas> => ({
  picture: async (bytes) => (await import('./describe-picture.ts')).describePicture(bytes),
  sidecar: async (xmp) => (await import('./describe-picture.ts')).describeSidecar(xmp),
  audio: async (source, mime) => (await import('./read-audio.ts')).readAudio(source, mime),
  film: async (source) => (await import('./read-film.ts')).readFilm(source),
});

import type { Breathe } from '../base/stretches.ts';
import type { MetadataReaders, PictureStudio } from './ingest-ports.ts';

/** The same studio for a thread that has other things to do: decoding and drawing are tasks of their own. */
export const sliceStudio = <FileLike, Image>(
  studio: PictureStudio<FileLike, Image>,
  breathe: Breathe,
): PictureStudio<FileLike, Image> => ({
  decode: (picture) => apart(breathe, () => studio.decode(picture)),
  paint: (picture) => apart(breathe, () => studio.paint(picture)),
});

/** The same readers for such a thread; what a library does in one piece stays one piece. */
export const sliceReaders = <FileLike, Image>(
  readers: MetadataReaders<FileLike, Image>,
  breathe: Breathe,
): MetadataReaders<FileLike, Image> => ({
  picture: (head) => apart(breathe, () => readers.picture(head)),
  sidecar: (xmp) => apart(breathe, () => readers.sidecar(xmp)),
  audio: (source, mime) => apart(breathe, () => readers.audio(source, mime)),
  film: (source) => apart(breathe, () => readers.film(source)),
});

/** Runs `act` in a task that is its own from its start on. */
const apart = async <T>(breathe: Breathe, act: () => Promise<T>): Promise<T> => {
  await breathe();
  const result = await act();
  await breathe();
  return result;
};

import { createIngest, type Ingest } from '../core/media/ingest.ts';
import { createInspector } from '../core/media/inspect.ts';
import type {
  MetadataReaders,
  PictureStudio,
  StagingCopy,
} from '../core/media/ingest-ports.ts';
import { sliceHasher } from '../core/media/sliced-hasher.ts';
import type { Breathe } from '../core/base/stretches.ts';
import { createContentHasher } from '../platform/hashing/content-hasher.ts';
import { createPictureStudio } from '../platform/imaging/picture-studio.ts';
import { createMetadataReaders } from '../platform/media-codecs/metadata-readers.ts';
import { openFileSource } from '../platform/worker-pool/file-source.ts';
import { createBreathe } from './breathe.ts';

/** How the thread that takes files in writes its copies. */
export interface ThreadIngestOptions {
  readonly openStaging: (path: string) => Promise<StagingCopy>;
}

/**
 * What `workers/media.worker.ts` does, for a thread that has other things to do: it takes in one file at a
 * time, in slices between which others work. What a library does in one piece stays one piece.
 */
export const createThreadIngest = ({ openStaging }: ThreadIngestOptions): Ingest<File> => {
  const breathe = createBreathe();
  return createIngest<File>({
    openSource: openFileSource,
    openStaging,
    hasher: sliceHasher(createContentHasher(), breathe),
    inspector: createInspector(
      sliceStudio(createPictureStudio(), breathe),
      sliceReaders(createMetadataReaders(), breathe),
    ),
  });
};

/** Runs `act` in a task that is its own from its start on. */
const apart = async <T>(breathe: Breathe, act: () => Promise<T>): Promise<T> => {
  await breathe();
  const result = await act();
  await breathe();
  return result;
};

const sliceStudio = <FileLike, Image>(
  studio: PictureStudio<FileLike, Image>,
  breathe: Breathe,
): PictureStudio<FileLike, Image> => ({
  decode: (picture) => apart(breathe, () => studio.decode(picture)),
  paint: (picture) => apart(breathe, () => studio.paint(picture)),
});

const sliceReaders = <FileLike, Image>(
  readers: MetadataReaders<FileLike, Image>,
  breathe: Breathe,
): MetadataReaders<FileLike, Image> => ({
  picture: (head) => apart(breathe, () => readers.picture(head)),
  sidecar: (xmp) => apart(breathe, () => readers.sidecar(xmp)),
  audio: (source, mime) => apart(breathe, () => readers.audio(source, mime)),
  film: (source) => apart(breathe, () => readers.film(source)),
});

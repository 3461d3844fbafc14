import { createIngest } from '../../../src/core/media/ingest.ts';
import { createInspector } from '../../../src/core/media/inspect.ts';
import type { IngestPorts } from '../../../src/core/media/ingest.ts';
import { readPictureHeader } from '../../../src/core/media/read-picture-header.ts';
import { createContentHasher } from '../../../src/platform/hashing/content-hasher.ts';
import { createPictureStudio } from '../../../src/platform/imaging/picture-studio.ts';
import { createMetadataReaders } from '../../../src/platform/media-codecs/metadata-readers.ts';
import { openFileSource } from '../../../src/platform/worker-pool/file-source.ts';
import { openStagingFile } from '../../../src/platform/worker-pool/staging-file.ts';

/** Milliseconds of the steps of one picture, one entry per round. */
export interface PictureTimes {
  readonly decode: readonly number[];
  readonly paint: readonly number[];
}

const MAX_PIXELS = 300e6;

/** Decodes a JPEG and paints its thumbnails, as a media worker does it. */
export const timePicture = async (
  content: Uint8Array<ArrayBuffer>,
  rounds: number,
): Promise<PictureTimes> => {
  const studio = createPictureStudio();
  const header = readPictureHeader(content);
  if (header === null) throw new Error('The picture has no header.');
  const times = { decode: [] as number[], paint: [] as number[] };
  for (let round = 0; round <= rounds; round++) {
    const startMs = performance.now();
    const decoded = await studio.decode({
      content: content.slice(),
      mime: 'image/jpeg',
      format: header.format,
      stored: header,
      ownOrientation: header.orientation,
      orientation: 1,
      maxPixels: MAX_PIXELS,
    });
    if (!decoded.ok) throw new Error(`The picture could not be decoded: ${decoded.error}.`);
    const decodedMs = performance.now();
    await studio.paint(decoded.value);
    const paintedMs = performance.now();
    decoded.value.close();
    // The first round loads the decoder: a media worker has done so for its first file.
    if (round === 0) continue;
    times.decode.push(decodedMs - startMs);
    times.paint.push(paintedMs - decodedMs);
  }
  return times;
};

/** Milliseconds that the parts of an ingest were busy or were waited for, the mean of all rounds. */
export type IngestTimes = Record<string, number>;

/** Takes a file in again and again, as a media worker does it, with a clock around each of its parts. */
export const timeIngest = async (file: File, rounds: number): Promise<IngestTimes> => {
  const times: IngestTimes = {};
  const note = (name: string, ms: number): void => void (times[name] = (times[name] ?? 0) + ms);
  const clocked = async <T>(name: string, act: () => Promise<T>): Promise<T> => {
    const startMs = performance.now();
    try {
      return await act();
    } finally {
      note(name, performance.now() - startMs);
    }
  };
  const busy = <T>(name: string, act: () => T): T => {
    const startMs = performance.now();
    try {
      return act();
    } finally {
      note(name, performance.now() - startMs);
    }
  };
  const ingest = createIngest(clockedPorts(clocked, busy));
  for (let round = 0; round <= rounds; round++) {
    if (round === 1) for (const name of Object.keys(times)) times[name] = 0;
    const job = {
      file,
      name: file.name,
      stagingPath: 'bench/staged',
      sidecarXmp: null,
      maxPixels: MAX_PIXELS,
    };
    const listeners = { onProgress: () => undefined, onPicture: () => undefined };
    await clocked('all', () => ingest(job, { parse: true, ...listeners }));
  }
  return Object.fromEntries(Object.entries(times).map(([name, ms]) => [name, ms / rounds]));
};

type Clocked = <T>(name: string, act: () => Promise<T>) => Promise<T>;
type Busy = <T>(name: string, act: () => T) => T;

const clockedPorts = (clocked: Clocked, busy: Busy): IngestPorts<File> => {
  const hasher = createContentHasher();
  const studio = createPictureStudio();
  const readers = createMetadataReaders();
  return {
    openSource: (file) => clocked('read', () => openFileSource(file)),
    openStaging: async (path) => {
      const staging = await clocked('open staging', () => openStagingFile(path));
      return {
        append: (bytes) => busy('staging write', () => staging.append(bytes)),
        flush: () => busy('staging flush', () => staging.flush()),
        close: () => busy('staging close', () => staging.close()),
      };
    },
    hasher: {
      startBlob: async () => {
        const blob = await hasher.startBlob();
        return {
          update: (bytes) => busy('blake2b', () => blob.update(bytes)),
          digest: () => blob.digest(),
        };
      },
      chunk: (bytes) => clocked('sha-256 (waited)', () => hasher.chunk(bytes)),
    },
    inspector: createInspector(
      {
        decode: (picture) => clocked('decode (waited)', () => studio.decode(picture)),
        paint: (picture) => clocked('paint (waited)', () => studio.paint(picture)),
      },
      {
        picture: (head) => clocked('metadata', () => readers.picture(head)),
        sidecar: (xmp) => readers.sidecar(xmp),
        audio: (source, mime) => readers.audio(source, mime),
        film: (source) => readers.film(source),
      },
    ),
  };
};

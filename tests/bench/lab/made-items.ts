import type { BlobHash } from '../../../src/core/base/ids.ts';
import { encodeChunkList } from '../../../src/core/blobs/chunk-list-codec.ts';
import type { ContentHasher } from '../../../src/core/media/ingest-ports.ts';
import type { IngestResult } from '../../../src/core/media/media-lab.ts';
import { madeDocuments } from '../../fixtures/search/made-documents.ts';
import { seeded } from '../../fixtures/seeded.ts';
import type { DrawnPicture } from './drawn-pictures.ts';

/** Items that an import is said to have found, by their numbers: the same ones each time. */
export interface MadeItems {
  readonly originalBytes: (index: number) => Uint8Array<ArrayBuffer>;
  readonly ingestResult: (index: number) => Promise<IngestResult>;
}

/** One film among so many photos. */
const FILM_EVERY = 20;
/** One picture among so many looks like the one before it, and one has the same essence. */
const TWIN_EVERY = 40;
const COPY_EVERY = 100;
/** From one picture to the next: 22 a day, 100,000 in twelve years. */
const STEP_MS = 4_000_000;

/** `items` items with the pictures, the words of the search's bench, and hashes of which some are near another. */
export const createMadeItems = (
  hasher: ContentHasher,
  pictures: readonly DrawnPicture[],
  items: number,
): MadeItems => {
  const documents = madeDocuments(items);
  const looks = madeLooks(items);

  const factsOf = (index: number): IngestResult['facts'] => {
    const picture = pictures[index % pictures.length] as DrawnPicture;
    const [, , , place = '', , , , camera = ''] = documents[index]?.texts ?? [];
    const isFilm = index % FILM_EVERY === FILM_EVERY - 1;
    return {
      mime: isFilm ? 'video/mp4' : 'image/jpeg',
      kind: isFilm ? 'video' : 'photo',
      width: 4 * picture.width,
      height: 4 * picture.height,
      durationSeconds: isFilm ? 5 + (index % 90) : null,
      capturedAt: new Date(Date.UTC(2010, 0, 1) + index * STEP_MS).toISOString(),
      capturedOffsetMinutes: 120,
      place:
        place === ''
          ? null
          : { latitude: index % 60, longitude: index % 90, altitude: null, name: place },
      codec: isFilm ? 'avc' : 'jpeg',
      camera,
      artist: null,
      album: null,
      albumArtist: null,
      trackNumber: null,
      discNumber: null,
      thumbHash: picture.thumbHash,
      noThumbnail: null,
      perceptualHash: looks[index] ?? null,
      essence: essenceOf(index),
      contentId: null,
      burstId: null,
    };
  };

  const editsOf = (index: number): IngestResult['edits'] => {
    const { texts = [], tags = [] } = documents[index] ?? {};
    const [title = '', , , , , , description = ''] = texts;
    return {
      title: title === '' ? null : title,
      description: description === '' ? null : description,
      rating: index % 7 === 0 ? 1 + (index % 5) : null,
      tags: index % 10 === 0 ? ['favourite', ...tags] : tags,
      project: null,
      descriptors: [],
    };
  };

  const originalBytes: MadeItems['originalBytes'] = (index) =>
    new TextEncoder().encode(`original ${index}`);

  const ingestResult: MadeItems['ingestResult'] = async (index) => {
    const bytes = originalBytes(index);
    const blob = await hasher.startBlob();
    await blob.update(bytes);
    const hash: BlobHash = blob.digest();
    const chunks = [await hasher.chunk(bytes)];
    const list = encodeChunkList({ blob: hash, sizeBytes: bytes.length, dataStart: 0, chunks });
    return {
      hash,
      sizeBytes: bytes.length,
      listHash: await hasher.chunk(list),
      list,
      facts: factsOf(index),
      edits: editsOf(index),
      rawMetadata: { Make: 'Bench', Model: 'Bench 24', ISOSpeedRatings: 400 },
      thumbnails: pictures[index % pictures.length]?.thumbnails ?? [],
    };
  };
  return { originalBytes, ingestResult };
};

/** 64 hex digits; a copy bears those of the item before it. */
const essenceOf = (index: number): string =>
  (index % COPY_EVERY === COPY_EVERY - 1 ? index - 1 : index).toString(16).padStart(64, '0');

/** Perceptual hashes spread as those of different pictures are; a twin's differs in three bits from the one before. */
const madeLooks = (items: number): readonly string[] => {
  const random = seeded(2);
  const word = (): number => Math.floor(random() * 2 ** 32);
  let high = 0;
  let low = 0;
  return Array.from({ length: items }, (_, index) => {
    const isTwin = index % TWIN_EVERY === TWIN_EVERY - 1;
    high = isTwin ? high : word();
    low = isTwin ? (low ^ 0x40010200) >>> 0 : word();
    return `${hex(high)}${hex(low)}`;
  });
};

const hex = (word: number): string => word.toString(16).padStart(8, '0');

/** What the sample holds: pure data, the same each time. Its words come from whoever asks for it. */

/** The two collections inside the sample. */
export type SampleFolder = 'outdoors' | 'studio';
/** Words by which the pictures are tagged. */
export type SampleTag = 'landscape' | 'sea' | 'night' | 'city' | 'flowers' | 'pattern';

/** One picture to be drawn. */
export interface PicturePlan {
  readonly id: PictureId;
  readonly folder: SampleFolder;
  readonly width: number;
  readonly height: number;
  readonly seed: number;
  /** The time on the spot, as EXIF writes it: `2024:05:18 05:42:10`. */
  readonly taken: string;
  /** Degrees north and east; absent where the picture tells no place. */
  readonly place?: readonly [number, number];
  readonly tags: readonly SampleTag[];
  /** 1 to 5; absent where it is not rated. */
  readonly rating?: number;
}

const LANDSCAPE = { width: 1620, height: 1080 };
const PORTRAIT = { width: 1080, height: 1440 };
const SQUARE = { width: 1200, height: 1200 };

/** Every picture, by the name of its drawing. */
export const PICTURES = [
  {
    id: 'mist',
    folder: 'outdoors',
    ...LANDSCAPE,
    seed: 11,
    taken: '2025:10:04 07:12:40',
    place: [47.8742, 8.0046],
    tags: ['landscape'],
    rating: 5,
  },
  {
    id: 'sunset',
    folder: 'outdoors',
    ...LANDSCAPE,
    seed: 23,
    taken: '2025:08:16 20:58:03',
    place: [43.6961, 7.2719],
    tags: ['sea'],
    rating: 5,
  },
  {
    id: 'aurora',
    folder: 'outdoors',
    ...LANDSCAPE,
    seed: 35,
    taken: '2025:02:21 23:31:17',
    place: [69.6492, 18.9553],
    tags: ['night', 'landscape'],
    rating: 5,
  },
  {
    id: 'dusk',
    folder: 'outdoors',
    ...LANDSCAPE,
    seed: 47,
    taken: '2025:10:04 18:47:55',
    place: [47.8598, 8.0309],
    tags: ['landscape'],
  },
  {
    id: 'panorama',
    folder: 'outdoors',
    width: 2800,
    height: 900,
    seed: 5,
    taken: '2024:09:12 06:55:21',
    place: [46.5584, 7.8927],
    tags: ['landscape'],
    rating: 4,
  },
  {
    id: 'peaks',
    folder: 'outdoors',
    ...LANDSCAPE,
    seed: 66,
    taken: '2024:09:12 09:20:08',
    place: [46.5475, 7.9854],
    tags: ['landscape'],
  },
  {
    id: 'dunes',
    folder: 'outdoors',
    ...LANDSCAPE,
    seed: 71,
    taken: '2024:03:28 17:36:30',
    place: [31.0802, -4.0133],
    tags: ['landscape'],
    rating: 4,
  },
  {
    id: 'moon',
    folder: 'outdoors',
    ...PORTRAIT,
    seed: 82,
    taken: '2025:08:18 22:14:49',
    place: [43.7102, 7.262],
    tags: ['sea', 'night'],
  },
  {
    id: 'stars',
    folder: 'outdoors',
    ...PORTRAIT,
    seed: 93,
    taken: '2025:08:12 23:52:12',
    tags: ['night'],
    rating: 4,
  },
  {
    id: 'meadow',
    folder: 'outdoors',
    ...LANDSCAPE,
    seed: 104,
    taken: '2025:06:01 10:05:33',
    tags: ['flowers'],
  },
  {
    id: 'lights',
    folder: 'studio',
    ...LANDSCAPE,
    seed: 118,
    taken: '2024:12:20 18:22:09',
    place: [48.8584, 2.2945],
    tags: ['city', 'night'],
  },
  {
    id: 'neon',
    folder: 'studio',
    ...PORTRAIT,
    seed: 127,
    taken: '2024:12:20 21:03:44',
    tags: ['city', 'night'],
  },
  {
    id: 'paper',
    folder: 'studio',
    ...LANDSCAPE,
    seed: 131,
    taken: '2024:06:15 14:00:00',
    tags: ['pattern'],
    rating: 3,
  },
  {
    id: 'rosette',
    folder: 'studio',
    ...SQUARE,
    seed: 149,
    taken: '2024:06:15 15:30:00',
    tags: ['pattern'],
  },
  {
    id: 'bloom',
    folder: 'studio',
    width: 1000,
    height: 1000,
    seed: 151,
    taken: '2025:06:01 16:44:20',
    tags: ['flowers', 'pattern'],
  },
] as const satisfies readonly (Omit<PicturePlan, 'id'> & { readonly id: string })[];

/** The name of a drawing. */
export type PictureId = (typeof PICTURES)[number]['id'];

/** The drawing that is there a second time, smaller. */
export const TWIN_OF: PictureId = 'sunset';
/** The drawing with nothing behind it. */
export const TRANSPARENT: PictureId = 'bloom';
/** When the film and the tune were made, in UTC. */
export const FILM_TAKEN = '2025-08-16T19:12:00.000Z';
export const TUNE_TAKEN = '2024-12-24';

/** The words of the sample in the language of whoever asks; names of files are made of its titles. */
export interface SampleWords {
  readonly folders: Readonly<Record<SampleFolder, string>>;
  readonly titles: Readonly<Record<PictureId | 'film' | 'tune', string>>;
  readonly tags: Readonly<Record<SampleTag, string>>;
  /** Stands behind the title in the name of the smaller twin. */
  readonly small: string;
  readonly artist: string;
  readonly album: string;
}

/** How many files the sample has where a film can be encoded: the twin, the film and the tune count. */
export const SAMPLE_FILES = PICTURES.length + 3;

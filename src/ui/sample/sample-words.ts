import type { SampleWords } from '../../app/sample-maker.ts';

type Titles = SampleWords['titles'];

const TITLES = [
  'mist',
  'sunset',
  'aurora',
  'dusk',
  'panorama',
  'peaks',
  'dunes',
  'moon',
  'stars',
  'meadow',
  'lights',
  'neon',
  'paper',
  'rosette',
  'bloom',
  'film',
  'tune',
] as const satisfies readonly (keyof Titles)[];
const TAGS = ['landscape', 'sea', 'night', 'city', 'flowers', 'pattern'] as const;

/** The sample's words in the language of the screens. */
export const sampleWords = (t: (key: string) => string): SampleWords => ({
  folders: { outdoors: t('sample.folders.outdoors'), studio: t('sample.folders.studio') },
  titles: inWords(TITLES, (title) => t(`sample.titles.${title}`)),
  tags: inWords(TAGS, (tag) => t(`sample.tags.${tag}`)),
  small: t('sample.small'),
  artist: t('sample.artist'),
  album: t('sample.album'),
});

const inWords = <Key extends string>(
  keys: readonly Key[],
  word: (key: Key) => string,
): Readonly<Record<Key, string>> =>
  Object.fromEntries(keys.map((key) => [key, word(key)])) as Record<Key, string>;

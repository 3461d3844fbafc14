import { composeTune } from './tune.ts';
import { drawPicture } from './draw-picture.ts';
import { encodeFilm } from './encode-film.ts';
import { exifBytes } from './exif-bytes.ts';
import { withJpegMetadata, withPngMetadata } from './picture-metadata.ts';
import type { SampleFile } from './sample-messages.ts';
import {
  FILM_TAKEN,
  PICTURES,
  type PicturePlan,
  type SampleWords,
  TRANSPARENT,
  TUNE_TAKEN,
  TWIN_OF,
} from './sample-plan.ts';
import { seededRandom } from './seeded-random.ts';
import { waveBytes } from './wave-bytes.ts';
import { xmpText } from './xmp-text.ts';

/** Encoded as a camera would, and as something that was sent on. */
const QUALITY = 0.88;
const TWIN_QUALITY = 0.72;
const TWIN_SHARE = 0.5;
const FILM_DEADLINE_MS = 30_000;
const MAKER = { make: 'HM Drive', model: 'Sample' };

/** Makes the files of the sample, one after the other, the first pictures first. */
export async function* makeSample(words: SampleWords): AsyncGenerator<SampleFile> {
  const { folders, titles, artist, album } = words;
  for (const plan of PICTURES) yield* makePicture(plan, words);
  const film = await Promise.race([
    encodeFilm({ title: titles.film, artist, taken: FILM_TAKEN }),
    noFilmInTime(),
  ]);
  if (film !== null) {
    const { extension, ...rest } = film;
    yield { path: `${folders.outdoors}/${titles.film}.${extension}`, ...rest };
  }
  const tune = { title: titles.tune, artist, album, date: TUNE_TAKEN };
  yield {
    path: `${folders.studio}/${titles.tune}.wav`,
    bytes: waveBytes(composeTune(), tune).buffer,
    mime: 'audio/wav',
  };
}

/** An encoder that stalls, as a device's own may, ends with the worker. */
const noFilmInTime = (): Promise<null> =>
  new Promise((resolve) => setTimeout(() => resolve(null), FILM_DEADLINE_MS));

async function* makePicture(plan: PicturePlan, words: SampleWords): AsyncGenerator<SampleFile> {
  const canvas = new OffscreenCanvas(plan.width, plan.height);
  const ctx = canvas.getContext('2d');
  if (ctx === null) throw new Error('This browser draws nothing in a worker.');
  const { width, height } = plan;
  drawPicture(plan.id, { ctx, width, height, random: seededRandom(plan.seed) });
  const title = words.titles[plan.id];
  const folder = words.folders[plan.folder];
  if (plan.id === TRANSPARENT)
    yield { path: `${folder}/${title}.png`, ...(await encode(canvas, plan, words)) };
  else yield { path: `${folder}/${title}.jpg`, ...(await encode(canvas, plan, words)) };
  if (plan.id === TWIN_OF)
    yield {
      path: `${folder}/${title} ${words.small}.jpg`,
      ...(await encode(smaller(canvas), { ...plan, rating: 0 }, words, TWIN_QUALITY)),
    };
}

const smaller = (canvas: OffscreenCanvas): OffscreenCanvas => {
  const width = Math.round(canvas.width * TWIN_SHARE);
  const height = Math.round(canvas.height * TWIN_SHARE);
  const small = new OffscreenCanvas(width, height);
  const ctx = small.getContext('2d');
  if (ctx !== null) {
    ctx.imageSmoothingQuality = 'high';
    ctx.drawImage(canvas, 0, 0, width, height);
  }
  return small;
};

const encode = async (
  canvas: OffscreenCanvas,
  plan: PicturePlan,
  words: SampleWords,
  quality = QUALITY,
): Promise<Pick<SampleFile, 'bytes' | 'mime'>> => {
  const mime = plan.id === TRANSPARENT ? 'image/png' : 'image/jpeg';
  const blob = await canvas.convertToBlob({ type: mime, quality });
  const plain = new Uint8Array(await blob.arrayBuffer());
  const blocks = {
    exif: exifBytes({ taken: plan.taken, place: plan.place ?? null, ...MAKER }),
    xmp: xmpText({
      title: words.titles[plan.id],
      tags: plan.tags.map((tag) => words.tags[tag]),
      rating: plan.rating === undefined || plan.rating === 0 ? null : plan.rating,
    }),
  };
  const add = mime === 'image/png' ? withPngMetadata : withJpegMetadata;
  return { bytes: add(plain, blocks).buffer, mime };
};

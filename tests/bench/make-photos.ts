import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { withExif, withMultiPicture } from '../fixtures/media/pictures.ts';
import type { ExifFields } from '../fixtures/media/tiff-bytes.ts';

/** What a made photo carries beside its pixels. */
export interface PhotoForm {
  readonly width: number;
  readonly height: number;
  /** A Full HD preview in a multi-picture index, as cameras write it; else only EXIF's 160 pixels. */
  readonly hasPreview: boolean;
}

/** 24 MP, as most cameras of today. */
export const CAMERA: Omit<PhotoForm, 'hasPreview'> = { width: 6000, height: 4000 };

/** Part of every made file's name: another number makes all of them anew. */
const FORM = 1;
const QUALITY = 93;
/** How strong the grain is, 0 to 255: with it 24 MP come to about 10 MB. */
const GRAIN = 14;
const PREVIEW_SIDE = 1620;
const FULL_HD_PREVIEW = 0x010002;

/**
 * The paths of `count` photos below `directory`, made where they are missing: from a seed, so that every
 * machine gets pictures alike. They are 4:2:0 with grain, camera-like EXIF, every fourth one on its side.
 * The photo that carries a preview is the plain one of the same index, with the preview added.
 */
export const makePhotos = async (
  directory: string,
  count: number,
  form: PhotoForm,
): Promise<readonly string[]> => {
  await mkdir(directory, { recursive: true });
  const paths: string[] = [];
  for (let index = 0; index < count; index++) {
    paths.push(await photoAt(directory, index, form));
  }
  return paths;
};

const photoAt = async (directory: string, index: number, form: PhotoForm): Promise<string> => {
  const kind = `${form.width}x${form.height}${form.hasPreview ? '-preview' : ''}`;
  const path = join(directory, `photo-${FORM}-${kind}-${String(index).padStart(3, '0')}.jpg`);
  if (existsSync(path)) return path;
  const bytes = form.hasPreview
    ? await addPreview(await photoAt(directory, index, { ...form, hasPreview: false }))
    : await takePhoto(index, form);
  await writeFile(`${path}.part`, bytes);
  await rename(`${path}.part`, path);
  return path;
};

const takePhoto = async (index: number, form: PhotoForm): Promise<Uint8Array> => {
  const raw = { width: form.width, height: form.height, channels: 3 } as const;
  const pixels = sharp(await paint(index, form), { raw });
  const jpeg = await pixels
    .clone()
    .jpeg({ quality: QUALITY, chromaSubsampling: '4:2:0' })
    .toBuffer();
  const thumbnail = await pixels.clone().resize(160).jpeg({ quality: 70 }).toBuffer();
  return withExif(jpeg, exif(index, thumbnail));
};

/** As stored, not turned: a camera's preview lies as its picture lies. */
const addPreview = async (plain: string): Promise<Uint8Array> => {
  const preview = await sharp(plain).resize(PREVIEW_SIDE).jpeg({ quality: 85 }).toBuffer();
  return withMultiPicture(await readFile(plain), preview, FULL_HD_PREVIEW);
};

const exif = (index: number, thumbnail: Uint8Array): ExifFields => ({
  main: [
    { tag: 0x10f, text: 'Bench' },
    { tag: 0x110, text: 'Bench 24' },
    { tag: 0x112, short: index % 4 === 3 ? 6 : 1 },
    { tag: 0x132, text: shotAt(index) },
  ],
  exif: [
    { tag: 0x829a, rationals: [[1, 250]] },
    { tag: 0x829d, rationals: [[56, 10]] },
    { tag: 0x8827, short: 400 },
    { tag: 0x9003, text: shotAt(index) },
    { tag: 0x9011, text: '+02:00' },
    { tag: 0x920a, rationals: [[35, 1]] },
  ],
  thumbnail,
});

const shotAt = (index: number): string =>
  `2024:06:${String(1 + (index % 28)).padStart(2, '0')} 12:${String(index % 60).padStart(2, '0')}:00`;

/** Soft colour, shapes of two sizes, and grain: what a JPEG coder meets in a photo. */
const paint = async (index: number, { width, height }: PhotoForm): Promise<Uint8Array> => {
  const next = createRandom(0x9e3779b9 ^ (index * 2654435761));
  const layer = (w: number, h: number, channels: 1 | 3): Promise<Buffer> =>
    sharp(noise(next, w * h * channels), { raw: { width: w, height: h, channels } })
      .resize(width, height, { fit: 'fill', kernel: 'cubic' })
      .toColourspace(channels === 1 ? 'b-w' : 'srgb')
      .raw()
      .toBuffer();
  const colour = await layer(12, 8, 3);
  const shapes = await layer(90, 60, 1);
  const detail = await layer(900, 600, 1);
  const grain = noise(next, 1 << 20);
  const pixels = new Uint8ClampedArray(width * height * 3);
  for (let at = 0; at < width * height; at++) {
    const light =
      ((shapes[at] ?? 0) - 128) * 0.4 +
      ((detail[at] ?? 0) - 128) * 0.12 +
      (((grain[(at * 40503) & 0xfffff] ?? 0) - 128) * GRAIN) / 128;
    for (let channel = 0; channel < 3; channel++)
      pixels[at * 3 + channel] = (colour[at * 3 + channel] ?? 0) * 0.6 + 50 + light;
  }
  return new Uint8Array(pixels.buffer);
};

const noise = (next: () => number, length: number): Uint8Array => {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at++) bytes[at] = next();
  return bytes;
};

/** Bytes from xorshift32. */
const createRandom = (seed: number): (() => number) => {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state & 255;
  };
};

import type { Result } from '../../core/base/result.ts';
import { err, ok } from '../../core/base/result.ts';
import type { DecodedPicture, DecodeFailure } from '../../core/media/ingest-ports.ts';

/** The part of libheif-js that is used here. */
interface HeifImage {
  get_width(): number;
  get_height(): number;
  display(target: ImageData, done: (filled: ImageData | null) => void): void;
  free(): void;
}
interface Libheif {
  readonly HeifDecoder: new () => { decode(bytes: Uint8Array): HeifImage[] };
}

/** libheif aborts after some 570 decodes (docs/media.md), so its memory is thrown away before. */
const DECODES_PER_INSTANCE = 300;

let instance: Promise<Libheif | null> | null = null;
let decodes = 0;

/** A HEIC or HEIF picture, turned upright by libheif itself; loads 2 MB of code with the first. */
export const decodeHeif = async (
  bytes: Uint8Array<ArrayBuffer>,
  maxPixels: number,
): Promise<Result<DecodedPicture<ImageBitmap>, DecodeFailure>> => {
  const libheif = await freshLibheif();
  if (libheif === null) return err('heic-undecodable');
  const [image, ...others] = new libheif.HeifDecoder().decode(bytes);
  for (const other of others) other.free();
  if (image === undefined) return err('heic-undecodable');
  const [width, height] = [image.get_width(), image.get_height()];
  if (width * height > maxPixels) {
    image.free();
    return err('too-many-pixels');
  }
  const pixels = await displayed(image, new ImageData(width, height));
  if (pixels === null) return err('heic-undecodable');
  const bitmap = await createImageBitmap(pixels);
  return ok({
    ...{ image: bitmap, width, height, orientation: 1, isOpaque: false },
    close: () => bitmap.close(),
  });
};

const displayed = (image: HeifImage, target: ImageData): Promise<ImageData | null> =>
  new Promise((resolve) =>
    image.display(target, (filled) => {
      image.free();
      resolve(filled);
    }),
  );

const freshLibheif = (): Promise<Libheif | null> => {
  if (decodes >= DECODES_PER_INSTANCE) instance = null;
  if (instance === null) {
    decodes = 0;
    instance = loadLibheif();
  }
  decodes += 1;
  return instance;
};

/** `null` where WebAssembly may not run: a `CompileError` by a content policy, which libheif may wrap. */
const loadLibheif = async (): Promise<Libheif | null> => {
  const { default: create } = await import('libheif-js/libheif-wasm/libheif-bundle.mjs');
  try {
    return create() as Libheif;
  } catch (error) {
    if (typeof WebAssembly === 'undefined') return null;
    const { CompileError, RuntimeError } = WebAssembly;
    if (error instanceof CompileError || error instanceof RuntimeError) return null;
    throw error;
  }
};

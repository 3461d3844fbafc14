import { LIBHEIF, type PartLoader } from '../../core/assets/app-part.ts';
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

let instance: Promise<Result<Libheif, DecodeFailure>> | null = null;
let decodes = 0;

/** A HEIC or HEIF picture, turned upright by libheif itself; `loadPart` lends 1.4 MB of it with the first. */
export const decodeHeif = async (
  bytes: Uint8Array<ArrayBuffer>,
  maxPixels: number,
  loadPart: PartLoader,
): Promise<Result<DecodedPicture<ImageBitmap>, DecodeFailure>> => {
  const loaded = await freshLibheif(loadPart);
  if (!loaded.ok) return loaded;
  const libheif = loaded.value;
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

const freshLibheif = async (loadPart: PartLoader): Promise<Result<Libheif, DecodeFailure>> => {
  if (decodes >= DECODES_PER_INSTANCE) instance = null;
  if (instance === null) {
    decodes = 0;
    instance = loadLibheif(loadPart);
  }
  decodes += 1;
  const loading = instance;
  const loaded = await loading;
  // It may have come by the next picture.
  if (!loaded.ok && loaded.error === 'part-missing' && instance === loading) instance = null;
  return loaded;
};

/** Fails where WebAssembly may not run: a `CompileError` by a content policy, which libheif may wrap. */
const loadLibheif = async (loadPart: PartLoader): Promise<Result<Libheif, DecodeFailure>> => {
  if (typeof WebAssembly === 'undefined') return err('heic-undecodable');
  const wasmBinary = await loadPart(LIBHEIF);
  if (wasmBinary === null) return err('part-missing');
  const { default: create } = await import('libheif-js/libheif-wasm/libheif.js');
  try {
    return ok(create({ wasmBinary }) as Libheif);
  } catch (error) {
    const { CompileError, RuntimeError } = WebAssembly;
    if (error instanceof CompileError || error instanceof RuntimeError)
      return err('heic-undecodable');
    throw error;
  }
};

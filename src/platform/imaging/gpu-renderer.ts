import type { Result } from '../../core/base/result.ts';
import { err, ok } from '../../core/base/result.ts';
import type { DecodedPicture } from '../../core/media/ingest-ports.ts';
import { SQUARES_SIDE } from '../../core/media/perceptual-hash.ts';
import type {
  Orientation,
  PixelSize,
  PlannedThumbnail,
} from '../../core/media/thumbnail-plan.ts';
import { fitInside, planThumbnails, uprightSize } from '../../core/media/thumbnail-plan.ts';
import { EngineFaultError } from '../../core/runtime/engine.ts';
import { contextOf } from './canvas-2d.ts';
import type { Drawable } from './decode-picture.ts';
import type { Gpu } from './gpu-device.ts';
import { openGpu } from './gpu-device.ts';
import type { GpuShrinker, Shrunk, ShrunkPicture } from './gpu-shrink.ts';
import { createGpuShrinker } from './gpu-shrink.ts';
import { unpremultiply } from './premultiplied.ts';
import type { Drawing, Renderer } from './renderer.ts';
import { LOOK_SIDE } from './renderer.ts';

/** An open graphics processor with its shaders. */
interface Opened {
  readonly gpu: Gpu;
  readonly shrinker: GpuShrinker;
}

/**
 * Draws on the graphics processor, which is opened with the first picture, and anew after a fault or a loss. That there
 * is none is a fault only where there was one before.
 */
export const createGpuRenderer = (): Renderer => {
  let opening: Promise<Result<Opened, string>> | null = null;
  let opened: Opened | null = null;
  let hadOne = false;
  let takesFrames = true;

  const prepare: Renderer['prepare'] = async (picture) => {
    // Lost while it rested: no picture met it.
    if (opened?.gpu.isGone() === true) reset();
    opening ??= open();
    const result = await opening;
    if (!result.ok) {
      if (!hadOne) return { type: 'unsupported', reason: result.error };
      throw new EngineFaultError('unavailable', result.error);
    }
    hadOne = true;
    opened = result.value;
    return opened.shrinker.fits(picture) ? null : { type: 'too-large' };
  };

  const draw: Renderer['draw'] = async (picture) => {
    if (opened === null)
      throw new EngineFaultError('unavailable', 'No graphics processor is open.');
    try {
      const planned = planThumbnails(uprightSize(picture, picture.orientation));
      return toDrawing(planned, await shrink(opened.shrinker, picture, planned));
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      throw new EngineFaultError('crashed', `The graphics processor refused: ${error.message}`);
    }
  };

  /** A frame as the decoder gave it, where this browser uploads such; all else as a canvas draws it. */
  const shrink = async (
    shrinker: GpuShrinker,
    { image, width, height, orientation }: DecodedPicture<Drawable>,
    planned: readonly PlannedThumbnail[],
  ): Promise<Shrunk> => {
    const shrinkImage = (from: Drawable): Promise<Shrunk> =>
      shrinker.shrink({
        image: from,
        stored: { width, height },
        orientation,
        sizes: [...planned, ...planned.slice(-1).map((last) => fitInside(last, LOOK_SIDE))],
        squaresSide: SQUARES_SIDE,
      });
    if (image instanceof OffscreenCanvas) return shrinkImage(image);
    if (takesFrames && image instanceof VideoFrame && isPlain(image)) {
      try {
        return await shrinkImage(image);
      } catch (error) {
        if (error instanceof EngineFaultError) throw error;
        // Chromium's software adapter takes no frames of an ImageDecoder.
        takesFrames = false;
      }
    }
    return shrinkImage(drawnOut(image, { width, height }));
  };

  const reset = (): void => {
    opening?.then(
      (result) => result.ok && result.value.gpu.dispose(),
      () => undefined,
    );
    opening = null;
    opened = null;
  };

  return {
    prepare,
    draw,
    reset,
    lose: (picture) => {
      // A picture that lies in memory is handed in before this returns: the device goes with work in flight.
      const drawing = draw(picture);
      opened?.gpu.lose();
      return drawing;
    },
    lie: (picture) => draw({ ...picture, orientation: UPSIDE_DOWN[picture.orientation] }),
  };
};

const open = async (): Promise<Result<Opened, string>> => {
  const opened = await openGpu();
  if (!opened.ok) return err(opened.error);
  const gpu = opened.value;
  try {
    return ok({ gpu, shrinker: await createGpuShrinker(gpu) });
  } catch (error) {
    gpu.dispose();
    throw error;
  }
};

/** What TypeScript's library does not know of frames yet. */
interface TurnedFrame {
  readonly rotation?: number;
  readonly flip?: boolean;
}

/** Whether a frame is uploaded as it is drawn: neither to be turned, nor of a high dynamic range. */
const isPlain = (frame: VideoFrame): boolean => {
  const { rotation = 0, flip = false } = frame as TurnedFrame;
  const transfer: string | null = frame.colorSpace.transfer;
  return rotation === 0 && !flip && transfer !== 'pq' && transfer !== 'hlg';
};

/**
 * A picture on a canvas, where the browser maps wide colours and high dynamic ranges to sRGB: an upload cuts
 * them off (an AVIF in PQ came out 54 of 255 beside what a canvas draws).
 */
const drawnOut = (image: Drawable, { width, height }: PixelSize): OffscreenCanvas => {
  const canvas = new OffscreenCanvas(width, height);
  contextOf(canvas).drawImage(image, 0, 0, width, height);
  return canvas;
};

const toDrawing = (
  planned: readonly PlannedThumbnail[],
  { pictures, squares }: Shrunk,
): Drawing => {
  const look = pictures.at(-1);
  if (look === undefined) throw new RangeError('No size was asked for.');
  const thumbnails = planned.map((one, at) => ({
    ...one,
    canvas: toCanvas(pictures[at] ?? look),
  }));
  return { thumbnails, look: toImageData(look), squares };
};

const toCanvas = (picture: ShrunkPicture): OffscreenCanvas => {
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  contextOf(canvas).putImageData(toImageData(picture), 0, 0);
  return canvas;
};

const toImageData = ({ width, height, premultiplied }: ShrunkPicture): ImageData =>
  new ImageData(unpremultiply(premultiplied), width, height);

/** Each orientation turned by half: the sizes stay, every pixel moves. */
const UPSIDE_DOWN: Readonly<Record<Orientation, Orientation>> = {
  1: 3,
  2: 4,
  3: 1,
  4: 2,
  5: 7,
  6: 8,
  7: 5,
  8: 6,
};

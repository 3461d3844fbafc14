import type { DecodedPicture } from '../../core/media/ingest-ports.ts';
import type { PixelSize } from '../../core/media/thumbnail-plan.ts';
import {
  fitInside,
  isSideways,
  planThumbnails,
  uprightSize,
} from '../../core/media/thumbnail-plan.ts';
import { contextOf } from './canvas-2d.ts';
import type { Drawable } from './decode-picture.ts';
import type { Drawing, DrawnThumbnail, Renderer } from './renderer.ts';
import { LOOK_SIDE } from './renderer.ts';
import { turnUpright } from './turn-upright.ts';

/** Draws on canvases, wherever there are any: what every other renderer is compared with. */
export const canvasRenderer: Renderer = {
  prepare: () => Promise.resolve(null),
  draw: (picture) => Promise.resolve(drawOnCanvas(picture)),
  reset: () => undefined,
  lose: () => {
    // Nobody catches it: to whoever started this worker, it has died.
    setTimeout(() => {
      throw new Error('This worker was made to stop.');
    });
    return new Promise(() => undefined);
  },
  lie: (picture) => {
    const drawing = drawOnCanvas(picture);
    const canvases = drawing.thumbnails.map(({ canvas }) => canvas).reverse();
    const thumbnails = drawing.thumbnails.map((drawn, at) => ({
      ...drawn,
      canvas: canvases[at] ?? drawn.canvas,
    }));
    return Promise.resolve({ ...drawing, thumbnails });
  },
};

/** A picture in small: the largest from the picture, each next from the last. */
export const drawOnCanvas = (picture: DecodedPicture<Drawable>): Drawing => {
  const thumbnails: DrawnThumbnail[] = [];
  let canvas: OffscreenCanvas | null = null;
  for (const planned of planThumbnails(uprightSize(picture, picture.orientation))) {
    canvas = canvas === null ? drawUpright(picture, planned) : shrink(canvas, planned);
    thumbnails.push({ ...planned, canvas });
  }
  if (canvas === null) throw new RangeError('No thumbnail was asked for.');
  return { thumbnails, look: lookAt(canvas), squares: null };
};

const lookAt = (smallest: OffscreenCanvas): ImageData => {
  const canvas = shrink(smallest, fitInside(smallest, LOOK_SIDE));
  return contextOf(canvas).getImageData(0, 0, canvas.width, canvas.height);
};

/** Draws the picture upright at `target`, by halves while it is more than twice as large. */
const drawUpright = (picture: DecodedPicture<Drawable>, target: PixelSize): OffscreenCanvas => {
  const steps = [target];
  const upright = uprightSize(picture, picture.orientation);
  for (let size = target; size.width * 4 <= upright.width;) {
    size = { width: size.width * 2, height: size.height * 2 };
    steps.unshift(size);
  }
  const [first = target, ...rest] = steps;
  const canvas = new OffscreenCanvas(first.width, first.height);
  const context = contextOf(canvas);
  turnUpright(context, picture.orientation, first);
  const drawn = isSideways(picture.orientation)
    ? { width: first.height, height: first.width }
    : first;
  context.drawImage(picture.image, 0, 0, drawn.width, drawn.height);
  return rest.reduce(shrink, canvas);
};

const shrink = (source: OffscreenCanvas, target: PixelSize): OffscreenCanvas => {
  if (source.width === target.width && source.height === target.height) return source;
  const canvas = new OffscreenCanvas(target.width, target.height);
  contextOf(canvas).drawImage(source, 0, 0, target.width, target.height);
  return canvas;
};

import type { DecodedPicture } from '../../core/media/ingest-ports.ts';
import type { Pixels } from '../../core/media/perceptual-hash.ts';
import type { PlannedThumbnail } from '../../core/media/thumbnail-plan.ts';
import type { Drawable } from './decode-picture.ts';

/** One thumbnail, drawn but not encoded. */
export interface DrawnThumbnail extends PlannedThumbnail {
  readonly canvas: OffscreenCanvas;
}

/** A picture in small, upright. */
export interface Drawing {
  /** The largest first. */
  readonly thumbnails: readonly DrawnThumbnail[];
  /** At most `LOOK_SIDE` pixels, RGBA, alpha not multiplied in: what hashes are taken of. */
  readonly look: Pixels;
  /** Brightness in the squares of the perceptual hash; `null` where they are still to be taken of `look`. */
  readonly squares: ArrayLike<number> | null;
}

/** The longer side of what hashes are taken of: ThumbHash reads no more. */
export const LOOK_SIDE = 100;

/** Why a renderer is not for a picture. That is no fault of it. */
export type Unfit =
  { readonly type: 'unsupported'; readonly reason: string } | { readonly type: 'too-large' };

/** One way to draw a decoded picture in small. */
export interface Renderer {
  /** Opens what is opened once; `null` where it is ready. Rejects with a fault of the engine. */
  prepare(picture: DecodedPicture<Drawable>): Promise<Unfit | null>;
  /** Draws, where `prepare` found it ready. Rejects with a fault of the engine. */
  draw(picture: DecodedPicture<Drawable>): Promise<Drawing>;
  /** Lets go of what a fault may have spoiled: the next `prepare` opens it anew. */
  reset(): void;
  /** Draws while it loses what it works on, as an injected fault asks for. */
  lose(picture: DecodedPicture<Drawable>): Promise<Drawing>;
  /** A wrong drawing, as an injected fault asks for: pixels or sizes are exchanged. */
  lie(picture: DecodedPicture<Drawable>): Promise<Drawing>;
}

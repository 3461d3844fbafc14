import type { DecodedPicture } from '../../core/media/ingest-ports.ts';
import { EngineFaultError } from '../../core/runtime/engine.ts';
import { drawOnCanvas } from './canvas-renderer.ts';
import type { Drawable } from './decode-picture.ts';
import { meanDifference } from './mean-difference.ts';
import type { Drawing } from './renderer.ts';

/** One picture in so many is drawn on a canvas too. */
const EVERY = 20;
/** How far two drawings of one picture may lie apart on average, of 255 (docs/media.md: what was measured). */
const APART = 5;

/** Compares drawings with what a canvas makes of the same picture, by sample. */
export interface SecondLook {
  /**
   * Throws the fault 'wrong-answer' where a drawing whose turn it is lies too far from the canvas's: the first
   * one, then one in 20, and after a wrong one each until 20 were right.
   */
  take(picture: DecodedPicture<Drawable>, drawing: Drawing): void;
}

/** A second look that has seen nothing yet. */
export const createSecondLook = (): SecondLook => {
  let sinceLast = 0;
  /** Pictures that are all to be compared. */
  let suspect = 1;
  return {
    take: (picture, { look }) => {
      sinceLast += 1;
      if (suspect === 0 && sinceLast < EVERY) return;
      sinceLast = 0;
      const apart = meanDifference(look, drawOnCanvas(picture).look);
      if (apart > APART) {
        suspect = EVERY;
        throw new EngineFaultError(
          'wrong-answer',
          `A picture came out ${apart.toFixed(1)} of 255 beside what a canvas draws.`,
        );
      }
      suspect = Math.max(0, suspect - 1);
    },
  };
};

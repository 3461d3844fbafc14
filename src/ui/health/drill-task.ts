/** Work made up for a drill, which an engine is sure to be asked for: nothing of it is kept. */
import type { RuntimeTask } from '../../app/api-types.ts';
import type { EngineName } from '../../core/runtime/engine.ts';

/** Large enough that a graphics processor is worth asking. */
const SIDE = 1024;

/**
 * A picture, to be made small for the graphics processor, to be looked into for the others: of what only
 * reads bytes any engine is asked first, whichever is quicker.
 */
export const drillTask = async (engine: EngineName): Promise<RuntimeTask> => {
  const picture = await drawPicture();
  return {
    kind: engine === 'webgpu' ? 'thumbnail' : 'probe',
    priority: 'HIGH',
    file: new File([picture], 'drill.png', { type: picture.type }),
  };
};

const drawPicture = (): Promise<Blob> => {
  const canvas = new OffscreenCanvas(SIDE, SIDE);
  const ctx = canvas.getContext('2d');
  if (ctx === null) throw new Error('This browser draws nothing.');
  const colours = ctx.createLinearGradient(0, 0, SIDE, SIDE);
  colours.addColorStop(0, '#f0a078');
  colours.addColorStop(1, '#1f6a86');
  ctx.fillStyle = colours;
  ctx.fillRect(0, 0, SIDE, SIDE);
  return canvas.convertToBlob({ type: 'image/png' });
};

import type { Result } from '../../core/base/result.ts';
import { err, ok } from '../../core/base/result.ts';
import type { DecodedPicture, Painting, PaintFailure } from '../../core/media/ingest-ports.ts';
import type { Painter, Painters, PainterReport } from '../../core/media/painters.ts';
import type { PixelSize } from '../../core/media/thumbnail-plan.ts';
import { EngineFaultError, isEngineFault } from '../../core/runtime/engine.ts';
import { canvasRenderer } from './canvas-renderer.ts';
import type { CanvasReading } from './canvas-trust.ts';
import { canvasHere } from './canvas-trust.ts';
import type { Drawable } from './decode-picture.ts';
import { finishPainting } from './finish-painting.ts';
import { createGpuRenderer } from './gpu-renderer.ts';
import { withInjectedFaults } from './injected-faults.ts';
import { expectKnownHash, expectKnownLook, openKnownPicture } from './known-picture.ts';
import type { Renderer, Unfit } from './renderer.ts';
import { createSecondLook } from './second-look.ts';

/** How long the graphics processor may take to open, or to draw, before it counts as hung. */
const PATIENCE_MS = 5_000;

/** What may be replaced in tests. */
export interface PaintersOptions {
  readonly patienceMs?: number;
  readonly canvas?: () => CanvasReading;
}

/** The painters of a worker, and how an ingest has a picture painted by them. */
export interface WorkerPainters extends Painters {
  /**
   * By the first painter that manages, all with the same inputs; none where canvases are scrambled, which all
   * encode from. Rejects with the fault of the last one where each met one.
   */
  paint(picture: DecodedPicture<Drawable>): Promise<Result<Painting, PaintFailure>>;
}

/** The graphics processor, opened when it is first asked for, and canvases. */
export const createPainters = ({
  patienceMs = PATIENCE_MS,
  canvas = canvasHere,
}: PaintersOptions = {}): WorkerPainters => {
  const renderers = {
    webgpu: patient(withInjectedFaults(createGpuRenderer()), patienceMs),
    workers: withInjectedFaults(canvasRenderer),
  };
  const secondLook = createSecondLook();
  let order: readonly Painter[] = ['workers'];
  let painted: PainterReport[] = [];
  let unsupported: Partial<Record<Painter, string>> = {};

  const paint: WorkerPainters['paint'] = async (picture) => {
    if (canvas().isScrambled) return err('canvas-scrambled');
    let last: EngineFaultError | null = null;
    for (const painter of order) {
      const startMs = performance.now();
      try {
        const done = await paintBy(painter, picture);
        if (done !== null) return ok(done);
      } catch (error) {
        if (!isEngineFault(error)) throw error;
        last = error;
        renderers[painter].reset();
        const { fault, message } = error;
        note(painter, picture, performance.now() - startMs, { fault, message });
      }
    }
    throw last ?? new EngineFaultError('unavailable', 'Nothing here draws pictures.');
  };

  /** `null` where this painter is not for this picture, which is no fault. */
  const paintBy = async (
    painter: Painter,
    picture: DecodedPicture<Drawable>,
  ): Promise<Painting | null> => {
    const unfit = await renderers[painter].prepare(picture);
    if (unfit !== null) {
      noteUnfit(painter, unfit);
      return null;
    }
    const startMs = performance.now();
    const drawing = await renderers[painter].draw(picture);
    const painting = await finishPainting(drawing, picture.isOpaque);
    const tookMs = performance.now() - startMs;
    if (painter === 'webgpu' && canvas().trust === 'exact') secondLook.take(picture, drawing);
    note(painter, picture, tookMs, null);
    return painting;
  };

  const note = (
    painter: Painter,
    { width, height }: PixelSize,
    tookMs: number,
    fault: PainterReport['fault'],
  ): void => void painted.push({ painter, tookMs, units: width * height, fault });

  const noteUnfit = (painter: Painter, unfit: Unfit): void => {
    if (unfit.type === 'unsupported') unsupported = { ...unsupported, [painter]: unfit.reason };
  };

  const trial: Painters['trial'] = async (painter) => {
    const renderer = renderers[painter];
    const picture = await openKnownPicture();
    try {
      const unfit = await renderer.prepare(picture);
      if (unfit !== null) throw unavailable(unfit);
      const drawing = await renderer.draw(picture);
      const painting = await finishPainting(drawing, picture.isOpaque);
      // What a canvas gives back changed is the browser's will; of sizes it does not lie.
      if (painter === 'workers' && canvas().trust !== 'exact') return;
      expectKnownLook(drawing.look);
      expectKnownHash(painting);
    } catch (error) {
      renderer.reset();
      throw error;
    } finally {
      picture.close();
    }
  };

  return {
    begin: (wanted) => {
      order = wanted.includes('workers') ? wanted : [...wanted, 'workers'];
      painted = [];
      unsupported = {};
    },
    end: () => ({ painted, unsupported, canvas: canvas().trust }),
    paint,
    trial,
    inject: (painter, fault, times) => renderers[painter].inject(fault, times),
  };
};

const unavailable = (unfit: Unfit): EngineFaultError =>
  new EngineFaultError(
    'unavailable',
    unfit.type === 'unsupported' ? unfit.reason : 'Not even a small picture fits it.',
  );

/** `renderer`, which meets the fault 'timeout' where it opens or draws for too long. */
const patient = <Kind extends Renderer>(renderer: Kind, patienceMs: number): Kind => {
  const inTime = <Value>(work: Promise<Value>): Promise<Value> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new EngineFaultError('timeout', `No answer within ${patienceMs} ms.`)),
        patienceMs,
      );
      work.then(resolve, reject).finally(() => clearTimeout(timer));
    });
  return {
    ...renderer,
    prepare: (picture) => inTime(renderer.prepare(picture)),
    draw: (picture) => inTime(renderer.draw(picture)),
  };
};

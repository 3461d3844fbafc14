import type { Painter, PaintingLog } from '../../core/media/painters.ts';
import type { Breakers } from '../../core/runtime/breakers.ts';
import type { CanvasTrust } from '../../core/runtime/metrics.ts';
import type { Runtime } from '../../core/runtime/runtime.ts';

/** Decides who draws thumbnails inside workers, by what is measured there. */
export interface PainterDesk {
  /** Who is to try, in this order; the workers' own canvases, which always can, come last. */
  order(): readonly Painter[];
  /** Takes in what painters told of a job: paces, faults, what is not there; gone again is a fault too. */
  note(log: Partial<PaintingLog>): void;
  /** Why there is no graphics processor here; `null` where there is one. */
  whyNoGpu(): Promise<string | null>;
  /** What canvases give back, as workers saw it last. */
  canvas(): CanvasTrust;
}

export interface PainterDeskOptions {
  readonly runtime: Runtime;
  readonly breakers: Breakers;
  /** Looks for a graphics processor; `null` where there is one. */
  readonly lookForGpu: () => Promise<string | null>;
}

/** A usual picture as a decoder hands it over; paces are told for it. */
const USUAL_PIXELS = 1_000_000;

/** A desk that looks for a graphics processor with the first picture, and draws without one until it knows. */
export const createPainterDesk = (options: PainterDeskOptions): PainterDesk => {
  const { runtime, breakers, lookForGpu } = options;
  let looking: Promise<string | null> | null = null;
  let hasGpu = false;
  let missing: string | null = null;
  let wasThere = false;
  let canvas: CanvasTrust = 'unknown';

  const look = async (): Promise<string | null> => {
    looking ??= lookForGpu().then((reason) => {
      hasGpu = reason === null;
      return reason;
    });
    return missing ?? (await looking);
  };

  return {
    order: () => {
      void look();
      if (!hasGpu || missing !== null) return ['workers'];
      const order = runtime.order('thumbnail', ['workers', 'webgpu']);
      return order[0] === 'webgpu' ? ['webgpu', 'workers'] : ['workers'];
    },
    note: ({ painted = [], unsupported, canvas: seen }) => {
      canvas = seen ?? canvas;
      for (const { painter, tookMs, units, fault } of painted) {
        if (fault === null) {
          if (painter === 'webgpu') breakers.done('webgpu');
          runtime.measured(painter, 'thumbnail', tookMs, units / USUAL_PIXELS);
        } else if (painter === 'webgpu') {
          breakers.fault('webgpu', `${fault.fault}: ${fault.message}`);
        }
        if (painter === 'webgpu') wasThere ||= fault?.fault !== 'unavailable';
      }
      const why = unsupported?.webgpu;
      if (why === undefined) return;
      // Another worker may look for it while the browser starts it anew after a crash.
      if (wasThere) breakers.fault('webgpu', `unavailable: ${why}`);
      else missing = why;
    },
    whyNoGpu: look,
    canvas: () => canvas,
  };
};

import type { EngineFault, EngineName } from '../runtime/engine.ts';
import type { CanvasTrust, Injection } from '../runtime/metrics.ts';

/** An engine inside a media worker: the graphics processor, or the codecs and canvases of the worker itself. */
export type Painter = Extract<EngineName, 'webgpu' | 'workers'>;

/** How long a painter took for one picture, or how it failed: what breakers and paces are told. */
export interface PainterReport {
  readonly painter: Painter;
  /** Drawing and encoding; what is opened once, and what is compared by sample, is left out. */
  readonly tookMs: number;
  /** Pixels of the decoded picture. */
  readonly units: number;
  /** `null` where it went well. */
  readonly fault: { readonly fault: EngineFault; readonly message: string } | null;
}

/** What the painters of a worker tell of one job. */
export interface PaintingLog {
  /** Each use in its order; none of a painter that was passed over. */
  readonly painted: readonly PainterReport[];
  /** Painters that were asked for and are not there at all, with the reason in a sentence. */
  readonly unsupported: Readonly<Partial<Record<Painter, string>>>;
  readonly canvas: CanvasTrust;
}

/** The painters of one worker, which works on one job at a time: so `ingest` need not know of them. */
export interface Painters {
  /** From now on pictures are drawn by these, in the order to try; 'workers' comes last where it is not named. */
  begin(order: readonly Painter[]): void;
  /** What happened since `begin`. */
  end(): PaintingLog;
  /** Draws a picture whose answer is known. Rejects with an `EngineFaultError`. */
  trial(painter: Painter): Promise<void>;
  /** Makes the next `times` uses of a painter meet a fault; 0 takes back what was not met yet. */
  inject(painter: Painter, fault: Injection['fault'], times: number): void;
}

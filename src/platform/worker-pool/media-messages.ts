import type { HmFailure } from '../../core/base/hm-error.ts';
import type { InstantPicture } from '../../core/media/instant-picture.ts';
import type { EngineFault, EngineName } from '../../core/runtime/engine.ts';
import type { Injection } from '../../core/runtime/metrics.ts';
import type { IngestJob, IngestPhase, IngestResult } from '../../core/media/media-lab.ts';

/** What the pool sends: one job, answered before the next is sent. */
export interface MediaRequest {
  readonly job: IngestJob<File>;
  /** False for a file that has hung or killed a worker: store it, do not look into it. */
  readonly parse: boolean;
  /** What may draw thumbnails and take perceptual hashes, in the order to try; the last always can. */
  readonly painters: readonly Painter[];
}

/** An engine inside the worker: the graphics processor, or the codecs and canvases of the worker itself. */
export type Painter = Extract<EngineName, 'webgpu' | 'workers'>;

/** How long a painter took for one picture, or how it failed: what breakers and paces are told. */
export interface PainterReport {
  readonly painter: Painter;
  readonly tookMs: number;
  /** Pixels of the decoded picture. */
  readonly units: number;
  /** `null` where it went well. */
  readonly fault: { readonly fault: EngineFault; readonly message: string } | null;
}

/** Something whose answer is known, to be done by a painter. Answered by 'trial-passed' or 'failed'. */
export interface TrialRequest {
  readonly trial: Painter;
}

/** A fault that the next use of a painter meets, for drills and tests. */
export interface PainterInjection {
  readonly inject: { readonly painter: Painter; readonly fault: Injection['fault'] };
}

/** What a worker answers: any number of signs of life, then one end. */
export type MediaReply =
  | {
      readonly type: 'progress';
      readonly phase: IngestPhase;
      readonly bytes: number;
    }
  | { readonly type: 'picture'; readonly picture: InstantPicture }
  | {
      readonly type: 'done';
      readonly result: IngestResult;
      readonly painted: readonly PainterReport[];
    }
  | { readonly type: 'trial-passed' }
  | { readonly type: 'failed'; readonly failure: HmFailure }
  /** Something that no one expected: the worker is not to be trusted any more. */
  | { readonly type: 'defect'; readonly message: string };

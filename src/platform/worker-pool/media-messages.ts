import type { HmFailure } from '../../core/base/hm-error.ts';
import type { BlobHash } from '../../core/base/ids.ts';
import type { ParityOrder, ParityOutcome } from '../../core/integrity/parity-make.ts';
import type { InstantPicture } from '../../core/media/instant-picture.ts';
import type { IngestJob, IngestPhase, IngestResult } from '../../core/media/media-lab.ts';
import type { Painter, PainterReport, PaintingLog } from '../../core/media/painters.ts';
import type { EngineFault } from '../../core/runtime/engine.ts';
import type { Injection } from '../../core/runtime/metrics.ts';

export type { Painter, PainterReport } from '../../core/media/painters.ts';

/** What the pool sends: one job, answered before the next is sent. */
export interface MediaRequest {
  readonly job: IngestJob<File>;
  /** False for a file that has hung or killed a worker: store it, do not look into it. */
  readonly parse: boolean;
  /** What may draw thumbnails and take perceptual hashes, in the order to try; 'workers' always can. */
  readonly painters: readonly Painter[];
}

/**
 * Something whose answer is known, to be done by a painter: a made picture; by 'workers' two hashes too.
 * Answered by 'trial-passed', or by 'failed' with the fault.
 */
export interface TrialRequest {
  readonly trial: Painter;
}

/** A file that the drive has: as the browser's, and where it lies below the drive's directory. */
export interface StoredFile {
  readonly file: File;
  readonly path: string;
}

/** Bytes that the drive has, to be hashed and nothing else. Answered by 'hashed'. */
export interface HashRequest {
  readonly hash: StoredFile;
}

/** Parity to be made of bytes that the drive has, by the coder's module. Answered by 'parity'. */
export interface ParityRequest {
  readonly parity: ParityOrder;
  readonly module: WebAssembly.Module;
}

/** A fault that the next uses of a painter meet, its trials among them, for drills and tests. Unanswered. */
export interface PainterInjection {
  readonly inject: {
    readonly painter: Painter;
    readonly fault: Injection['fault'];
    /** Default 1; 0 takes back what was not met yet. */
    readonly times?: number;
  };
}

/** What a worker answers: any number of signs of life, then one end. */
export type MediaReply =
  /** Its script runs: said once, before anything is asked. */
  | { readonly type: 'ready' }
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
      /** Painters of the request that this browser or device does not have, with the reason: no fault. */
      readonly unsupported?: PaintingLog['unsupported'];
      /** What canvases of this worker give back. */
      readonly canvas?: PaintingLog['canvas'];
    }
  | { readonly type: 'hashed'; readonly hash: BlobHash }
  | { readonly type: 'parity'; readonly outcome: ParityOutcome }
  | { readonly type: 'trial-passed' }
  | {
      readonly type: 'failed';
      readonly failure: HmFailure;
      /** How a trial failed; absent for a job, whose failure is no engine's. */
      readonly fault?: EngineFault;
      readonly painted?: readonly PainterReport[];
    }
  /** Something that no one expected: the worker is not to be trusted any more. */
  | {
      readonly type: 'defect';
      readonly message: string;
      readonly fault?: EngineFault;
      readonly painted?: readonly PainterReport[];
    };

import type { HmFailure } from '../../core/base/hm-error.ts';
import type { InstantPicture } from '../../core/media/instant-picture.ts';
import type { IngestJob, IngestPhase, IngestResult } from '../../core/media/media-lab.ts';

/** What the pool sends: one job, answered before the next is sent. */
export interface MediaRequest {
  readonly job: IngestJob<File>;
  /** False for a file that has hung or killed a worker: store it, do not look into it. */
  readonly parse: boolean;
}

/** What a worker answers: any number of signs of life, then one end. */
export type MediaReply =
  | {
      readonly type: 'progress';
      readonly phase: IngestPhase;
      readonly bytes: number;
    }
  | { readonly type: 'picture'; readonly picture: InstantPicture }
  | { readonly type: 'done'; readonly result: IngestResult }
  | { readonly type: 'failed'; readonly failure: HmFailure }
  /** Something that no one expected: the worker is not to be trusted any more. */
  | { readonly type: 'defect'; readonly message: string };

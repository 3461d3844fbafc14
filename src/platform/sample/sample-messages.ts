import type { SampleWords } from './sample-plan.ts';

/** One file of the sample: its place below the collection, and its bytes. */
export interface SampleFile {
  readonly path: string;
  readonly bytes: ArrayBuffer;
  readonly mime: string;
}

/** What the page asks for, once. */
export interface SampleJob {
  readonly words: SampleWords;
}

/** What the worker answers: each file as it is made, then one end. */
export type SampleReply =
  | { readonly type: 'file'; readonly file: SampleFile }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly message: string };

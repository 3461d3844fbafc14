/** What the page and its viewer worker say to each other. Every job carries all that it needs. */

/** A film of the page; the worker keeps the one opened last by its number. */
export interface FilmRef {
  readonly film: number;
  readonly file: Blob;
}

/** One job for the worker. */
export type ViewerJob =
  | { readonly type: 'picture'; readonly file: Blob; readonly mime: string }
  | { readonly type: 'peaks'; readonly file: Blob; readonly count: number }
  | ({ readonly type: 'frame'; readonly seconds: number; readonly heightPx: number } & FilmRef)
  | ({ readonly type: 'step'; readonly seconds: number; readonly by: number } & FilmRef);

/** What came of it. */
export type ViewerResult =
  | { readonly type: 'picture'; readonly bitmap: ImageBitmap; readonly isPreview: boolean }
  | { readonly type: 'frame'; readonly bitmap: ImageBitmap | null }
  | { readonly type: 'step'; readonly seconds: number | null }
  | { readonly type: 'peaks'; readonly peaks: Float32Array | null }
  | { readonly type: 'failed'; readonly reason: string };

/** A job and its answer bear the same number. */
export interface ViewerRequest {
  readonly id: number;
  readonly job: ViewerJob;
}
/** See `ViewerRequest`. */
export interface ViewerReply {
  readonly id: number;
  readonly result: ViewerResult;
}

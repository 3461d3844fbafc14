import type { ViewerJob, ViewerReply, ViewerRequest, ViewerResult } from './viewer-messages.ts';

/** A film opened for its frames. */
export interface OpenedFilm {
  frameAt(seconds: number, heightPx: number): Promise<ImageBitmap | null>;
  stepFrom(seconds: number, by: number): Promise<number | null>;
  dispose(): void;
}

/** The decoders behind the worker. */
export interface ViewerDecoders {
  picture(file: Blob, mime: string): Promise<ViewerResult>;
  film(file: Blob): Promise<OpenedFilm | null>;
  peaks(file: Blob, count: number): Promise<Float32Array | null>;
}

/** The side of a worker that answers: a `DedicatedWorkerGlobalScope` is one. */
export interface ViewerScope {
  addEventListener(
    type: 'message',
    listener: (event: MessageEvent<ViewerRequest>) => void,
  ): void;
  postMessage(reply: ViewerReply, transfer: Transferable[]): void;
}

/** Answers jobs, one after another for each film; a job that fails answers why, and the next goes on. */
export const serveViewer = (scope: ViewerScope, decoders: ViewerDecoders): void => {
  let opened: { readonly film: number; readonly frames: Promise<OpenedFilm | null> } | null =
    null;

  const framesOf = ({ film, file }: { film: number; file: Blob }) => {
    if (opened?.film !== film) {
      void opened?.frames.then((frames) => frames?.dispose());
      opened = { film, frames: decoders.film(file) };
    }
    return opened.frames;
  };

  const run = async (job: ViewerJob): Promise<ViewerResult> => {
    switch (job.type) {
      case 'picture':
        return decoders.picture(job.file, job.mime);
      case 'peaks':
        return { type: 'peaks', peaks: await decoders.peaks(job.file, job.count) };
      case 'frame': {
        const frames = await framesOf(job);
        const bitmap = (await frames?.frameAt(job.seconds, job.heightPx)) ?? null;
        return { type: 'frame', bitmap };
      }
      case 'step': {
        const frames = await framesOf(job);
        return { type: 'step', seconds: (await frames?.stepFrom(job.seconds, job.by)) ?? null };
      }
    }
  };

  scope.addEventListener('message', ({ data: { id, job } }) => {
    void run(job)
      .catch((error: unknown): ViewerResult => ({ type: 'failed', reason: String(error) }))
      .then((result) => {
        const bitmap = 'bitmap' in result ? result.bitmap : null;
        scope.postMessage({ id, result }, bitmap === null ? [] : [bitmap]);
      });
  });
};

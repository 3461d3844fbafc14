import {
  type LayoutJob,
  blocksOf,
  copyLayout,
  createLayoutDesk,
} from '../src/core/layout/layout-job.ts';

declare const self: DedicatedWorkerGlobalScope;

const answer = createLayoutDesk();

self.onmessage = ({ data }: MessageEvent<LayoutJob>): void => {
  const { number, layout } = answer(data);
  // The desk keeps its own, to follow the next change from it.
  const sent = copyLayout(layout);
  self.postMessage({ number, layout: sent }, [...blocksOf(sent)]);
};

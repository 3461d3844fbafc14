import { makeSample } from '../src/platform/sample/make-sample.ts';
import type { SampleJob, SampleReply } from '../src/platform/sample/sample-messages.ts';

declare const self: DedicatedWorkerGlobalScope;

const answer = (reply: SampleReply, moved: readonly ArrayBuffer[] = []): void =>
  self.postMessage(reply, [...moved]);

self.onmessage = async ({ data }: MessageEvent<SampleJob>): Promise<void> => {
  try {
    for await (const file of makeSample(data.words))
      answer({ type: 'file', file }, [file.bytes]);
    answer({ type: 'done' });
  } catch (error) {
    answer({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
};

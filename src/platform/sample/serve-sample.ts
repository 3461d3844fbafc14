import { makeSample } from './make-sample.ts';
import type { SampleJob, SampleReply } from './sample-messages.ts';

/** The side of a thread that answers. */
interface SampleScope {
  addEventListener(type: 'message', listener: (event: MessageEvent<SampleJob>) => void): void;
  postMessage(reply: SampleReply, transfer: Transferable[]): void;
}

/** Answers each job by the files of the sample, one by one, and their end. */
export const serveSample = (scope: SampleScope): void => {
  const make = async ({ words }: SampleJob): Promise<void> => {
    try {
      for await (const file of makeSample(words))
        scope.postMessage({ type: 'file', file }, [file.bytes]);
      scope.postMessage({ type: 'done' }, []);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      scope.postMessage({ type: 'failed', message }, []);
    }
  };
  scope.addEventListener('message', ({ data }) => void make(data));
};

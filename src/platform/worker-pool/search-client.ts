import { HmError } from '../../core/base/hm-error.ts';
import type { SearchHost } from '../../core/search/search-host.ts';
import type { SearchReply, SearchRequest } from './search-messages.ts';
import type { Thread } from './threads.ts';

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The index in a thread of its own, which the first call opens. One that dies rejects what waits for it
 * with 'worker-crashed'; the next call opens another, which knows nothing yet.
 */
export const createSearchClient = (open: () => Promise<Thread>): SearchHost => {
  const waiting = new Map<number, Waiting>();
  let opened: Promise<Thread> | null = null;
  let calls = 0;

  const hear = (reply: SearchReply): void => {
    const call = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ('value' in reply) call?.resolve(reply.value);
    else call?.reject(new Error(reply.defect));
  };

  const lose = (thread: Thread): void => {
    thread.terminate();
    opened = null;
    const lost = [...waiting.values()];
    waiting.clear();
    const message = 'The search stopped working. It is started again by the next question.';
    for (const { reject } of lost) reject(new HmError('worker-crashed', message));
  };

  const start = async (): Promise<Thread> => {
    try {
      const thread = await open();
      thread.addEventListener('message', ({ data }: MessageEvent<SearchReply>) => hear(data));
      thread.addEventListener('error', (event) => {
        event.preventDefault();
        lose(thread);
      });
      thread.addEventListener('messageerror', () => lose(thread));
      return thread;
    } catch (error) {
      opened = null;
      throw error;
    }
  };

  const ask = async (method: keyof SearchHost, args: readonly unknown[]): Promise<unknown> => {
    const thread = await (opened ??= start());
    return new Promise((resolve, reject) => {
      const id = calls++;
      waiting.set(id, { resolve, reject });
      thread.postMessage({ id, method, args } satisfies SearchRequest);
    });
  };
  const call = <Method extends keyof SearchHost>(
    method: Method,
    ...args: Parameters<SearchHost[Method]>
  ): ReturnType<SearchHost[Method]> => ask(method, args) as ReturnType<SearchHost[Method]>;

  return {
    load: () => call('load'),
    clear: () => call('clear'),
    change: (documents, removed) => call('change', documents, removed),
    show: (collections) => call('show', collections),
    find: (plan, offset, limit) => call('find', plan, offset, limit),
    suggest: (prefix) => call('suggest', prefix),
    keep: (stamp) => call('keep', stamp),
    forget: () => call('forget'),
    stats: () => call('stats'),
  };
};

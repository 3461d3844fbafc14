import { HmError } from '../../core/base/hm-error.ts';
import type { SearchHost } from '../../core/search/search-host.ts';
import type { SearchReply, SearchRequest } from './search-messages.ts';

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The index in a worker, which the first call starts. One that dies rejects what waits for it with
 * 'worker-crashed'; the next call starts another, which knows nothing yet.
 */
export const createSearchClient = (spawn: () => Worker): SearchHost => {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let calls = 0;

  const hear = (reply: SearchReply): void => {
    const call = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ('value' in reply) call?.resolve(reply.value);
    else call?.reject(new Error(reply.defect));
  };

  const lose = (): void => {
    worker?.terminate();
    worker = null;
    const lost = [...waiting.values()];
    waiting.clear();
    const message = 'The search stopped working. It is started again by the next question.';
    for (const { reject } of lost) reject(new HmError('worker-crashed', message));
  };

  const start = (): Worker => {
    const started = spawn();
    started.addEventListener('message', ({ data }: MessageEvent<SearchReply>) => hear(data));
    started.addEventListener('error', (event) => {
      event.preventDefault();
      lose();
    });
    started.addEventListener('messageerror', lose);
    return started;
  };

  const call = <Method extends keyof SearchHost>(
    method: Method,
    ...args: Parameters<SearchHost[Method]>
  ): ReturnType<SearchHost[Method]> =>
    new Promise((resolve, reject) => {
      const id = calls++;
      waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
      worker ??= start();
      worker.postMessage({ id, method, args } satisfies SearchRequest);
    }) as ReturnType<SearchHost[Method]>;

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

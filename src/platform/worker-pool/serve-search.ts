import type { SearchHost } from '../../core/search/search-host.ts';
import type { SearchReply, SearchRequest } from './search-messages.ts';

/** What a worker has to speak with the one that started it. */
export interface SearchPort {
  postMessage(reply: SearchReply): void;
  addEventListener(
    type: 'message',
    listener: (event: { readonly data: unknown }) => void,
  ): void;
}

/**
 * Answers each call by the host that is being opened, in the order in which they came. To keep a large index
 * takes seconds: those that come meanwhile are answered meanwhile.
 */
export const serveSearch = (port: SearchPort, opening: Promise<SearchHost>): void => {
  let last: Promise<unknown> = opening;
  const answer = async ({ id, method, args }: SearchRequest): Promise<SearchReply> => {
    try {
      const host = await opening;
      const act = host[method] as (...given: readonly unknown[]) => Promise<unknown>;
      return { id, value: await act(...args) };
    } catch (error) {
      return { id, defect: String(error) };
    }
  };
  // Only the worker that started this one can post to it: the message needs no proof.
  port.addEventListener('message', ({ data }) => {
    const request = data as SearchRequest;
    const next = async (): Promise<void> => port.postMessage(await answer(request));
    const done = last.then(next, next);
    if (request.method !== 'keep') last = done;
  });
};

import { expect, it } from 'vitest';
import { createSearchHost } from '../../../../src/core/search/search-host.ts';
import { planSearch } from '../../../../src/core/search/search-plan.ts';
import { createMemoryDisk } from '../../../../src/platform/memory/memory-disk.ts';
import type {
  SearchReply,
  SearchRequest,
} from '../../../../src/platform/worker-pool/search-messages.ts';
import { serveSearch } from '../../../../src/platform/worker-pool/serve-search.ts';
import { madeDocuments } from '../../../fixtures/search/made-documents.ts';

it('I8 A question that comes while a large index is being kept is answered meanwhile', async () => {
  let nowMs = 0;
  // Each look at the clock is a long while later, so that each step is followed by a breath.
  const clock = { nowMs: () => (nowMs += 10) };
  const host = createSearchHost(createMemoryDisk(), clock, () => new Promise(setImmediate));
  const replies: number[] = [];
  let ended = (): void => undefined;
  const isDone = new Promise<void>((resolve) => (ended = resolve));
  let hear: (event: { readonly data: unknown }) => void = () => undefined;
  serveSearch(
    {
      postMessage: (reply: SearchReply) => {
        expect(reply).toHaveProperty('value');
        replies.push(reply.id);
        if (replies.length === 5) ended();
      },
      addEventListener: (_, listener) => (hear = listener),
    },
    Promise.resolve(host),
  );
  const call = (id: number, method: SearchRequest['method'], ...args: readonly unknown[]) =>
    hear({ data: { id, method, args } satisfies SearchRequest });
  call(1, 'change', madeDocuments(2_000), []);
  call(2, 'change', madeDocuments(10, 2), []);
  call(3, 'keep', 'stamp');
  call(4, 'find', planSearch({ text: '' }, []), 0, 10);
  call(5, 'change', madeDocuments(10, 3), []);
  await isDone;
  expect(replies).toEqual([1, 2, 4, 5, 3]);
});

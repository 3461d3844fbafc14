import type { MediaId } from '../core/base/ids.ts';
import type { Thumbnail, ThumbnailSize } from '../core/media/media-lab.ts';
import type { ThumbnailReply } from './drive-methods.ts';
import { failureToError } from './rpc.ts';

type Wanted = readonly [MediaId, ThumbnailSize];

/** Thumbnails for a screenful: what is asked for in one turn goes in one call. */
export interface ThumbnailLoader {
  load(id: MediaId, size: ThumbnailSize): Promise<Omit<Thumbnail, 'size'>>;
}

/** Thumbnails in one call, at most: each answer is one task of the page, with all that it draws. */
const BATCH = 8;

/** A loader over a call that answers many. */
export const createThumbnailLoader = (
  fetchAll: (wanted: readonly Wanted[]) => Promise<readonly ThumbnailReply[]>,
): ThumbnailLoader => {
  let waiting: {
    wanted: Wanted;
    resolve: (thumbnail: Omit<Thumbnail, 'size'>) => void;
    reject: (error: unknown) => void;
  }[] = [];

  const flush = (): void => {
    const batch = waiting;
    waiting = [];
    for (let at = 0; at < batch.length; at += BATCH) void send(batch.slice(at, at + BATCH));
  };

  const send = async (batch: typeof waiting): Promise<void> => {
    try {
      const replies = await fetchAll(batch.map(({ wanted }) => wanted));
      batch.forEach(({ resolve, reject }, i) => {
        const reply = replies[i];
        if (reply === undefined) reject(new Error('A thumbnail was not answered.'));
        else if ('failure' in reply) reject(failureToError(reply.failure));
        else resolve(reply);
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  };

  const load: ThumbnailLoader['load'] = (id, size) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) queueMicrotask(flush);
      waiting.push({ wanted: [id, size], resolve, reject });
    });
  return { load };
};

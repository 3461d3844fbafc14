/** Pictures at hand: the one on stage and its neighbours, and no others. */
import type { MediaId } from '../../core/base/ids.ts';
import type { MediaRow } from '../../core/media/media.ts';

/** What can be let go. */
export interface Closable {
  close(): void;
}

/** The shelf; whoever made it disposes of it. */
export interface PictureShelf<Picture extends Closable> {
  /** Opens the picture at once, or gives the one at hand. Rejects where it cannot be opened or is let go. */
  take(row: MediaRow): Promise<Picture>;
  /** Keeps these and no others; what is under way for others is given up. */
  retain(rows: readonly MediaRow[]): void;
  /** Opens these one after another. To be called once the picture on stage is there: it comes first. */
  preload(rows: readonly MediaRow[]): Promise<void>;
  dispose(): void;
}

interface Entry<Picture> {
  readonly controller: AbortController;
  readonly opening: Promise<Picture>;
}

/** An empty shelf over a way to open a picture. */
export const createPictureShelf = <Picture extends Closable>(
  open: (row: MediaRow, signal: AbortSignal) => Promise<Picture>,
): PictureShelf<Picture> => {
  const entries = new Map<MediaId, Entry<Picture>>();
  let latest = 0;

  const take = (row: MediaRow): Promise<Picture> => {
    const known = entries.get(row.id);
    if (known !== undefined) return known.opening;
    const controller = new AbortController();
    const opening = open(row, controller.signal);
    const entry = { controller, opening };
    entries.set(row.id, entry);
    // One that failed may be tried again.
    opening.catch(() => {
      if (entries.get(row.id) === entry) entries.delete(row.id);
    });
    return opening;
  };

  const drop = (id: MediaId): void => {
    const entry = entries.get(id);
    entries.delete(id);
    entry?.controller.abort();
    entry?.opening.then(
      (picture) => picture.close(),
      () => undefined,
    );
  };

  const retain = (rows: readonly MediaRow[]): void => {
    latest += 1;
    const kept = new Set(rows.map((row) => row.id));
    for (const id of [...entries.keys()]) if (!kept.has(id)) drop(id);
  };

  return {
    take,
    retain,
    preload: async (rows) => {
      const mine = ++latest;
      for (const row of rows) {
        await take(row).catch(() => undefined);
        if (mine !== latest) return;
      }
    },
    dispose: () => retain([]),
  };
};

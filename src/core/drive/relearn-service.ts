import { isHmError } from '../base/hm-error.ts';
import type { MediaId } from '../base/ids.ts';
import type { Plain, PlainObject } from '../base/plain.ts';
import type { CatalogRecord } from '../catalog/catalog-store.ts';
import { recordToEntity } from '../catalog/records.ts';
import { type MediaState, entityToMedia } from '../catalog/shown.ts';
import type { IngestOptions, IngestResult } from '../media/media-lab.ts';
import {
  type Decoders,
  type RelearnMark,
  isDue,
  learnt,
  learntWords,
  nextMark,
} from '../media/relearn-rules.ts';
import type { ActWriter } from './act.ts';
import type { DriveParts } from './drive-parts.ts';
import { derivedParts } from './import-acceptor.ts';
import { lastLacking, noteLacking } from './lacking-part.ts';
import { MAX_PIXELS } from './originals-service.ts';

/** What looking again came to. */
export interface Relearnt {
  /** Files that were read. */
  readonly looked: number;
  /** Items that know more than before. */
  readonly learnt: number;
  /** Whether nothing is left for this program in this browser. */
  readonly isDone: boolean;
}

/** Finds what the drive does not know of its items yet, by the bytes that it holds. */
export interface RelearnService {
  /**
   * Looks again at items that came when the readers knew less, or whose pictures could not be decoded,
   * one at a time, until all are done or `signal` aborts; goes on there the next time, after a restart
   * too. Missing and damaged originals are passed over.
   */
  relearn(decoders: Decoders, signal: AbortSignal): Promise<Relearnt>;
  /**
   * Looks into items that were stored without being looked into, whatever happened then; those of which
   * more is known now. One at a time; `signal` ends it behind the item that is under way.
   */
  lookAgain(ids: readonly MediaId[], signal: AbortSignal): Promise<readonly MediaId[]>;
}

/** The verb of what the drive notes here; no person did it, so nobody can undo it. */
export const RELEARN_VERB = 'relearn';

const MARK = ['relearn'];
/** Items that are read from the catalogue in one go. */
const BATCH = 200;
/** Items that are written down together: screens refresh with each act. */
const MAX_FOUND = 50;
/** Files that are read before it is noted how far they went, whatever was found. */
const MAX_LOOKED = 100;

interface Found {
  readonly id: MediaId;
  readonly result: IngestResult;
}

/** The service over the parts of one drive. */
export const createRelearnService = (parts: DriveParts, writer: ActWriter): RelearnService => {
  const { catalog, originals, lab, breathe, clock, holds } = parts;
  const startedAt = new Date(clock.nowMs()).toISOString();

  const look = async (
    { body }: MediaState,
    options: Omit<IngestOptions, 'onProgress' | 'onPicture'>,
  ): Promise<IngestResult | null> => {
    const file = await originals.open(body.hash);
    if (file === null) return null;
    const { hash, name } = body;
    const job = { file, name, stagingPath: null, sidecarXmp: null, maxPixels: MAX_PIXELS };
    try {
      const result = await holds.during(hash, () => lab.ingest(job, options));
      return result.hash === hash ? result : null;
    } catch (error) {
      if (options.signal.aborted || !isHmError(error)) throw error;
      return null;
    }
  };

  /** How many items gained something; `null` as the mark leaves the one that is kept. */
  const write = (found: readonly Found[], mark: RelearnMark | null): Promise<number> =>
    writer.write(
      { verb: RELEARN_VERB, facts: { count: found.length } },
      null,
      async (draft) => {
        const items = await catalog.media(found.map(({ id }) => id));
        let count = 0;
        for (const [i, { id, result }] of found.entries()) {
          const body = items[i]?.body;
          const fields =
            body === undefined
              ? {}
              : { ...learnt(body, result.facts), ...learntWords(body, result.edits) };
          if (Object.keys(fields).length === 0) continue;
          if ('noThumbnail' in fields)
            await parts.derived.put(result.hash, derivedParts(result));
          noteLacking(draft, id, { noThumbnail: null, ...fields });
          draft.patch('media', id, fields as PlainObject);
          count += 1;
        }
        if (mark !== null) draft.local(MARK, mark as unknown as Plain);
        return count;
      },
    );

  /** What was found before a person came back is written down, so that it is not found twice. */
  const relearn: RelearnService['relearn'] = async (decoders, signal) => {
    const kept = (await catalog.local(MARK)) as unknown as RelearnMark | undefined;
    const { engine } = decoders;
    let mark = nextMark(kept ?? null, engine, startedAt, await lastLacking(parts));
    const sum = { looked: 0, learnt: 0 };
    let found: Found[] = [];
    const save = async (): Promise<void> => {
      sum.learnt += await write(found, mark);
      found = [];
    };
    const lookAt = async (item: MediaState): Promise<void> => {
      const result = await look(item, { signal, priority: 'LOW' });
      sum.looked += 1;
      if (result !== null) found.push({ id: item.id, result });
      if (found.length === MAX_FOUND || sum.looked % MAX_LOOKED === 0) await save();
    };
    const lookAtBatch = async (): Promise<void> => {
      const batch = await readBatch(parts, mark.after);
      for (const record of batch) {
        if (signal.aborted) return;
        const item = recordToItem(record);
        if (item !== null && isDue(item.body, mark, decoders)) await lookAt(item);
        mark = { ...mark, after: String(record.key[1]) };
      }
      mark = { ...mark, isDone: batch.length < BATCH };
    };
    const wasDone = mark.isDone;
    try {
      while (!mark.isDone && !signal.aborted) {
        await lookAtBatch();
        await breathe();
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    if (found.length > 0 || mark.isDone !== wasDone) await save();
    const isLast = nextMark(mark, engine, startedAt, await lastLacking(parts)) === mark;
    return { ...sum, isDone: mark.isDone && isLast };
  };

  const lookAgain: RelearnService['lookAgain'] = async (ids, signal) => {
    const read: MediaId[] = [];
    for (const item of await catalog.media(ids)) {
      if (signal.aborted) break;
      if (item === null) continue;
      const result = await look(item, { signal, looksAgain: true });
      if (result === null || result.facts.noThumbnail === 'poison') continue;
      await write([{ id: item.id, result }], null);
      read.push(item.id);
    }
    return read;
  };

  return { relearn, lookAgain };
};

const readBatch = (
  { catalog }: DriveParts,
  after: string | null,
): Promise<readonly CatalogRecord[]> =>
  catalog.scan('entities', {
    prefix: ['media'],
    limit: BATCH,
    ...(after === null ? {} : { after: ['media', after] }),
  });

const recordToItem = ({ key, value }: CatalogRecord): MediaState | null =>
  entityToMedia(key[1] as MediaId, recordToEntity(value));

import { HmError } from '../base/hm-error.ts';
import type { BlobHash, JobId } from '../base/ids.ts';
import type { ImportSink } from '../imports/import-sink.ts';
import { markedGarbage } from '../integrity/garbage.ts';
import { type Orphan, listOrphans } from '../integrity/orphan.ts';
import type { MediaFacts } from '../media/media.ts';
import type { ActWriter } from './act.ts';
import type { DriveParts } from './drive-parts.ts';
import type { MediaService } from './media-service.ts';
import type { RepairHistory } from './repair-history.ts';
import { MAX_PIXELS } from './originals-service.ts';

/** Where items stand whose bytes were found without a record. */
export const FOUND_AGAIN = 'Found again';

/** What becomes of something that does not fit. */
export type OrphanChoice = 'adopt' | 'discard';

/** What does not fit, and what becomes of it on a person's word (V8, V9). */
export interface OrphansService {
  list(): Promise<readonly Orphan[]>;
  /**
   * 'adopt' takes bytes in again, once they were compared with their name: the item that it makes, or
   * that bore them before, stands in `FOUND_AGAIN`. 'discard' removes a file for good; items whose bytes
   * are missing go to the trash. Rejects 'not-found', 'bad-argument' where that cannot be done with it,
   * 'damaged' where the bytes are not those of their name.
   */
  settle(id: string, choice: OrphanChoice, request: string | null): Promise<null>;
}

/** The service over the parts of one drive. */
export const createOrphansService = (
  parts: DriveParts,
  writer: ActWriter,
  media: Pick<MediaService, 'remove'>,
  sink: Pick<ImportSink, 'accept' | 'forgetJob'>,
  history: Pick<RepairHistory, 'paths'>,
): OrphansService => {
  const { catalog, blobs, disk, originals, lab, hashes, clock } = parts;

  const list: OrphansService['list'] = async () =>
    listOrphans(parts, {
      garbage: await markedGarbage(parts),
      replaced: await history.paths(),
    });

  const find = async (id: string): Promise<Orphan> => {
    const found = (await list()).find((orphan) => orphan.id === id);
    if (found !== undefined) return found;
    throw new HmError(
      'not-found',
      `There is nothing ${JSON.stringify(id)} among the orphans.`,
      {
        id,
      },
    );
  };

  const adopt = async (orphan: Orphan, hash: BlobHash): Promise<void> => {
    if ((await hashes.again(orphan.path)) !== hash) throw damaged(orphan);
    if (orphan.kind === 'quarantined') {
      await writer.exclusively(() => putBack(orphan, hash));
    }
    const [record] = await catalog.blobs([hash]);
    if (record == null) await takeIn(hash);
    const verifiedAt = new Date(clock.nowMs()).toISOString();
    await catalog.noteBlobs(new Map([[hash, { state: 'present', verifiedAt }]]));
  };

  /** What stands in the place of right bytes is set aside first, unless it is right as well. */
  const putBack = async ({ path, sizeBytes }: Orphan, hash: BlobHash): Promise<void> => {
    const isRight =
      (await blobs.has(hash)) && (await hashes.again(blobs.pathOf(hash))) === hash;
    if (!isRight) await blobs.quarantine(hash, 'wrong-bytes');
    await blobs.adopt(path, hash, sizeBytes);
  };

  /** An import of what lies in its place already: the staged copy that is named is not there. */
  const takeIn = async (hash: BlobHash): Promise<void> => {
    const file = await originals.open(hash);
    if (file === null) throw new HmError('not-found', 'These bytes are gone by now.', { hash });
    const job = {
      file,
      name: hash,
      stagingPath: null,
      sidecarXmp: null,
      maxPixels: MAX_PIXELS,
    };
    const result = await lab.ingest(job, { signal: new AbortController().signal });
    const title = result.edits.title ?? `found-${hash.slice(0, 8)}`;
    const id = `found-${hash}` as JobId;
    await sink.accept({
      job: id,
      index: 0,
      stagingPath: blobs.stagingPath(id),
      collection: FOUND_AGAIN,
      name: `${title}.${extensionOf(result.facts)}`,
      tags: [],
      result,
    });
    await sink.forgetJob(id);
  };

  const discard = async (orphan: Orphan, request: string | null): Promise<void> => {
    if (orphan.kind !== 'missing-bytes') {
      await writer.exclusively(async () => {
        // A record may name it by now.
        await find(orphan.id);
        await disk.remove(orphan.path);
      });
      return;
    }
    const items = (await catalog.media(orphan.media)).filter((item) => item !== null);
    const live = items.filter(({ body }) => body.trashedAt === null).map(({ id }) => id);
    if (live.length > 0) await media.remove(live, request);
  };

  return {
    list,
    settle: async (id, choice, request) => {
      const orphan = await find(id);
      if (!orphan.choices.includes(choice)) throw refused(orphan, choice);
      if (choice === 'discard') await discard(orphan, request);
      else if (orphan.hash !== null) await adopt(orphan, orphan.hash);
      return null;
    },
  };
};

/** 'jpg' of image/jpeg: a name for people; what it is was read from its bytes. */
const extensionOf = ({ mime }: Pick<MediaFacts, 'mime'>): string => {
  const known: Readonly<Record<string, string>> = {
    'image/jpeg': 'jpg',
    'image/svg+xml': 'svg',
    'video/quicktime': 'mov',
    'audio/mpeg': 'mp3',
    'audio/mp4': 'm4a',
    'application/octet-stream': 'bin',
  };
  return known[mime] ?? (mime.split('/')[1] ?? 'bin').replace(/^x-/, '');
};

const damaged = ({ path, hash }: Orphan): HmError =>
  new HmError(
    'damaged',
    `The bytes in ${JSON.stringify(path)} are not those that its name stands for. Discard them, or leave them where they are.`,
    { path, hash },
  );

const refused = ({ id, kind, choices }: Orphan, choice: OrphanChoice): HmError =>
  new HmError(
    'bad-argument',
    `“${choice}” cannot be done with ${JSON.stringify(id)} (${kind}); ${choices.join(' or ')} can.`,
    { name: 'choice', kind },
  );

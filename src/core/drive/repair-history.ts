import { HmError } from '../base/hm-error.ts';
import { type BlobHash, type MediaId, isBlobHash } from '../base/ids.ts';
import { ownCopy } from '../catalog/records.ts';
import type { Receipt } from '../integrity/receipt.ts';
import type { DriveParts } from './drive-parts.ts';
import { type HealingRecords, KEPT_RECEIPTS } from './healing-records.ts';

/** How long the damaged bytes that a repair replaced are kept. */
export const REPLACED_DAYS = 30;
const DAY_MS = 86_400_000;

/** One repair as people are told of it. */
export interface Repair extends Receipt {
  /** Items that bear the blob by now. */
  readonly media: readonly { readonly id: MediaId; readonly name: string }[];
  /** What stood in the place of the good bytes; `null` where it is gone. With the last repair of a blob only. */
  readonly replaced: ReplacedBytes | null;
}

/** Damaged bytes of a blob that is right again. */
export interface ReplacedBytes {
  readonly sizeBytes: number;
  /** ISO 8601 in UTC: from then on a start lets them go. */
  readonly until: string;
}

/** What was healed, and the damaged bytes that good ones took the place of (P12). */
export interface RepairHistory {
  /** The newest first, 100 unless told. */
  list(options?: { readonly limit?: number }): Promise<readonly Repair[]>;
  /** Lets go of what the repairs of a blob replaced. Rejects 'not-found' where nothing of it is kept. */
  discard(blob: BlobHash): Promise<void>;
  /** Lets go of what was kept for `REPLACED_DAYS`; how many files went. */
  expire(): Promise<number>;
  /** What discarding all that is kept would free, in bytes. */
  keptBytes(): Promise<number>;
  /** Paths of all that is kept: they are no orphans. */
  paths(): Promise<ReadonlySet<string>>;
}

/** Files of one blob in quarantine, and when its last repair was. */
interface Kept {
  readonly paths: readonly string[];
  readonly at: string;
}

const SET_ASIDE = /^([0-9a-f]{64})\.wrong-(?:size|bytes|chunks)\.\d+$/;

/** The history of one drive. */
export const createRepairHistory = (
  { catalog, disk, clock }: Pick<DriveParts, 'catalog' | 'disk' | 'clock'>,
  records: Pick<HealingRecords, 'receipts'>,
): RepairHistory => {
  const setAside = async (): Promise<ReadonlyMap<BlobHash, readonly string[]>> => {
    const paths = new Map<BlobHash, string[]>();
    for (const { name } of await disk.list('quarantine')) {
      const hash = SET_ASIDE.exec(name)?.[1] ?? '';
      if (!isBlobHash(hash)) continue;
      paths.set(hash, [...(paths.get(hash) ?? []), `quarantine/${name}`]);
    }
    return paths;
  };

  /** Only of blobs that were healed and are here: anything else set aside may be the last copy there is. */
  const findKept = async (): Promise<ReadonlyMap<BlobHash, Kept>> => {
    const found = await setAside();
    if (found.size === 0) return new Map();
    const healed = new Map<BlobHash, string>();
    for (const { blob, at } of await records.receipts({ limit: KEPT_RECEIPTS })) {
      if (!healed.has(blob)) healed.set(blob, at);
    }
    const hashes = [...found.keys()].filter((hash) => healed.has(hash));
    const known = await catalog.blobs(hashes);
    return new Map(
      hashes.flatMap((hash, i) => {
        const record = known[i];
        if (record == null || ownCopy(record)?.state !== 'present') return [];
        return [[hash, { paths: found.get(hash) ?? [], at: healed.get(hash) ?? '' }]];
      }),
    );
  };

  const sizeOf = async ({ paths }: Kept): Promise<number> => {
    let sizeBytes = 0;
    for (const path of paths) sizeBytes += (await disk.size(path)) ?? 0;
    return sizeBytes;
  };

  const tellReplaced = async (kept: Kept): Promise<ReplacedBytes> => ({
    sizeBytes: await sizeOf(kept),
    until: new Date(untilMs(kept.at)).toISOString(),
  });

  const itemsOf = async (blob: BlobHash): Promise<Repair['media']> => {
    const [record] = await catalog.blobs([blob]);
    const items = await catalog.media(record?.media ?? []);
    return items.flatMap((item) =>
      item === null ? [] : [{ id: item.id, name: item.body.name }],
    );
  };

  const list: RepairHistory['list'] = async (options) => {
    const kept = await findKept();
    const repairs: Repair[] = [];
    for (const receipt of await records.receipts(options)) {
      const replaced = kept.get(receipt.blob);
      repairs.push({
        ...receipt,
        media: await itemsOf(receipt.blob),
        replaced: replaced?.at === receipt.at ? await tellReplaced(replaced) : null,
      });
    }
    return repairs;
  };

  const remove = async ({ paths }: Kept): Promise<void> => {
    for (const path of paths) await disk.remove(path);
  };

  return {
    list,
    discard: async (blob) => {
      const kept = (await findKept()).get(blob);
      if (kept === undefined) throw nothingKept(blob);
      await remove(kept);
    },
    expire: async () => {
      const nowMs = clock.nowMs();
      const expired = [...(await findKept()).values()].filter(({ at }) => untilMs(at) <= nowMs);
      for (const kept of expired) await remove(kept);
      return expired.reduce((sum, { paths }) => sum + paths.length, 0);
    },
    keptBytes: async () => {
      let sum = 0;
      for (const kept of (await findKept()).values()) sum += await sizeOf(kept);
      return sum;
    },
    paths: async () => new Set([...(await findKept()).values()].flatMap(({ paths }) => paths)),
  };
};

const untilMs = (at: string): number => Date.parse(at) + REPLACED_DAYS * DAY_MS;

const nothingKept = (blob: BlobHash): HmError =>
  new HmError('not-found', `Nothing that a repair of ${blob} replaced is kept any more.`, {
    hash: blob,
  });

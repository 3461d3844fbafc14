import type { BlobHash, MediaId } from '../base/ids.ts';
import { type Breathe, mapInStretches } from '../base/stretches.ts';
import type { BlobTotals } from './catalog-state.ts';
import type { BlobEntry, BlobGoneEntry, JournalEntry } from './journal-entry.ts';
import type { MissingChange } from './missing-blobs.ts';
import type { ProjectionContext, Touched } from './projection-context.ts';
import { type BlobRecord, NO_ENTITY, ownCopy, withOwnCopy } from './records.ts';
import { entityToMedia } from './shown.ts';

/** Blob records: facts from the journal, what was seen on disk, and which items bear them. */
export const projectBlobs = async (
  entries: readonly JournalEntry[],
  before: Touched,
  after: Touched,
  context: ProjectionContext,
): Promise<ProjectedBlobs> => {
  const facts = new Map<BlobHash, BlobEntry | BlobGoneEntry>();
  for (const entry of entries) {
    if (entry.e === 'blob' || entry.e === 'blob-gone') facts.set(entry.hash, entry);
  }
  const bearers = await bearersOf(before, after, context.breathe);
  const hashes = [...new Set([...facts.keys(), ...context.seen.keys(), ...bearers.keys()])];
  const unseen = hashes.filter((hash) => !context.seen.has(hash));
  const read = await context.blobs(unseen);
  const known = new Map(unseen.map((hash, i) => [hash, read[i] ?? null]));
  const records = new Map<BlobHash, BlobRecord | null>();
  const missing = new Map<BlobHash, boolean>();
  let totals = context.state.totals;
  await mapInStretches(hashes, context.breathe, (hash) => {
    const seen = context.seen.get(hash);
    const before = seen?.before ?? known.get(hash) ?? null;
    const after = nextBlobRecord(facts.get(hash), seen?.after ?? before, bearers.get(hash));
    if (before === null && after === null) return;
    records.set(hash, after);
    if (isMissing(before) !== isMissing(after)) missing.set(hash, isMissing(after));
    totals = {
      blobs: totals.blobs + (after === null ? 0 : 1) - (before === null ? 0 : 1),
      bytes: totals.bytes + (after?.sizeBytes ?? 0) - (before?.sizeBytes ?? 0),
    };
  });
  return { records, totals, missing };
};

const isMissing = (record: BlobRecord | null): boolean => ownCopy(record)?.state === 'missing';

/** Blob records that change, `null` for one that goes, the totals behind them, and which came or ceased to be missing. */
export interface ProjectedBlobs {
  readonly records: ReadonlyMap<BlobHash, BlobRecord | null>;
  readonly totals: BlobTotals;
  readonly missing: MissingChange;
}

const nextBlobRecord = (
  fact: BlobEntry | BlobGoneEntry | undefined,
  known: BlobRecord | null,
  bearers: { readonly here: readonly MediaId[]; readonly gone: readonly MediaId[] } | undefined,
): BlobRecord | null => {
  if (fact?.e === 'blob-gone') return null;
  const based = fact === undefined ? known : recordFromFact(fact, known);
  if (based === null) return null;
  const media = new Set(based.media);
  for (const id of bearers?.gone ?? []) media.delete(id);
  for (const id of bearers?.here ?? []) media.add(id);
  return { ...based, media: [...media].sort() };
};

const recordFromFact = (fact: BlobEntry, known: BlobRecord | null): BlobRecord =>
  withOwnCopy(
    {
      sizeBytes: fact.sizeBytes,
      listHash: fact.listHash,
      copies: known?.copies ?? [],
      media: known?.media ?? [],
    },
    { state: 'present', verifiedAt: fact.verifiedAt },
  );

/** Which items began and which ceased to bear a hash. */
const bearersOf = async (
  before: Touched,
  after: Touched,
  breathe: Breathe,
): Promise<Map<BlobHash, { here: MediaId[]; gone: MediaId[] }>> => {
  const bearers = new Map<BlobHash, { here: MediaId[]; gone: MediaId[] }>();
  const note = (hash: BlobHash | undefined, side: 'here' | 'gone', id: MediaId): void => {
    if (hash === undefined) return;
    const entry = bearers.get(hash) ?? { here: [], gone: [] };
    entry[side].push(id);
    bearers.set(hash, entry);
  };
  await mapInStretches([...(after.get('media') ?? [])], breathe, ([entity, state]) => {
    const id = entity as MediaId;
    const was = entityToMedia(id, before.get('media')?.get(entity) ?? NO_ENTITY)?.body.hash;
    const is = entityToMedia(id, state)?.body.hash;
    if (was === is) return;
    note(was, 'gone', id);
    note(is, 'here', id);
  });
  return bearers;
};

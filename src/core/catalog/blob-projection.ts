import type { BlobHash, MediaId } from '../base/ids.ts';
import { type Breathe, mapInStretches } from '../base/stretches.ts';
import type { BlobTotals } from './catalog-state.ts';
import type { CatalogWrite } from './catalog-store.ts';
import type { BlobEntry, BlobGoneEntry, JournalEntry } from './journal-entry.ts';
import { type ProjectionContext, type Touched, write } from './projection-context.ts';
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
  const known = await context.blobs(hashes);
  const records = new Map<BlobHash, BlobRecord | null>();
  let totals = context.state.totals;
  await mapInStretches(hashes, context.breathe, (hash, i) => {
    const before = known[i] ?? null;
    const after = nextBlobRecord(
      facts.get(hash),
      context.seen.get(hash) ?? before,
      bearers.get(hash),
    );
    if (before === null && after === null) return;
    records.set(hash, after);
    totals = {
      blobs: totals.blobs + (after === null ? 0 : 1) - (before === null ? 0 : 1),
      bytes: totals.bytes + (after?.sizeBytes ?? 0) - (before?.sizeBytes ?? 0),
    };
  });
  return { records, totals, missing: projectMissing(context.state.missing, records) };
};

/** Keeps the set of blobs whose own copy is not there, for whoever looks for them again. */
const projectMissing = (
  before: ReadonlySet<BlobHash>,
  records: ReadonlyMap<BlobHash, BlobRecord | null>,
): ProjectedBlobs['missing'] => {
  const hashes = new Set(before);
  const writes: CatalogWrite[] = [];
  for (const [hash, record] of records) {
    const isMissing = ownCopy(record)?.state === 'missing';
    if (isMissing === before.has(hash)) continue;
    if (isMissing) hashes.add(hash);
    else hashes.delete(hash);
    writes.push(write('meta', ['missing', hash], isMissing ? true : undefined));
  }
  return { hashes: writes.length === 0 ? before : hashes, writes };
};

/** Blob records that change, `null` for one that goes, and the totals behind them. */
export interface ProjectedBlobs {
  readonly records: ReadonlyMap<BlobHash, BlobRecord | null>;
  readonly totals: BlobTotals;
  readonly missing: {
    readonly hashes: ReadonlySet<BlobHash>;
    readonly writes: readonly CatalogWrite[];
  };
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

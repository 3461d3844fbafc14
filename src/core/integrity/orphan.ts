import { type BlobHash, type MediaId, isBlobHash, isChunkHash } from '../base/ids.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { type BlobRecord, ownCopy } from '../catalog/records.ts';
import type { Disk } from '../storage/disk.ts';

/**
 * What does not fit: bytes that no record names; a record whose bytes are gone; a chunk list of no blob;
 * a file of a transfer that ended; something set aside; a file in the drive's directories under a name
 * that the drive does not give.
 */
export type OrphanKind =
  'unnamed-bytes' | 'missing-bytes' | 'stray-list' | 'partial' | 'quarantined' | 'stranger';

/** Something that does not fit, listed so that a person can say what becomes of it. */
export interface Orphan {
  /** Its kind and path; the same as long as it is there. */
  readonly id: string;
  readonly kind: OrphanKind;
  /** Below the drive's directory; of missing bytes, where they would lie. */
  readonly path: string;
  /** Of missing bytes, as many as there should be. */
  readonly sizeBytes: number;
  /** The blob that it is or was, as its name says; `null` where that says none. */
  readonly hash: BlobHash | null;
  /** Items that bear the bytes; none but for missing ones. */
  readonly media: readonly MediaId[];
  /** What may be done: 'adopt' only where there are whole bytes with a name to be compared. */
  readonly choices: readonly ('adopt' | 'discard')[];
}

/** Where orphans are looked for. */
export interface OrphanParts {
  readonly disk: Pick<Disk, 'list' | 'size'>;
  readonly blobs: Pick<BlobStore, 'pathOf' | 'listPathOf'>;
  readonly catalog: Pick<Catalog, 'walk'>;
}

/** Sizes that are asked for at the same time. */
const WIDTH = 16;

type Found = Omit<Orphan, 'sizeBytes'> & { readonly sizeBytes: number | null };

/** What does not fit anywhere, but is known. */
export interface KnownStrays {
  /** Blobs on their way out. */
  readonly garbage: ReadonlySet<BlobHash>;
  /** Paths of damaged bytes that a repair replaced. */
  readonly replaced: ReadonlySet<string>;
}

/** Everything that does not fit and is not known (V8). Changes nothing. */
export const listOrphans = async (
  parts: OrphanParts,
  { garbage, replaced }: KnownStrays,
): Promise<readonly Orphan[]> => {
  // Names first: what arrives meanwhile has its record by the time that records are read.
  const blobs = await namesBelow(parts.disk, 'blobs');
  const lists = await namesIn(parts.disk, 'lists');
  const named = await readNamed(parts);
  const found = [
    ...blobs.flatMap((path) => strayBlob(path, named, garbage)),
    ...lists.flatMap((path) => strayList(path, named)),
    ...(await namesIn(parts.disk, 'partial')).map((path) => stray('partial', path, null)),
    ...(await namesIn(parts.disk, 'quarantine'))
      .filter((path) => !replaced.has(path))
      .map((path) => setAside(path, named)),
    ...missingBytes(parts, named),
  ];
  const sizes: number[] = [];
  for (let at = 0; at < found.length; at += WIDTH) {
    const asked = found.slice(at, at + WIDTH).map(async ({ path, sizeBytes }) => {
      return sizeBytes ?? (await parts.disk.size(path)) ?? 0;
    });
    sizes.push(...(await Promise.all(asked)));
  }
  return found.map((orphan, i) => ({ ...orphan, sizeBytes: sizes[i] ?? 0 }));
};

/** What records name. */
interface Named {
  readonly blobs: ReadonlySet<string>;
  readonly lists: ReadonlySet<string>;
  readonly missing: ReadonlyMap<BlobHash, BlobRecord>;
  /** Blobs whose bytes are here, and not known to be damaged. */
  readonly present: ReadonlySet<BlobHash>;
}

const readNamed = async ({ catalog }: OrphanParts): Promise<Named> => {
  const blobs = new Set<string>();
  const lists = new Set<string>();
  const missing = new Map<BlobHash, BlobRecord>();
  const present = new Set<BlobHash>();
  for await (const batch of catalog.walk('blobs')) {
    for (const { key, value } of batch) {
      const hash = key[0] as BlobHash;
      const record = value as unknown as BlobRecord;
      blobs.add(hash);
      lists.add(record.listHash);
      const state = ownCopy(record)?.state;
      if (state === 'missing') missing.set(hash, record);
      else if (state === 'present') present.add(hash);
    }
  }
  return { blobs, lists, missing, present };
};

const namesIn = async (
  disk: OrphanParts['disk'],
  directory: string,
): Promise<readonly string[]> =>
  (await disk.list(directory))
    .filter(({ kind }) => kind === 'file')
    .map(({ name }) => `${directory}/${name}`);

const namesBelow = async (
  disk: OrphanParts['disk'],
  directory: string,
): Promise<readonly string[]> => {
  const paths = [...(await namesIn(disk, directory))];
  const folders = (await disk.list(directory)).filter(({ kind }) => kind === 'directory');
  for (const { name } of folders) paths.push(...(await namesIn(disk, `${directory}/${name}`)));
  return paths;
};

const stray = (kind: OrphanKind, path: string, hash: BlobHash | null): Found => ({
  id: `${kind}:${path}`,
  kind,
  path,
  sizeBytes: null,
  hash,
  media: [],
  choices: kind === 'unnamed-bytes' ? ['adopt', 'discard'] : ['discard'],
});

const strayBlob = (
  path: string,
  { blobs }: Named,
  garbage: ReadonlySet<BlobHash>,
): readonly Found[] => {
  const [, folder = '', name = ''] = path.split('/');
  if (!isBlobHash(name) || !name.startsWith(folder)) return [stray('stranger', path, null)];
  return blobs.has(name) || garbage.has(name) ? [] : [stray('unnamed-bytes', path, name)];
};

const strayList = (path: string, { lists }: Named): readonly Found[] => {
  const [, name = ''] = path.split('/');
  if (!isChunkHash(name)) return [stray('stranger', path, null)];
  return lists.has(name) ? [] : [stray('stray-list', path, null)];
};

/** Whole bytes may be right after all, and are offered where nothing better is here. */
const setAside = (path: string, { present }: Named): Found => {
  const [hash = '', reason = ''] = (path.split('/')[1] ?? '').split('.');
  const found = stray('quarantined', path, isBlobHash(hash) ? hash : null);
  const isWhole = reason === 'wrong-bytes' || reason === 'wrong-size';
  return isWhole && found.hash !== null && !present.has(found.hash)
    ? { ...found, choices: ['adopt', 'discard'] }
    : found;
};

const missingBytes = ({ blobs }: OrphanParts, { missing }: Named): readonly Found[] =>
  [...missing].map(([hash, { sizeBytes, media }]) => ({
    ...stray('missing-bytes', blobs.pathOf(hash), hash),
    sizeBytes,
    media,
  }));

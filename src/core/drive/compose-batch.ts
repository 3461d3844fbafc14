import type { CollectionId, MediaId } from '../base/ids.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { MediaState } from '../catalog/shown.ts';
import { type ShotFile, findComposites } from '../media/composite-rules.ts';
import type { MediaBody, MediaRow } from '../media/media.ts';
import { readShotName } from '../media/shot-name.ts';
import type { ActDraft } from './act.ts';
import { joinParts, takeOver, withParts } from './composites.ts';

/** An item that an import just made. */
export interface FreshItem {
  readonly id: MediaId;
  readonly body: MediaBody;
  /** The collection of its folder first. */
  readonly placedIn: readonly CollectionId[];
}

type Member = Pick<MediaState, 'id' | 'body' | 'placedIn'>;

/**
 * Makes composites of what an import brought, folder by folder: of the files of one batch with each
 * other, and with what stands in that collection already. Part of the act that makes the items.
 */
export const composeBatch = async (
  catalog: Pick<Catalog, 'media' | 'rows'>,
  draft: ActDraft,
  fresh: readonly FreshItem[],
): Promise<void> => {
  for (const folder of new Set(fresh.flatMap(({ placedIn }) => placedIn[0] ?? []))) {
    const files = fresh.filter(({ placedIn }) => placedIn[0] === folder);
    const known = await neighboursOf(catalog, folder, files);
    const members = new Map<MediaId, Member>(
      [...files, ...known].map((item) => [item.id, item]),
    );
    const shown = known.filter(({ body }) => body.partOf === null);
    for (const ids of findComposites(files.map(toShotFile), shown.map(toShotFile))) {
      compose(
        draft,
        ids.flatMap((id) => members.get(id) ?? []),
      );
    }
  }
};

/** A known item that goes behind a fresh one gives it what a person wrote. */
const compose = (draft: ActDraft, members: readonly Member[]): void => {
  const [first, ...rest] = members;
  if (first === undefined) return;
  joinParts(draft, members as readonly MediaState[]);
  const taken = takeOver(
    first.body,
    rest.map(({ body }) => body),
  );
  if (Object.keys(taken).length > 0) draft.patch('media', first.id, taken);
};

const toShotFile = ({ id, body }: Member): ShotFile => ({ id, ...body });

/** Items of a collection that may belong to the same shots as the fresh ones, with their parts. */
const neighboursOf = async (
  catalog: Pick<Catalog, 'media' | 'rows'>,
  collection: CollectionId,
  fresh: readonly FreshItem[],
): Promise<readonly MediaState[]> => {
  const { pages } = await catalog.rows(collection);
  const keys = new Set(fresh.flatMap(keysOfFresh));
  const ids = new Set(
    pages.flatMap((page) => {
      const byKey = indexOf(page);
      return [...keys].flatMap((key) => byKey.get(key) ?? []);
    }),
  );
  const found = ids.size === 0 ? [] : await catalog.media([...ids]);
  return withParts(
    catalog,
    found.filter((item) => item !== null),
  );
};

/** What names a camera gave are looked for at the very second and those beside it. */
const keysOfFresh = ({ body }: FreshItem): readonly string[] => {
  const keys = keysOfRow(body).filter((key) => !key.startsWith('at '));
  if (body.capturedAt === null || (body.contentId ?? body.burstId) === null) return keys;
  const second = secondOf(body.capturedAt);
  return [...keys, ...[-1, 0, 1].map((step) => `at ${second + step}`)];
};

const keysOfRow = ({
  name,
  capturedAt,
}: Pick<MediaRow, 'name' | 'capturedAt'>): readonly string[] => {
  const { stem, burst } = readShotName(name);
  return [
    `stem ${stem}`,
    ...(burst === null ? [] : [`burst ${burst}`]),
    ...(capturedAt === null ? [] : [`at ${secondOf(capturedAt)}`]),
  ];
};

const secondOf = (iso: string): number => Math.floor(Date.parse(iso) / 1_000);

type PageIndex = ReadonlyMap<string, readonly MediaId[]>;

/** Pages are never changed in place, so that each is indexed once: a batch touches the last one only. */
const indexes = new WeakMap<readonly MediaRow[], PageIndex>();

const indexOf = (page: readonly MediaRow[]): PageIndex => {
  const known = indexes.get(page);
  if (known !== undefined) return known;
  const byKey = new Map<string, MediaId[]>();
  for (const row of page) {
    for (const key of keysOfRow(row)) {
      const ids = byKey.get(key);
      if (ids === undefined) byKey.set(key, [row.id]);
      else ids.push(row.id);
    }
  }
  indexes.set(page, byKey);
  return byKey;
};

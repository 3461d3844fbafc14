import type { Clock } from '../core/base/clock.ts';
import type { Plain } from '../core/base/plain.ts';
import type { JobId, LinkId, MediaId } from '../core/base/ids.ts';
import type { Drive } from '../core/drive/drive.ts';
import type { ListOptions, ListedStretch } from '../core/drive/listing.ts';
import type { RunningHash } from '../core/drive/export-hash.ts';
import type { LinkType } from '../core/collections/link.ts';
import type { ImportEntry } from '../core/imports/import-job.ts';
import type { ImportService } from '../core/imports/import-service.ts';
import type { Thumbnail, ThumbnailSize } from '../core/media/media-lab.ts';
import { packRows } from '../core/media/media-row.ts';
import { openEntries, rootsOf } from '../platform/file-system-access/import-entries.ts';
import { fetchAsFile } from '../platform/file-system-access/url-fetch.ts';
import { type Methods, badArgument, object, text, texts } from './backend.ts';
import type { ConfigStore } from './config-store.ts';
import { createDuplicateMethods } from './duplicate-methods.ts';
import { type IntegrityMethodParts, integrityMethods } from './integrity-methods.ts';
import { resolveUri } from './resolve-uri.ts';
import { errorToFailure } from './rpc.ts';
import type { RunningCalls } from './running-calls.ts';
import { searchMethods } from './search-methods.ts';
import type { VerifiedBlobs } from './verified-blobs.ts';

/** What the methods are made over. */
export interface MethodParts {
  readonly drive: Drive;
  readonly imports: ImportService<File, FileSystemHandle>;
  readonly config: ConfigStore;
  readonly verified: VerifiedBlobs;
  /** Calls that run and may be stopped, those of other rooms too. */
  readonly calls: RunningCalls;
  readonly createHash: () => Promise<RunningHash>;
  readonly parity: IntegrityMethodParts['parity'];
  readonly clock: Clock;
  readonly emit: IntegrityMethodParts['emit'];
}

/** The thumbnails that a page asked for in one go: bytes, or why there are none. */
export type ThumbnailReply =
  Omit<Thumbnail, 'size'> | { readonly failure: ReturnType<typeof errorToFailure> };

/** A stretch of a listing in columns, which cross threads about ten times faster than as many rows. */
export interface PackedListing extends Omit<ListedStretch, 'items'> {
  readonly rows: Plain;
}

const DEFAULT_HISTORY = 100;

/** Every method of the drive by the name that `window.hm` has for it. */
export const createMethods = (parts: MethodParts): Methods => ({
  ...plainMethods(parts),
  ...importMethods(parts),
  ...createDuplicateMethods(parts.drive, parts.calls),
  'calls.abort': ([request]) => parts.calls.abort(text(request, 'request')),
});

const plainMethods = (parts: MethodParts): Methods => ({
  ready: () => parts.drive.startup,
  ...collectionMethods(parts.drive),
  ...mediaMethods(parts),
  ...trashMethods(parts.drive),
  ...searchMethods(parts.drive),
  'uri.resolve': ([uri]) => resolveUri(parts.drive, text(uri, 'uri')),
  'config.get': () => parts.config.get(),
  'config.update': ([patch]) => parts.config.update(object(patch, 'patch')),
  'config.exportYaml': () => parts.config.exportYaml(),
  'config.importYaml': ([yaml]) => parts.config.importYaml(text(yaml, 'text')),
  ...integrityMethods(parts),
  'integrity.rebuildCatalog': async () => parts.drive.rebuildCatalog(await parts.createHash()),
  'integrity.exportHash': async () => parts.drive.exportHash(await parts.createHash()),
  'integrity.compact': () => parts.drive.compact({ force: true }),
});

const collectionMethods = ({ collections, links }: Drive): Methods => ({
  'drive.createCollection': ([path, meta], request) =>
    collections.create(text(path, 'path'), object(meta, 'meta'), request),
  'drive.getCollection': ([path]) => collections.get(text(path, 'path')),
  'drive.listCollections': ([path = '', options]) =>
    collections.list(text(path, 'path'), object(options, 'options')['recursive'] === true),
  'drive.updateCollection': ([path, patch], request) =>
    collections.update(text(path, 'path'), object(patch, 'patch'), request),
  'drive.moveCollection': ([path, newPath], request) =>
    collections.move(text(path, 'path'), text(newPath, 'newPath'), request),
  'drive.removeCollection': ([path], request) =>
    collections.remove(text(path, 'path'), request),
  'drive.createLink': ([link], request) => {
    const { source, target, type } = object(link, 'link');
    return links.create(
      {
        source: text(source, 'source'),
        target: text(target, 'target'),
        type: text(type, 'type') as LinkType,
      },
      request,
    );
  },
  'drive.listLinks': ([path, options]) =>
    links.list(text(path, 'path'), object(options, 'options')['recursive'] === true),
  'drive.removeLink': ([id], request) => links.remove(text(id, 'id') as LinkId, request),
  'drive.related': ([path]) => links.related(text(path, 'path')),
});

const mediaMethods = ({ drive, verified }: MethodParts): Methods => {
  const { media, listing, originals } = drive;
  const ids = (value: unknown): readonly MediaId[] => texts(value, 'id') as readonly MediaId[];
  const id = (value: unknown): MediaId => text(value, 'id') as MediaId;
  return {
    'drive.listMedia': async ([path, options]): Promise<PackedListing> => {
      const checked = checkListOptions(object(options, 'options'));
      const { items, ...rest } = await listing.list(text(path, 'path'), checked);
      return { rows: packRows(items), ...rest };
    },
    'drive.mediaRows': async ([value]) => packRows(await media.rows(ids(value))),
    'drive.listShapes': ([path, options]) =>
      listing.shapes(text(path, 'path'), checkListOptions(object(options, 'options'))),
    'drive.getMedia': ([value]) => media.get(id(value)),
    'drive.summarizeMedia': ([value]) => media.summarize(ids(value)),
    'drive.tags': () => listing.tags(),
    'drive.albums': () => drive.albums.list(),
    'drive.updateMedia': ([value, patch], request) =>
      media.update(ids(value), object(patch, 'patch'), request),
    'drive.moveMedia': ([value, toPath, options], request) => {
      const { from } = object(options, 'options');
      const source = from === undefined ? null : text(from, 'from');
      return media.move(ids(value), text(toPath, 'toPath'), source, request);
    },
    'drive.copyMedia': ([value, toPath], request) =>
      media.copy(ids(value), text(toPath, 'toPath'), request),
    'drive.removeMedia': ([value], request) => media.remove(ids(value), request),
    'drive.group': ([value], request) => drive.composites.group(ids(value), request),
    'drive.ungroup': ([value], request) => drive.composites.ungroup(ids(value), request),
    'drive.openMedia': ([value]) => originals.open(id(value)),
    'drive.readBytes': async ([value, start, end]) => {
      const item = await media.get(id(value));
      const stop = Math.min(Number(end), item.sizeBytes);
      const list = await originals.listOf(id(value));
      return verified.read({ hash: item.hash, list, name: item.name }, Number(start), stop);
    },
    'drive.rawMetadata': ([value]) => originals.rawMetadata(id(value)),
    'drive.thumbnails': async ([wanted]) => {
      if (!Array.isArray(wanted)) throw badArgument(wanted, 'wanted', 'a list');
      const pairs = wanted as readonly (readonly [MediaId, ThumbnailSize])[];
      return Promise.all(
        pairs.map(async ([media, size]): Promise<ThumbnailReply> => {
          try {
            return await originals.thumbnail(media, size);
          } catch (error) {
            return { failure: errorToFailure(error) };
          }
        }),
      );
    },
    'drive.undo': (_, request) => drive.undo.undo(request),
    'drive.redo': (_, request) => drive.undo.redo(request),
    'drive.history': ([options]) => {
      const { limit = DEFAULT_HISTORY, media: item } = object(options, 'options');
      return drive.undo.history(Number(limit), item === undefined ? undefined : id(item));
    },
    'drive.usage': () => drive.usage(),
  };
};

const checkListOptions = (given: Readonly<Record<string, unknown>>): ListOptions => {
  for (const name of ['offset', 'limit']) {
    const value = given[name];
    if (value !== undefined && !(Number.isInteger(value) && Number(value) >= 0)) {
      throw badArgument(value, name, 'a whole number from 0');
    }
  }
  if (given['tags'] !== undefined) texts(given['tags'], 'tags');
  return given;
};

const importMethods = ({ drive, imports, calls }: MethodParts): Methods => {
  const run = (
    collection: string,
    entries: readonly ImportEntry<File, FileSystemHandle>[],
    tags: readonly string[],
    request: string,
  ) =>
    calls.run(request, async (signal) => {
      const { report } = await imports.start({
        collection,
        tags,
        sources: openEntries(entries),
        roots: rootsOf(entries),
        signal,
      });
      return report;
    });
  const job = (value: unknown): JobId => text(value, 'job') as JobId;
  return {
    'drive.importMedia': ([path, entries, options], request) => {
      if (!Array.isArray(entries))
        throw badArgument(entries, 'files', 'a list of files or handles');
      const tags = texts(object(options, 'options')['tags'] ?? [], 'tags');
      drive.collections.check(text(path, 'path'));
      return run(text(path, 'path'), entries as never, tags, request);
    },
    'drive.importFromUrl': async ([path, url], request) => {
      drive.collections.check(text(path, 'path'));
      const file = await fetchAsFile(text(url, 'url'));
      return run(text(path, 'path'), [{ path: file.name, file }], [], request);
    },
    'drive.imports.list': () => [...imports.list()].reverse(),
    'drive.imports.pause': ([value]) => imports.pause(job(value)),
    'drive.imports.resume': ([value]) => imports.resume(job(value)),
    'drive.imports.cancel': ([value]) => imports.cancel(job(value)),
    'drive.imports.retry': ([value, paths]) =>
      imports.retry(job(value), paths === undefined ? undefined : texts(paths, 'paths')),
    'drive.imports.summary': ([value]) => imports.summary(job(value)),
    'drive.imports.dismiss': ([value]) => imports.dismiss(job(value)),
  };
};

const trashMethods = ({ trash }: Drive): Methods => ({
  'drive.trash.list': () => trash.list(),
  'drive.trash.restore': ([ids], request) => trash.restore(texts(ids, 'ids'), request),
  'drive.trash.purge': ([ids], request) => trash.purge(texts(ids, 'ids'), request),
});

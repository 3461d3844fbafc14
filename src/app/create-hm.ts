import { wrap } from 'comlink';
import { version } from '../../package.json';
import { bytesToDataUrl } from '../core/base/bytes.ts';
import { HmError } from '../core/base/hm-error.ts';
import type { MediaId } from '../core/base/ids.ts';
import type { Plain } from '../core/base/plain.ts';
import type { StartupReport } from '../core/drive/drive.ts';
import { buildUri, parseUri } from '../core/uri/hm-uri.ts';
import { watchBattery } from '../platform/page/battery.ts';
import { pickExportFolder } from '../platform/page/save-pickers.ts';
import { toSources } from '../platform/page/sources.ts';
import { runsWebAssembly } from '../platform/page/web-assembly.ts';
import type { OpenedThread } from '../platform/worker-pool/threads.ts';
import type {
  DirectExport,
  Hm,
  HmEventName,
  HmEvents,
  ImportOptions,
  ZipExport,
} from './api-types.ts';
import type { ExportReport } from './export-files.ts';
import type { ExportReply } from './export-methods.ts';
import type { ThumbnailReply } from './drive-methods.ts';
import { createListReader, rowsOf } from './list-reader.ts';
import { type DriveNodeFace, EVENT_CHANNEL, type RpcReply, failureToError } from './rpc.ts';
import { createThumbnailLoader } from './thumbnail-loader.ts';

/** What the page hands in. */
export interface CreateHmOptions {
  /** Opens the thread of the drive: a worker, or the page where none starts. */
  readonly openDriveThread: () => Promise<OpenedThread>;
}

/** Calls a method of the drive, in whichever tab it lives. */
export type Call = <T>(method: string, ...args: readonly unknown[]) => Promise<T>;

/** Bytes that `readMedia` asks for at once. */
const READ_BYTES = 4 * 1024 * 1024;
const DRIVE_DIRECTORY = 'hm';

/** Makes `window.hm`: a façade over the drive's thread. Calls wait until the drive may be used. */
export const createHm = ({ openDriveThread }: CreateHmOptions): Hm => {
  const opening = openDriveThread();
  const call = createCall(opening);
  const hm: Hm = {
    version,
    ready: startUp(call, opening),
    drive: createDriveFace(call),
    uri: createUriFace(call),
    search: createSearchFace(call),
    runtime: createRuntimeFace(call),
    config: {
      get: () => call('config.get'),
      update: (patch) => call('config.update', patch),
      exportYaml: () => call('config.exportYaml'),
      importYaml: (text) => call('config.importYaml', text),
    },
    integrity: createIntegrityFace(call),
    on: createEvents(),
  };
  hm.ready.catch(() => undefined);
  void watchBattery((isSaving) => {
    call('integrity.power', isSaving).catch(() => undefined);
  });
  keepWhenHidden(call);
  return hm;
};

/** A page that is hidden may be about to go, and the drive with it: what it only keeps now and then is kept now. */
const keepWhenHidden = (call: Call): void =>
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') call('runtime.keep').catch(() => undefined);
  });

/** What the drive found, and what this page lacks. */
const startUp = async (call: Call, opening: Promise<OpenedThread>): Promise<StartupReport> => {
  const report = await call<StartupReport>('ready');
  const { isHere } = await opening;
  const lacks = [
    ...(isHere ? ['workers'] : []),
    ...((await runsWebAssembly()) ? [] : ['wasm']),
  ];
  return { ...report, degraded: [...report.degraded, ...lacks] };
};

/** Calls over Comlink under ids of their own; a thread that dies rejects all that wait for it. */
const createCall = (opening: Promise<OpenedThread>): Call => {
  const waiting = new Set<(error: HmError) => void>();
  const opened = opening.then(
    ({ thread }) => {
      thread.addEventListener('error', ({ message }) => {
        const died = stopped(message);
        for (const reject of waiting) reject(died);
        waiting.clear();
      });
      return { node: wrap<DriveNodeFace>(thread) };
    },
    (error: unknown) => {
      throw stopped(String(error));
    },
  );
  opened.catch(() => undefined);
  const send = async (
    id: string,
    method: string,
    args: readonly unknown[],
  ): Promise<RpcReply> => {
    const { node } = await opened;
    return new Promise((resolve, reject) => {
      waiting.add(reject);
      const settle = (): void => void waiting.delete(reject);
      node.call({ id, method, args }).then(resolve, reject).finally(settle);
    });
  };
  return async <T>(method: string, ...args: readonly unknown[]): Promise<T> => {
    const abort = args.find((arg) => arg instanceof AbortSignal);
    const id = crypto.randomUUID();
    const onAbort = (): void => void send(crypto.randomUUID(), 'calls.abort', [id]);
    if (abort?.aborted === true) throw cancelled();
    abort?.addEventListener('abort', onAbort, { once: true });
    try {
      const reply = await send(
        id,
        method,
        args.filter((arg) => arg !== abort),
      );
      if (reply.ok) return reply.value as T;
      throw failureToError(reply.error);
    } finally {
      abort?.removeEventListener('abort', onAbort);
    }
  };
};

const stopped = (why: string): HmError =>
  new HmError(
    'worker-crashed',
    `The drive stopped working (${why}). Reload the page; nothing that was saved is lost.`,
  );

const cancelled = (): HmError => new HmError('cancelled', 'This was cancelled.');

const createDriveFace = (call: Call): Hm['drive'] => {
  const thumbnails = createThumbnailLoader((wanted) =>
    call<readonly ThumbnailReply[]>('drive.thumbnails', wanted),
  );
  return {
    ...createCollectionFace(call),
    importMedia: (path, files, options: ImportOptions = {}) => {
      const { signal, ...rest } = options;
      const sent = [path, toSources(files), rest, ...(signal === undefined ? [] : [signal])];
      return call('drive.importMedia', ...sent);
    },
    exportCollection: createExport(call),
    importFromUrl: (path, url) => call('drive.importFromUrl', path, url),
    imports: {
      list: () => call('drive.imports.list'),
      pause: (job) => call('drive.imports.pause', job),
      resume: (job) => call('drive.imports.resume', job),
      cancel: (job) => call('drive.imports.cancel', job),
      retry: (job, paths) => call('drive.imports.retry', job, paths),
      summary: (job) => call('drive.imports.summary', job),
      dismiss: (job) => call('drive.imports.dismiss', job),
    },
    listMedia: createListReader((path, options) => call('drive.listMedia', path, options)),
    mediaRows: async (ids) => rowsOf(await call<Plain>('drive.mediaRows', ids)),
    listShapes: (path, options) => call('drive.listShapes', path, options),
    getMedia: (id) => call('drive.getMedia', id),
    summarizeMedia: (ids) => call('drive.summarizeMedia', ids),
    tags: () => call('drive.tags'),
    albums: () => call('drive.albums'),
    updateMedia: (ids, patch) => call('drive.updateMedia', ids, patch),
    moveMedia: (ids, toPath, options) => call('drive.moveMedia', ids, toPath, options),
    copyMedia: (ids, toPath) => call('drive.copyMedia', ids, toPath),
    removeMedia: (ids) => call('drive.removeMedia', ids),
    group: (ids) => call('drive.group', ids),
    ungroup: (ids) => call('drive.ungroup', ids),
    duplicates: ({ signal, ...query }) =>
      call('drive.duplicates', query, ...(signal === undefined ? [] : [signal])),
    mergeDuplicates: (merge) => call('drive.mergeDuplicates', merge),
    notDuplicates: (ids, options) => call('drive.notDuplicates', ids, options),
    openMedia: async (id) => {
      const { path, mime } = await call<{ path: string; mime: string }>('drive.openMedia', id);
      const file = await openOriginal(path);
      return file.slice(0, file.size, mime);
    },
    readMedia: (id, range) => readMedia(call, id, range?.start ?? 0, range?.end ?? null),
    rawMetadata: (id) => call('drive.rawMetadata', id),
    thumbnail: async (id, size) => {
      const { bytes, mime } = await thumbnails.load(id, size);
      return new Blob([bytes], { type: mime });
    },
    thumbnailUrl: async (id, size) => {
      const { bytes, mime } = await thumbnails.load(id, size);
      return bytesToDataUrl(bytes, mime);
    },
    trash: {
      list: () => call('drive.trash.list'),
      restore: (ids) => call('drive.trash.restore', ids),
      purge: (ids) => call('drive.trash.purge', ids),
    },
    undo: () => call('drive.undo'),
    redo: () => call('drive.redo'),
    history: (options) => call('drive.history', options),
    usage: () => call('drive.usage'),
  };
};

/** Archives come as files of the browser's own store; a folder is picked where none was given. */
const createExport = (call: Call): Hm['drive']['exportCollection'] => {
  const run = async (
    path: string,
    options: ZipExport | DirectExport,
  ): Promise<Blob | ExportReport> => {
    const { signal, ...rest } = options;
    const to = rest.to ?? (rest.as === 'folder' ? await pickExportFolder() : undefined);
    const sent = [path, { ...rest, ...(to !== undefined && { to }) }];
    const reply = await call<ExportReply>(
      'drive.exportCollection',
      ...sent,
      ...(signal === undefined ? [] : [signal]),
    );
    if (reply.path === null) return reply.report;
    const file = await openOriginal(reply.path);
    return file.slice(0, file.size, 'application/zip');
  };
  // What an export resolves with follows from its options, which a single signature cannot say.
  return run as Hm['drive']['exportCollection'];
};

const createCollectionFace = (call: Call) =>
  ({
    createCollection: (path, meta) => call('drive.createCollection', path, meta),
    getCollection: (path) => call('drive.getCollection', path),
    listCollections: (path, options) => call('drive.listCollections', path, options),
    updateCollection: (path, patch) => call('drive.updateCollection', path, patch),
    moveCollection: (path, newPath) => call('drive.moveCollection', path, newPath),
    removeCollection: (path) => call('drive.removeCollection', path),
    createLink: (link) => call('drive.createLink', link),
    listLinks: (path, options) => call('drive.listLinks', path, options),
    removeLink: (id) => call('drive.removeLink', id),
    related: (path) => call('drive.related', path),
  }) satisfies Partial<Hm['drive']>;

/** A file of the drive's own directory, such as a verified original or an archive: no byte of it is copied. */
const openOriginal = async (path: string): Promise<File> => {
  const names = [DRIVE_DIRECTORY, ...path.split('/')];
  const name = names.pop() ?? '';
  let at = await navigator.storage.getDirectory();
  for (const folder of names) at = await at.getDirectoryHandle(folder);
  return (await at.getFileHandle(name)).getFile();
};

/** A stream that asks for the next bytes when the reader has room; each piece was verified. */
const readMedia = async (
  call: Call,
  id: MediaId,
  start: number,
  end: number | null,
): Promise<ReadableStream<Uint8Array>> => {
  const { sizeBytes } = await call<{ sizeBytes: number }>('drive.getMedia', id);
  const stop = Math.min(end ?? sizeBytes, sizeBytes);
  let at = Math.max(0, start);
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        if (at >= stop) {
          controller.close();
          return;
        }
        const next = Math.min(at + READ_BYTES, stop);
        controller.enqueue(await call<Uint8Array>('drive.readBytes', id, at, next));
        at = next;
      },
    },
    { highWaterMark: 1 },
  );
};

const createSearchFace = (call: Call): Hm['search'] => ({
  query: (text, options) => call('search.query', text, options),
  shapes: (text, options) => call('search.shapes', text, options),
  suggest: (prefix) => call('search.suggest', prefix),
  rebuild: () => call('search.rebuild'),
  saved: {
    list: () => call('search.saved.list'),
    save: (name, query) => call('search.saved.save', name, query),
    remove: (name) => call('search.saved.remove', name),
  },
});

const createRuntimeFace = (call: Call): Hm['runtime'] => ({
  metrics: () => call('runtime.metrics'),
  run: ({ signal, ...task }) =>
    call('runtime.run', task, ...(signal === undefined ? [] : [signal])),
  configure: (patch) => call('runtime.configure', patch),
  inject: (fault) => call('runtime.inject', fault),
  retry: (engine) => call('runtime.retry', engine),
  poison: {
    list: () => call('runtime.poison.list'),
    retry: (hashes) => call('runtime.poison.retry', hashes),
  },
});

const createIntegrityFace = (call: Call): Hm['integrity'] => ({
  verify: ({ signal, ...options } = {}) =>
    call('integrity.verify', options, ...(signal === undefined ? [] : [signal])),
  lastReport: () => call('integrity.lastReport'),
  configure: (patch) => call('integrity.configure', patch),
  orphans: () => call('integrity.orphans'),
  settleOrphan: (id, choice) => call('integrity.settleOrphan', id, choice),
  suspect: (hash) => call('integrity.suspect', hash),
  rebuildCatalog: () => call('integrity.rebuildCatalog'),
  exportHash: () => call('integrity.exportHash'),
  exportManifest: (path, options) => call('integrity.exportManifest', path, options?.signal),
  verifyManifest: (manifest, against, options) =>
    call('integrity.verifyManifest', manifest, against, options?.signal),
  assets: () => call('integrity.assets'),
  fetchAsset: (path) => call('integrity.fetchAsset', path),
  drill: () => call('integrity.drill'),
  receipts: (options = {}) => call('integrity.receipts', options),
  mendings: () => call('integrity.mendings'),
  discardReplaced: (blob) => call('integrity.discardReplaced', blob),
  healFrom: (folder) => call('integrity.healFrom', folder),
});

const createUriFace = (call: Call): Hm['uri'] => ({
  parse: (uri) => {
    const parsed = parseUri(uri);
    if (parsed.ok) return parsed.value;
    throw new HmError('bad-uri', parsed.error.message, { uri });
  },
  build: buildUri,
  resolve: (uri) => call('uri.resolve', uri),
});

const createEvents = (): Hm['on'] => {
  const channel = new BroadcastChannel(EVENT_CHANNEL);
  const listeners = new Map<HmEventName, Set<(payload: never) => void>>();
  channel.onmessage = ({ data }: MessageEvent<{ event: HmEventName; payload: never }>) => {
    for (const listener of listeners.get(data.event) ?? []) listener(data.payload);
  };
  return <Name extends HmEventName>(
    event: Name,
    listener: (payload: HmEvents[Name]) => void,
  ) => {
    const known = listeners.get(event) ?? new Set();
    listeners.set(event, known.add(listener));
    return () => void known.delete(listener);
  };
};

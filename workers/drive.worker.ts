import { createDrive } from '../src/app/create-drive.ts';
import { openDriveDirectory } from '../src/app/drive-files.ts';
import type { Backend } from '../src/app/drive-node.ts';
import { type DriveEars, serveDrive } from '../src/app/serve-drive.ts';
import { createBlobStore } from '../src/core/blobs/blob-store.ts';
import { createOpfsDisk } from '../src/platform/opfs/opfs-disk.ts';
import { installScriptUrlPolicy } from '../src/platform/page/script-urls.ts';
import { defaultPoolSize } from '../src/platform/worker-pool/media-pool.ts';
import { createSearchClient } from '../src/platform/worker-pool/search-client.ts';
import { serveNames } from '../src/platform/worker-pool/serve-names.ts';
import { openStagingFile } from '../src/platform/worker-pool/staging-file.ts';
import { createThreads, serveOwner } from '../src/platform/worker-pool/threads.ts';
import type { loadPageEngine } from '../src/app/engines/load-page-engine.ts';
import mediaScript from './media.worker.ts?worker&url';

/** What the script of the media workers brings beside serving as one. */
interface MediaScript {
  readonly loadPageEngine: typeof loadPageEngine;
}

installScriptUrlPolicy();

const openDrive = async ({ emit, onDefect }: DriveEars): Promise<Backend> => {
  const threads = createThreads(onDefect);
  const directory = await openDriveDirectory();
  const disk = createOpfsDisk(directory);
  const openSearch = () =>
    threads.open(
      () => new Worker(new URL('./search.worker.ts', import.meta.url), { type: 'module' }),
      async () => {
        const { runSearch } = await import('../src/app/search-thread.ts');
        return (port) => runSearch(port, Promise.resolve(disk));
      },
    );
  const openNames = async () => {
    const { thread } = await threads.open(
      () => new Worker(new URL('./names.worker.ts', import.meta.url), { type: 'module' }),
      () => Promise.resolve((port) => serveNames(port, createBlobStore(disk).list)),
    );
    return thread;
  };
  return createDrive({
    files: { directory, disk, openStaging: openStagingFile, appended: null, openNames },
    media: {
      spawn: () =>
        // Only under this name does the script serve: the drive imports it as well.
        new Worker(new URL('./media.worker.ts', import.meta.url), {
          type: 'module',
          name: 'media',
        }),
      workers: defaultPoolSize(navigator.hardwareConcurrency),
      loadPage: async () => {
        const script = (await import(/* @vite-ignore */ mediaScript)) as MediaScript;
        return script.loadPageEngine({ openStaging: openStagingFile });
      },
    },
    searchHost: createSearchClient(async () => (await openSearch()).thread),
    emit,
    onDefect,
  });
};

serveOwner((port) => serveDrive(port, openDrive));

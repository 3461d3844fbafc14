/** The drive where no worker starts: the same drive in the page, with what a page has. */
import type { StagingCopy } from '../src/core/media/ingest-ports.ts';
import { createDiskStaging } from '../src/core/media/staging-on-disk.ts';
import { createOpfsPageDisk } from '../src/platform/opfs/opfs-page-disk.ts';
import { createSearchClient } from '../src/platform/worker-pool/search-client.ts';
import { openHere } from '../src/platform/worker-pool/threads.ts';
import { createDrive } from '../src/app/create-drive.ts';
import { openDriveDirectory } from '../src/app/drive-files.ts';
import type { Backend } from '../src/app/drive-node.ts';
import type { loadPageEngine } from '../src/app/engines/load-page-engine.ts';
import type { PageEngine } from '../src/app/engines/page-engine.ts';
import { runSearch } from '../src/app/search-thread.ts';
import { type DriveEars, serveDrive } from '../src/app/serve-drive.ts';
import mediaScript from './media.worker.ts?worker&url';

/** Each flush copies its whole file, so files that are appended to stay short. */
const APPENDED = { journalBytes: 256 * 1024, packBytes: 8 * 1024 * 1024 };

const TOLD = 'This browser starts no workers: everything works, more slowly.';

/** Answers the calls of a page by a drive in the page itself. */
export const serve = (port: MessagePort): void => serveDrive(port, openPageDrive);

const openPageDrive = async ({ emit, onDefect }: DriveEars): Promise<Backend> => {
  const directory = await openDriveDirectory();
  const disk = createOpfsPageDisk(directory);
  const openStaging = createDiskStaging(disk);
  emit({
    event: 'status',
    payload: { at: new Date().toISOString(), text: TOLD, level: 'info' },
  });
  return createDrive({
    files: { directory, disk, openStaging, appended: APPENDED, openNames: null },
    media: { spawn: noWorker, workers: 0, loadPage: () => loadPage(openStaging) },
    searchHost: createSearchClient(() =>
      Promise.resolve(openHere((search) => runSearch(search, Promise.resolve(disk)))),
    ),
    emit,
    onDefect,
  });
};

/** What the media workers run, from their own script: its libraries are there once. */
const loadPage = async (
  openStaging: (path: string) => Promise<StagingCopy>,
): Promise<PageEngine> => {
  const script = (await import(/* @vite-ignore */ mediaScript)) as {
    readonly loadPageEngine: typeof loadPageEngine;
  };
  return script.loadPageEngine({ openStaging });
};

/** Nobody asks for one where there are none. */
const noWorker = (): never => {
  throw new Error('This page starts no workers.');
};

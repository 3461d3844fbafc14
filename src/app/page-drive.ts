/** The drive where no worker starts: the same drive in the page, with what a page has. */
import { createDiskStaging } from '../core/media/staging-on-disk.ts';
import { createOpfsPageDisk } from '../platform/opfs/opfs-page-disk.ts';
import { createSearchClient } from '../platform/worker-pool/search-client.ts';
import { openHere } from '../platform/worker-pool/threads.ts';
import { createBreathe } from './breathe.ts';
import { createDrive } from './create-drive.ts';
import { openDriveDirectory } from './drive-files.ts';
import type { Backend } from './drive-node.ts';
import { loadPageEngine } from './engines/load-page-engine.ts';
import { runSearch } from './search-thread.ts';
import { type DriveEars, serveDrive } from './serve-drive.ts';

/** Each flush copies its whole file, so files that are appended to stay short. */
const APPENDED = { journalBytes: 256 * 1024, packBytes: 8 * 1024 * 1024 };

const TOLD = 'This browser starts no workers: everything works, more slowly.';

/** Answers the calls of a page by a drive in the page itself. */
export const runDrive = (port: MessagePort): void => serveDrive(port, openPageDrive);

const openPageDrive = async ({ emit, onDefect }: DriveEars): Promise<Backend> => {
  const directory = await openDriveDirectory();
  const disk = createOpfsPageDisk(directory);
  const openStaging = createDiskStaging(disk);
  emit({
    event: 'status',
    payload: { at: new Date().toISOString(), text: TOLD, level: 'info' },
  });
  return createDrive({
    files: { directory, disk, openStaging, appended: APPENDED },
    media: {
      spawn: noWorker,
      workers: 0,
      loadPage: () => Promise.resolve(loadPageEngine({ openStaging })),
    },
    searchHost: createSearchClient(() =>
      Promise.resolve(
        openHere((search) => runSearch(search, Promise.resolve(disk), createBreathe())),
      ),
    ),
    emit,
    onDefect,
  });
};

/** Nobody asks for one where there are none. */
const noWorker = (): never => {
  throw new Error('This page starts no workers.');
};

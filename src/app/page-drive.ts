/** The drive where no worker starts: the same drive in the page, with what a page has. */
import { createDiskStaging } from '../core/media/staging-on-disk.ts';
import { createOpfsPageDisk } from '../platform/opfs/opfs-page-disk.ts';
import { createSearchClient } from '../platform/worker-pool/search-client.ts';
import { openHere } from '../platform/worker-pool/threads.ts';
import { createBreathe } from './breathe.ts';
import { createDrive } from './create-drive.ts';
import { openDriveDirectory } from './drive-files.ts';
import type { Backend } from './drive-node.ts';
import { runSearch } from './search-thread.ts';
import { type DriveEars, serveDrive } from './serve-drive.ts';
import { createThreadIngest } from './thread-ingest.ts';
import { createThreadLab } from './thread-lab.ts';

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
    lab: createThreadLab(createThreadIngest({ openStaging })),
    searchHost: createSearchClient(() =>
      Promise.resolve(
        openHere((search) => runSearch(search, Promise.resolve(disk), createBreathe())),
      ),
    ),
    emit,
    onDefect,
  });
};

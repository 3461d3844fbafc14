/** The drive where no worker starts: the same drive in the page, with what a page has. */
import type { Ingest } from '../src/core/media/ingest.ts';
import type { StagingCopy } from '../src/core/media/ingest-ports.ts';
import { createDiskStaging } from '../src/core/media/staging-on-disk.ts';
import { createOpfsPageDisk } from '../src/platform/opfs/opfs-page-disk.ts';
import { createSearchClient } from '../src/platform/worker-pool/search-client.ts';
import { openHere } from '../src/platform/worker-pool/threads.ts';
import { createBreathe } from '../src/app/breathe.ts';
import { createDrive } from '../src/app/create-drive.ts';
import { openDriveDirectory } from '../src/app/drive-files.ts';
import type { Backend } from '../src/app/drive-node.ts';
import { runSearch } from '../src/app/search-thread.ts';
import { type DriveEars, serveDrive } from '../src/app/serve-drive.ts';
import type { createThreadIngest } from '../src/app/thread-ingest.ts';
import { createThreadLab } from '../src/app/thread-lab.ts';
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
    files: { directory, disk, openStaging, appended: APPENDED },
    lab: createThreadLab(await loadIngest(openStaging)),
    searchHost: createSearchClient(() =>
      Promise.resolve(
        openHere((search) => runSearch(search, Promise.resolve(disk), createBreathe())),
      ),
    ),
    emit,
    onDefect,
  });
};

/** What the media workers run, from their own script: its libraries are there once. */
const loadIngest = async (
  openStaging: (path: string) => Promise<StagingCopy>,
): Promise<Ingest<File>> => {
  const script = (await import(/* @vite-ignore */ mediaScript)) as {
    readonly createThreadIngest: typeof createThreadIngest;
  };
  return script.createThreadIngest({ openStaging });
};

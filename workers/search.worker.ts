import { openDriveDirectory } from '../src/app/drive-files.ts';
import { runSearch } from '../src/app/search-thread.ts';
import { createOpfsDisk } from '../src/platform/opfs/opfs-disk.ts';
import { serveOwner } from '../src/platform/worker-pool/threads.ts';

serveOwner((scope) => runSearch(scope, openDriveDirectory().then(createOpfsDisk)));

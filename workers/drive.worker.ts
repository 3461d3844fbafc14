import { expose } from 'comlink';
import { createDrive } from '../src/app/create-drive.ts';
import { type NodeMessage, startDriveNode } from '../src/app/drive-node.ts';
import { DRIVE_LOCK, EVENT_CHANNEL, NODE_CHANNEL } from '../src/app/rpc.ts';
import { installScriptUrlPolicy } from '../src/platform/page/script-urls.ts';
import { whenLeader } from '../src/platform/web-locks/leader.ts';
import { defaultPoolSize } from '../src/platform/worker-pool/media-pool.ts';
import { createSearchClient } from '../src/platform/worker-pool/search-client.ts';

installScriptUrlPolicy();

const nodes = new BroadcastChannel(NODE_CHANNEL);
const events = new BroadcastChannel(EVENT_CHANNEL);
const report = (error: unknown): void => console.error(error);

const node = startDriveNode({
  id: crypto.randomUUID(),
  channel: {
    post: (message) => nodes.postMessage(message),
    listen: (listener) => {
      nodes.onmessage = ({ data }: MessageEvent<NodeMessage>) => listener(data);
    },
  },
  whenLeader: (lead) => void whenLeader(DRIVE_LOCK, { onLeader: lead }).catch(report),
  open: () =>
    createDrive({
      media: {
        spawn: () =>
          new Worker(new URL('./media.worker.ts', import.meta.url), { type: 'module' }),
        workers: defaultPoolSize(navigator.hardwareConcurrency),
        loadPage: async () => {
          const { loadPageEngine } = await import('../src/app/engines/load-page-engine.ts');
          return loadPageEngine();
        },
      },
      searchHost: createSearchClient(
        () => new Worker(new URL('./search.worker.ts', import.meta.url), { type: 'module' }),
      ),
      emit: (event) => events.postMessage(event),
      onDefect: report,
    }),
});

expose(node);

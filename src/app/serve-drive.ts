import { expose, type Endpoint } from 'comlink';
import type { DriveEvent } from '../core/drive/drive-parts.ts';
import { whenLeader } from '../platform/web-locks/leader.ts';
import { type Backend, type NodeMessage, startDriveNode } from './drive-node.ts';
import { DRIVE_LOCK, EVENT_CHANNEL, NODE_CHANNEL } from './rpc.ts';

/** Whom a drive tells of what happens. */
export interface DriveEars {
  /** All tabs. */
  readonly emit: (event: DriveEvent) => void;
  /** Errors that nobody expected. */
  readonly onDefect: (error: unknown) => void;
}

/**
 * Answers the calls that arrive at `endpoint`, whichever tab is the drive. `open` opens the drive in this
 * thread, a worker or the page, once the tabs that came before have gone.
 */
export const serveDrive = (
  endpoint: Endpoint,
  open: (ears: DriveEars) => Promise<Backend>,
): void => {
  const nodes = new BroadcastChannel(NODE_CHANNEL);
  const events = new BroadcastChannel(EVENT_CHANNEL);
  const onDefect = (error: unknown): void => console.error(error);
  const node = startDriveNode({
    id: crypto.randomUUID(),
    channel: {
      post: (message) => nodes.postMessage(message),
      listen: (listener) => {
        nodes.onmessage = ({ data }: MessageEvent<NodeMessage>) => listener(data);
      },
    },
    whenLeader: (lead) => void whenLeader(DRIVE_LOCK, { onLeader: lead }).catch(onDefect),
    open: () => open({ emit: (event) => events.postMessage(event), onDefect }),
  });
  expose(node, endpoint);
};

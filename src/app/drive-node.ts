import type { RpcReply, RpcRequest } from './rpc.ts';
import { errorToFailure } from './rpc.ts';

/** What answers calls while this worker is the drive. */
export type Backend = (request: RpcRequest) => Promise<RpcReply>;

/** The channel between the workers of all tabs. */
export interface NodeChannel {
  post(message: NodeMessage): void;
  listen(listener: (message: NodeMessage) => void): void;
}

/** What the workers say to each other. */
export type NodeMessage =
  | { readonly type: 'request'; readonly from: string; readonly request: RpcRequest }
  | {
      readonly type: 'reply';
      readonly to: string;
      readonly id: string;
      readonly reply: RpcReply;
    }
  | { readonly type: 'leader' };

interface Pending {
  readonly request: RpcRequest;
  readonly resolve: (reply: RpcReply) => void;
}

/** What a node needs of its worker. */
export interface DriveNodeParts {
  readonly id: string;
  readonly channel: NodeChannel;
  /** Calls `lead` when every drive that came before has gone. */
  readonly whenLeader: (lead: () => void) => void;
  /** Opens the drive; rejects with an `HmError` where it cannot be opened. */
  readonly open: () => Promise<Backend>;
}

/**
 * The worker of one tab: the drive itself, or a client of the tab that is. A call waits through a
 * takeover: the next drive announces itself and gets every call that has no answer yet, under the same
 * id, so that what the last one did without telling is not done again.
 */
export const startDriveNode = ({ id, channel, whenLeader, open }: DriveNodeParts) => {
  const pending = new Map<string, Pending>();
  let answer: Backend | null = null;

  const settle = (requestId: string, reply: RpcReply): void => {
    pending.get(requestId)?.resolve(reply);
    pending.delete(requestId);
  };

  const send = ({ request }: Pending): void => {
    if (answer === null) channel.post({ type: 'request', from: id, request });
    else void answer(request).then((reply) => settle(request.id, reply));
  };

  channel.listen((message) => {
    if (message.type === 'reply') {
      if (message.to === id) settle(message.id, message.reply);
    } else if (message.type === 'leader') {
      if (answer === null) pending.forEach(send);
    } else if (answer !== null) {
      const { from, request } = message;
      void answer(request).then((reply) => {
        channel.post({ type: 'reply', to: from, id: request.id, reply });
      });
    }
  });

  whenLeader(() => {
    answer = onceEach(open());
    pending.forEach(send);
    channel.post({ type: 'leader' });
  });

  const call = (request: RpcRequest): Promise<RpcReply> =>
    new Promise((resolve) => {
      const entry = { request, resolve };
      pending.set(request.id, entry);
      send(entry);
    });
  return { call };
};

/** Requests that came twice share one answer; a drive that cannot be opened answers everything with why. */
const onceEach = (opening: Promise<Backend>): Backend => {
  const running = new Map<string, Promise<RpcReply>>();
  const run = async (request: RpcRequest): Promise<RpcReply> => {
    try {
      const backend = await opening;
      return await backend(request);
    } catch (error) {
      return { ok: false, error: errorToFailure(error) };
    } finally {
      running.delete(request.id);
    }
  };
  return (request) => {
    const known = running.get(request.id) ?? run(request);
    running.set(request.id, known);
    return known;
  };
};

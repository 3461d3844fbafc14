import { connect, type Socket } from 'node:net';

/** Commands of WebDriver to a Firefox, over the protocol that is built into it. */
export interface Marionette {
  /** What the command answers; rejects with what Firefox says of it, or when it is gone. */
  send(command: string, params?: Readonly<Record<string, unknown>>): Promise<unknown>;
}

/** A reply: type 1, the command's number, an error or `null`, and what it answers. */
type Reply = readonly [1, number, { readonly message: string } | null, unknown];

interface Waiting {
  readonly command: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Connects to a Firefox that listens at `port` of this machine. Source of the form: Firefox source docs,
 * "Marionette protocol", level 3: `<bytes>:<JSON>`, first a greeting, then commands and replies by number.
 */
export const connectMarionette = async (port: number): Promise<Marionette> => {
  const socket = connect(port, '127.0.0.1');
  const waiting = new Map<number, Waiting>();
  let last = 0;
  const greeted = new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    readMessages(socket, (message) => {
      if (!Array.isArray(message)) {
        resolve();
        return;
      }
      const [, id, error, value] = message as unknown as Reply;
      const asked = waiting.get(id);
      waiting.delete(id);
      if (error === null) asked?.resolve(value);
      else asked?.reject(new Error(`${asked.command}: ${error.message}`));
    });
  });
  socket.once('close', () => {
    for (const { command, reject } of waiting.values())
      reject(new Error(`${command}: Firefox is gone.`));
    waiting.clear();
  });
  await greeted;
  return {
    send: (command, params = {}) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        waiting.set(id, { command, resolve, reject });
        const text = JSON.stringify([0, id, command, params]);
        socket.write(`${Buffer.byteLength(text)}:${text}`);
      }),
  };
};

/** Hands over each message once all of its bytes are there. */
const readMessages = (socket: Socket, onMessage: (message: unknown) => void): void => {
  let held = Buffer.alloc(0);
  socket.on('data', (bytes) => {
    held = Buffer.concat([held, bytes]);
    for (;;) {
      const colon = held.indexOf(':');
      const end = colon + 1 + Number(held.toString('latin1', 0, Math.max(0, colon)));
      if (colon < 0 || held.length < end) return;
      const message: unknown = JSON.parse(held.toString('utf8', colon + 1, end));
      held = held.subarray(end);
      onMessage(message);
    }
  });
};

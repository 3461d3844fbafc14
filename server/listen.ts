import { once } from 'node:events';
import type { Server } from 'node:http';

/** Where a host listens; `port` 0 takes any free one. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** The address of `HOST` and `PORT`, 127.0.0.1 and 4173 by default; throws a plain message. */
export const listenAddressOf = (
  environment: Readonly<Record<string, string | undefined>>,
): ListenAddress => {
  const host = environment['HOST'] ?? '127.0.0.1';
  const text = environment['PORT'] ?? '4173';
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (!(port <= 65_535)) {
    throw new Error(`PORT is "${text}", but a port is a number from 0 to 65535.`);
  }
  return { host, port };
};

/** Listens, and resolves to the address for a person; rejects with a plain message. */
export const listen = async (
  server: Server,
  { host, port }: ListenAddress,
): Promise<string> => {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new Error(listenMessage(error, host, port), { cause: error });
  }
  const bound = server.address();
  const boundPort = typeof bound === 'object' && bound ? bound.port : port;
  return `http://${host.includes(':') ? `[${host}]` : host}:${boundPort}/`;
};

const listenMessage = (error: unknown, host: string, port: number): string => {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') {
    return `Port ${port} of ${host} is taken by another program. Stop that one, or choose another port: PORT=${port + 1} npm start`;
  }
  if (code === 'EACCES') {
    return `Port ${port} needs more rights than this user has. Choose one above 1023: PORT=4173 npm start`;
  }
  return `Could not listen on ${host}, port ${port}: ${String(error)}`;
};

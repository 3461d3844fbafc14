import { once } from 'node:events';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { HostProcess } from './host-process.ts';

/** What a host in front makes of the answers of the one behind it. */
export interface HostChanges {
  /** The content policy of every answer, made of the one that was given. */
  readonly policy?: (given: string) => string;
  /** Put before the scripts whose path it fits. */
  readonly prelude?: { readonly path: RegExp; readonly code: string };
  /** Answers what is posted to `/drill`; the host behind hears nothing of it. */
  readonly drill?: (posted: string) => string | Promise<string>;
}

/**
 * A host before another one that sends its answers on, changed as a test asks for; `changes` is asked at each
 * request, so that an answer may differ from the one before. Nothing is to be cached.
 */
export const startHostInFront = async (
  behind: string,
  changes: () => HostChanges,
): Promise<HostProcess> => {
  const server = createServer((asked, response) => {
    const { drill } = changes();
    const done =
      asked.url === '/drill' && drill !== undefined
        ? text(asked).then(async (posted) => void response.end(await drill(posted)))
        : sendOn(behind, changes(), asked, response);
    done.catch((error: unknown) => response.destroy(error as Error));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};

const sendOn = async (
  behind: string,
  { policy, prelude }: HostChanges,
  { method, url = '/', headers }: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const asked = request(new URL(url, behind), {
    method,
    headers: { ...headers, 'accept-encoding': 'identity' },
  });
  asked.end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  const given: OutgoingHttpHeaders = { ...answer.headers, 'cache-control': 'no-store' };
  const name = 'content-security-policy';
  if (policy !== undefined) given[name] = policy(String(given[name]));
  if (prelude?.path.test(url) !== true) {
    answer.pipe(response.writeHead(answer.statusCode ?? 502, given));
    return;
  }
  delete given['content-length'];
  response.writeHead(answer.statusCode ?? 502, given);
  response.end(`${prelude.code}\n${await text(answer)}`);
};

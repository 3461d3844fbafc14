import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HostProcess } from './host-process.ts';

/** A host before another one that sends its answers on under a content policy of the test's own making. */
export const startPolicyHost = async (
  behind: string,
  change: (policy: string) => string,
): Promise<HostProcess> => {
  const server = createServer(({ method, url = '/', headers }, response) => {
    const asked = request(new URL(url, behind), { method, headers }, (answer) => {
      const policy = String(answer.headers['content-security-policy']);
      response.writeHead(answer.statusCode ?? 502, {
        ...answer.headers,
        'content-security-policy': change(policy),
      });
      answer.pipe(response);
    });
    asked.on('error', (error) => response.destroy(error));
    asked.end();
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

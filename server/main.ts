import { fileURLToPath } from 'node:url';
import { readBuiltApp } from './built-app.ts';
import { createHost } from './host.ts';
import { listen, listenAddressOf } from './listen.ts';
import { isLoopback } from './security-headers.ts';

/** Built into `dist-server/`, which stands beside `dist/`. */
const dist = fileURLToPath(new URL('../dist', import.meta.url));

try {
  const address = listenAddressOf(process.env);
  const host = createHost({
    app: await readBuiltApp(dist),
    isLocal: isLoopback(address.host),
  });
  const url = await listen(host, address);
  console.log(`HM Drive is at ${url}`);
  const stop = (): void => {
    host.close();
    host.closeAllConnections();
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

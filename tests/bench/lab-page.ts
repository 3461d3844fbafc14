import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { build } from 'vite';
import { BENCH_ORIGIN, launchOver } from './bench-browser.ts';
import type {} from './lab/lab.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
};

/** Below this the service worker of the app, which a used profile has, answers no page of its own. */
const BASE = '/api/lab/';

/**
 * The lab's page over `profile`, at the same origin as the app: what it writes there is what the app
 * finds. Built anew, from the app's own sources. `browserArgs` come beside those of every bench.
 */
export const withLab = async <T>(
  cache: string,
  profile: string,
  act: (page: Page) => Promise<T>,
  browserArgs: readonly string[] = [],
): Promise<T> => {
  const outDir = join(cache, 'lab');
  await build({
    configFile: false,
    base: BASE,
    root: join(import.meta.dirname, 'lab'),
    logLevel: 'error',
    publicDir: false,
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, target: 'chrome121', assetsInlineLimit: 0 },
  });
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', BENCH_ORIGIN);
    const type = TYPES[extname(pathname)] ?? 'application/octet-stream';
    readFile(join(outDir, pathname.slice(BASE.length))).then(
      (bytes) => response.writeHead(200, { 'Content-Type': type }).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    const browser = await launchOver(profile, `http://127.0.0.1:${port}`, browserArgs);
    try {
      await browser.page.goto(`${BENCH_ORIGIN}${BASE}index.html`);
      return await act(browser.page);
    } finally {
      await browser.close();
    }
  } finally {
    server.close();
  }
};

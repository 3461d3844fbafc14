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

/**
 * The lab's page over `profile`, at the same origin as the app: what it writes there is what the app
 * finds. Built anew, from the app's own sources.
 */
export const withLab = async <T>(
  cache: string,
  profile: string,
  act: (page: Page) => Promise<T>,
): Promise<T> => {
  const outDir = join(cache, 'lab');
  await build({
    configFile: false,
    root: join(import.meta.dirname, 'lab'),
    logLevel: 'error',
    publicDir: false,
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, target: 'chrome121', assetsInlineLimit: 0 },
  });
  const server = createServer((request, response) => {
    const path = request.url === '/' ? '/index.html' : (request.url ?? '');
    readFile(join(outDir, new URL(path, BENCH_ORIGIN).pathname)).then(
      (bytes) =>
        response
          .writeHead(200, {
            'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
          })
          .end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    const browser = await launchOver(profile, `http://127.0.0.1:${port}`);
    try {
      await browser.page.goto(`${BENCH_ORIGIN}/`);
      return await act(browser.page);
    } finally {
      await browser.close();
    }
  } finally {
    server.close();
  }
};

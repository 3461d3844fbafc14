import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readBuiltApp } from '../../server/built-app.ts';
import { createHost } from '../../server/host.ts';
import { listen, listenAddressOf } from '../../server/listen.ts';
import { isLoopback, securityHeaders } from '../../server/security-headers.ts';

const SCRIPT = 'export const answer = 42;\n'.repeat(200);
const PART = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 251));
let directory: string;
let url: string;
let close: () => void;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hm-host-'));
  const dist = join(directory, 'dist');
  await mkdir(join(dist, 'assets'), { recursive: true });
  await mkdir(join(dist, '.vite'));
  await mkdir(join(dist, 'hm-assets'));
  await writeFile(join(dist, 'hm-assets', 'codec.wasm'), PART);
  await writeFile(join(dist, 'index.html'), '<!doctype html><title>HM Drive</title>');
  await writeFile(join(dist, 'assets', 'main-abc.js'), SCRIPT);
  await writeFile(join(dist, 'service.worker.js'), 'self');
  await writeFile(join(dist, '.vite', 'manifest.json'), '{}');
  await writeFile(join(directory, 'secret.txt'), 'secret');
  const host = createHost({ app: await readBuiltApp(dist), isLocal: true });
  url = await listen(host, { host: '127.0.0.1', port: 0 });
  close = () => {
    host.close();
    host.closeAllConnections();
  };
});

afterAll(async () => {
  close();
  await rm(directory, { recursive: true });
});

/** The status and body for a request target as it is, which `fetch` would tidy. */
const getRaw = (path: string): Promise<{ status: number; body: string }> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    request({ hostname, port, path }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    })
      .on('error', reject)
      .end();
  });

it('serves the page for the root and for every place in the app, to be asked for again', async () => {
  for (const path of ['', 'index.html', 'library/2024/january']) {
    const response = await fetch(url + path);
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('Cache-Control')).toBe('no-cache');
    expect(await response.text()).toContain('HM Drive');
  }
});

it('serves hashed assets for ever, and the service worker afresh', async () => {
  const asset = await fetch(`${url}assets/main-abc.js`);
  expect(asset.headers.get('Cache-Control')).toContain('immutable');
  expect(asset.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8');
  const worker = await fetch(`${url}service.worker.js`);
  expect(worker.headers.get('Cache-Control')).toBe('no-cache');
});

it('puts the content policy and its companions on every answer, failures too', async () => {
  for (const path of ['', 'assets/main-abc.js', 'assets/none.js', 'hm/blob/x']) {
    const { headers } = await fetch(url + path);
    expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    expect(headers.get('Content-Security-Policy')).toContain(
      "require-trusted-types-for 'script'",
    );
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('Referrer-Policy')).toBe('no-referrer');
    expect(headers.has('Cross-Origin-Embedder-Policy')).toBe(false);
  }
});

it('lets a page reach plain-text servers of the machine only where the host is local', () => {
  const connect = (isLocal: boolean) =>
    /connect-src[^;]*/.exec(securityHeaders(isLocal)['Content-Security-Policy'] ?? '')?.[0];
  expect(connect(true)).toContain('http://localhost:*');
  expect(connect(false)).toBe("connect-src 'self' https: wss:");
  expect(['127.0.0.1', '::1', 'localhost', '0.0.0.0', '192.168.1.2'].map(isLoopback)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});

it('answers a missing file with 404, not with the page', async () => {
  for (const path of [
    'assets/none.js',
    'hm-assets/none',
    'none.png',
    '.vite/manifest.json',
    'hm/blob/0',
    'api/v1',
  ]) {
    expect((await fetch(url + path)).status, path).toBe(404);
  }
});

it('never leaves its directory', async () => {
  for (const path of [
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%2f..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '//etc/passwd.txt',
  ]) {
    const { status, body } = await getRaw(path);
    expect(status, path).toBe(404);
    expect(body).not.toContain('secret\n');
  }
});

it('answers a malformed address with 400 and another method with 405', async () => {
  expect((await getRaw('/%ff')).status).toBe(400);
  const post = await fetch(url, { method: 'POST', body: 'x' });
  expect(post.status).toBe(405);
  expect(post.headers.get('Allow')).toBe('GET, HEAD');
});

it.each(['br', 'gzip'])('sends %s to who accepts it, the same text', async (coding) => {
  const response = await fetch(`${url}assets/main-abc.js`, {
    headers: { 'Accept-Encoding': coding },
  });
  expect(response.headers.get('Content-Encoding')).toBe(coding);
  expect(Number(response.headers.get('Content-Length'))).toBeLessThan(SCRIPT.length / 4);
  expect(await response.text()).toBe(SCRIPT);
});

it('sends plain bytes to who refuses codings', async () => {
  const response = await fetch(`${url}assets/main-abc.js`, {
    headers: { 'Accept-Encoding': 'br;q=0, identity' },
  });
  expect(response.headers.has('Content-Encoding')).toBe(false);
});

it('answers 304 to who has the file already', async () => {
  const first = await fetch(url);
  const etag = first.headers.get('ETag') ?? '';
  const second = await fetch(url, { headers: { 'If-None-Match': etag } });
  expect(second.status).toBe(304);
});

it('says in plain words that a port is taken, and which to try', async () => {
  const { port } = new URL(url);
  const another = createHost({ app: new Map(), isLocal: true });
  const listening = listen(another, { host: '127.0.0.1', port: Number(port) });
  await expect(listening).rejects.toThrow(
    `Port ${port} of 127.0.0.1 is taken by another program.`,
  );
});

it('reads HOST and PORT, and refuses what is no port', () => {
  expect(listenAddressOf({})).toEqual({ host: '127.0.0.1', port: 4173 });
  expect(listenAddressOf({ HOST: '0.0.0.0', PORT: '80' })).toEqual({
    host: '0.0.0.0',
    port: 80,
  });
  for (const PORT of ['', 'http', '70000', '-1', '1e3']) {
    expect(() => listenAddressOf({ PORT })).toThrow(`PORT is "${PORT}"`);
  }
});

it('leads a share that no service worker took to the screen that says so, reading nothing of it', async () => {
  const response = await fetch(`${url}share`, {
    method: 'POST',
    body: new FormData(),
    redirect: 'manual',
  });
  expect(response.status).toBe(303);
  expect(response.headers.get('Location')).toBe('/#/incoming?refused=missed');
  expect((await fetch(`${url}elsewhere`, { method: 'POST' })).status).toBe(405);
});

it.each([
  ['bytes=0-99', 0, 100],
  ['bytes=900-', 900, 1000],
  ['bytes=-100', 900, 1000],
  ['bytes=990-5000', 990, 1000],
])('sends %s of a heavy part, as it is', async (range, start, end) => {
  const response = await fetch(`${url}hm-assets/codec.wasm`, { headers: { Range: range } });
  expect(response.status).toBe(206);
  expect(response.headers.get('Content-Range')).toBe(`bytes ${start}-${end - 1}/1000`);
  expect(response.headers.get('Content-Encoding')).toBeNull();
  expect(Buffer.from(await response.arrayBuffer()).equals(PART.subarray(start, end))).toBe(
    true,
  );
});

it.each(['bytes=0-1,5-6', 'bytes=7-3', 'lines=1-2', 'bytes=-'])(
  'sends the whole of a heavy part for %s, which is no one range',
  async (range) => {
    const response = await fetch(`${url}hm-assets/codec.wasm`, { headers: { Range: range } });
    expect(response.status).toBe(200);
    expect((await response.arrayBuffer()).byteLength).toBe(1000);
  },
);

it('says how long a heavy part is where no byte of a range is in it', async () => {
  const response = await fetch(`${url}hm-assets/codec.wasm`, {
    headers: { Range: 'bytes=1000-' },
  });
  expect(response.status).toBe(416);
  expect(response.headers.get('Content-Range')).toBe('bytes */1000');
});

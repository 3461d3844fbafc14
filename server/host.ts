import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { BuiltApp, BuiltFile } from './built-app.ts';
import { rangeOf } from './byte-range.ts';
import { securityHeaders } from './security-headers.ts';

/** What the host serves, and to whom. */
export interface HostOptions {
  readonly app: BuiltApp;
  /** Whether only this machine can reach the host; see `securityHeaders`. */
  readonly isLocal: boolean;
}

/**
 * A server, not yet listening, that serves the built app and nothing else: it keeps no user data and
 * takes none. Paths without a file get the app's page, so that a deep link opens.
 */
export const createHost = ({ app, isLocal }: HostOptions): Server => {
  const headers = securityHeaders(isLocal);
  return createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    answer(app, request, response).catch((error: unknown) => {
      console.error(`${request.method ?? ''} ${request.url ?? ''} failed:`, error);
      if (response.headersSent) response.destroy();
      else sendText(response, 500, 'The host could not answer. Its log says why.');
    });
  });
};

const answer = async (
  app: BuiltApp,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  if (request.method === 'POST' && pathOf(request.url ?? '/') === SHARE_PATH) {
    sendToShare(request, response);
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    sendText(response, 405, `${request.method ?? ''} is not answered here: GET and HEAD are.`);
    return;
  }
  const path = pathOf(request.url ?? '/');
  if (path === null) {
    sendText(response, 400, 'The address is not a valid one.');
    return;
  }
  const file = app.get(path) ?? (isRoute(path) ? app.get('/index.html') : undefined);
  if (file) await sendFile(file, request, response);
  else sendText(response, 404, notFoundMessage(path));
};

/** The manifest's share target. The service worker answers it; here it arrives only while there is none. */
const SHARE_PATH = '/share';

/** To the screen that asks for the share once more: what was sent is a person's, and is not read. */
const sendToShare = (request: IncomingMessage, response: ServerResponse): void => {
  response.writeHead(303, { Location: '/#/incoming?refused=missed', Connection: 'close' });
  response.end();
  request.resume();
};

/** The decoded path of a request target, `null` where it is malformed. */
const pathOf = (target: string): string | null => {
  const raw = target.split(/[?#]/, 1)[0] ?? '';
  try {
    return decodeURIComponent(raw);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
};

/** Whether `path` is a place in the app: its last segment has no extension, and no worker answers it. */
const isRoute = (path: string): boolean =>
  !/^\/(hm|api|assets|hm-assets)(\/|$)/.test(path) && !/\.[a-z0-9]+$/i.test(path);

const notFoundMessage = (path: string): string =>
  /^\/(hm|api)\//.test(path)
    ? 'Media stay in the browser, whose service worker answers this address. Open the app first.'
    : `There is no ${path} here.`;

const sendFile = async (
  file: BuiltFile,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  response.setHeader('Cache-Control', file.cacheControl);
  response.setHeader('ETag', file.etag);
  response.setHeader('Vary', 'Accept-Encoding');
  if (request.headers['if-none-match'] === file.etag) {
    response.writeHead(304).end();
    return;
  }
  if (file.part !== null) {
    sendPart(file.part, file.type, request, response);
    return;
  }
  const { coding, bytes } = await file.encode(acceptedCodings(request));
  if (coding) response.setHeader('Content-Encoding', coding);
  response.writeHead(200, { 'Content-Type': file.type, 'Content-Length': bytes.length });
  response.end(request.method === 'HEAD' ? undefined : bytes);
};

/** A heavy part, or a stretch of it: its bytes are checked against its list, so they are sent as they are. */
const sendPart = (
  bytes: Buffer,
  type: string,
  { method, headers }: IncomingMessage,
  response: ServerResponse,
): void => {
  const range = rangeOf(headers.range, bytes.length);
  response.setHeader('Accept-Ranges', 'bytes');
  if (range === 'none') {
    response.writeHead(416, { 'Content-Range': `bytes */${bytes.length}` }).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: bytes.length };
  const body = bytes.subarray(start, end);
  response.writeHead(range === null ? 200 : 206, {
    'Content-Type': type,
    'Content-Length': body.length,
    ...(range !== null && { 'Content-Range': `bytes ${start}-${end - 1}/${bytes.length}` }),
  });
  response.end(method === 'HEAD' ? undefined : body);
};

/** Node joins repeated headers of this name, but types it as if it did not. */
const acceptedCodings = ({ headers }: IncomingMessage): string =>
  [headers['accept-encoding'] ?? ''].flat().join(',');

const sendText = (response: ServerResponse, status: number, text: string): void => {
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
  });
  response.end(`${text}\n`);
};

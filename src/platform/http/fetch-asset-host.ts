import type { AssetHost, HostStretch } from '../../core/assets/asset-host.ts';
import { HmError } from '../../core/base/hm-error.ts';

/** What may be told of a host. */
export interface FetchAssetHostOptions {
  /** The directory of the parts, with a slash at its end. */
  readonly base: string;
  /** How long nothing may come before the host counts as stalled. */
  readonly stallMs?: number;
}

const STALL_MS = 20_000;

/**
 * The parts as a host serves them over HTTP: by `Range` where the host knows ranges, else the whole file.
 * Nothing goes into the browser's own cache, since what is right is kept here.
 */
export const createFetchAssetHost = ({
  base,
  stallMs = STALL_MS,
}: FetchAssetHostOptions): AssetHost => ({
  open: async (path, start, end, signal) => {
    const watch = createWatch(stallMs, signal);
    const url = base + path;
    try {
      const response = await fetch(url, {
        cache: 'no-store',
        credentials: 'omit',
        redirect: 'error',
        signal: watch.signal,
        headers: { Range: `bytes=${start}-${end - 1}` },
      });
      const stretchStart = startOf(response, start);
      if (stretchStart === null || response.body === null) {
        watch.end();
        throw refused(url, response.status);
      }
      return {
        start: stretchStart,
        isWhole: response.status === 200,
        pieces: piecesOf(response.body, watch, (error) => failure(error, url, signal)),
      };
    } catch (error) {
      watch.end();
      throw failure(error, url, signal);
    }
  },
});

/** Where the body begins in the file, `null` where the answer is no part of it. */
const startOf = ({ status, headers }: Response, asked: number): number | null => {
  if (status === 200) return 0;
  const range = /^bytes (\d+)-/.exec(headers.get('Content-Range') ?? '');
  return status === 206 && range?.[1] === String(asked) ? asked : null;
};

/** Aborts when `signal` does, and where nothing comes for too long. */
const createWatch = (stallMs: number, signal: AbortSignal) => {
  const stop = new AbortController();
  const onAbort = (): void => stop.abort(signal.reason);
  let timer = setTimeout(() => stop.abort(), stallMs);
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  return {
    signal: stop.signal,
    /** The time that its reader takes is not the host's. */
    pause: (): void => clearTimeout(timer),
    goOn: (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => stop.abort(), stallMs);
    },
    end: (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      stop.abort();
    },
  };
};

async function* piecesOf(
  body: NonNullable<Response['body']>,
  watch: ReturnType<typeof createWatch>,
  failureOf: (error: unknown) => unknown,
): HostStretch['pieces'] extends AsyncIterable<infer Piece> ? AsyncGenerator<Piece> : never {
  const reader = body.getReader();
  // Node forgets the signal of a request that was collected: what waits is ended by its reader, too.
  // How that went is told by what reads.
  const end = (): void => void reader.cancel().catch(() => undefined);
  watch.signal.addEventListener('abort', end, { once: true });
  if (watch.signal.aborted) end();
  try {
    for (;;) {
      watch.goOn();
      const { done, value } = await reader.read();
      watch.pause();
      if (watch.signal.aborted) throw new DOMException('It stalled.', 'AbortError');
      if (done) return;
      yield value;
    }
  } catch (error) {
    throw failureOf(error);
  } finally {
    watch.end();
  }
}

const refused = (url: string, status: number): HmError =>
  new HmError('fetch-failed', `The host answered ${status} for ${url}.`, { url, status });

/** A host that is away, breaks off or stalls is told alike, as a TypeError or an abort. */
const failure = (error: unknown, url: string, signal: AbortSignal): unknown => {
  if (signal.aborted) return new HmError('cancelled', `${url} was left for later.`, { url });
  if (!(error instanceof TypeError || error instanceof DOMException)) return error;
  return new HmError('fetch-failed', `${url} cannot be reached just now.`, { url });
};

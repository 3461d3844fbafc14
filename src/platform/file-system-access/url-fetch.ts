import { HmError } from '../../core/base/hm-error.ts';
import { nameOfDownload } from './download-name.ts';

/**
 * The file behind a web address, streamed by the browser into a blob of its own keeping: memory does
 * not grow with its size. No cookies and no credentials are sent.
 *
 * Rejects 'bad-link' (not http or https), 'fetch-failed' (no answer, not readable from this page, an
 * error of the server, or a download that broke off) and 'cancelled'.
 */
export const fetchAsFile = async (
  link: string,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<File> => {
  const url = parseWebUrl(link);
  try {
    const response = await fetch(url, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      ...(signal !== undefined && { signal }),
    });
    if (!response.ok) throw refused(url, response.status);
    return await responseToFile(response, url);
  } catch (error) {
    throw fetchFailure(error, url, signal);
  }
};

const responseToFile = async (response: Response, url: URL): Promise<File> => {
  const blob = await response.blob();
  const name = nameOfDownload(response.headers.get('Content-Disposition'), url);
  const changed = Date.parse(response.headers.get('Last-Modified') ?? '');
  return new File([blob], name, {
    type: blob.type,
    ...(Number.isFinite(changed) && { lastModified: changed }),
  });
};

const parseWebUrl = (link: string): URL => {
  const url = URL.parse(link.trim());
  if (
    url !== null &&
    /^https?:$/.test(url.protocol) &&
    url.username === '' &&
    url.password === ''
  )
    return url;
  throw new HmError(
    'bad-link',
    `${JSON.stringify(link)} is no web address that can be imported. Give one that begins with https:// and names no user.`,
    { link },
  );
};

const refused = (url: URL, status: number): HmError =>
  new HmError(
    'fetch-failed',
    `The server answered ${status} for ${url.href}. Check the address, or download the file and drop it here.`,
    { url: url.href, status },
  );

/** `fetch` tells a refusal by CORS and a server that is away alike, as a TypeError. */
const fetchFailure = (error: unknown, url: URL, signal: AbortSignal | undefined): unknown => {
  if (signal?.aborted === true)
    return new HmError('cancelled', `The download of ${url.href} was cancelled.`, {
      url: url.href,
    });
  if (!(error instanceof TypeError || error instanceof DOMException)) return error;
  return new HmError(
    'fetch-failed',
    `${url.href} could not be read: there is no connection, or the server does not let pages of other sites read it (CORS). Download the file in a tab of its own and drop it here.`,
    { url: url.href },
  );
};

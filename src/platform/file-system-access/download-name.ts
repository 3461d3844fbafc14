/**
 * The name of a download: what `Content-Disposition` says (RFC 6266, the `filename*` form first), else
 * the last segment of the address, else its host. Text from outside: not made safe.
 */
export const nameOfDownload = (disposition: string | null, url: URL): string =>
  namedByHeader(disposition ?? '') ?? namedByPath(url) ?? url.hostname;

const namedByHeader = (disposition: string): string | null => {
  const extended = /;\s*filename\*\s*=\s*(?:utf-8|iso-8859-1)'[^']*'([^;\s]+)/i.exec(
    disposition,
  );
  const plain = /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(disposition);
  const quoted = plain?.[1]?.replace(/\\(.)/g, '$1');
  return lastSegment(decoded(extended?.[1] ?? '')) ?? lastSegment(quoted ?? plain?.[2] ?? '');
};

const namedByPath = (url: URL): string | null => lastSegment(decoded(url.pathname));

/** A server may send a whole path, of either kind. */
const lastSegment = (path: string): string | null => {
  const name = path.split(/[/\\]/).at(-1)?.trim() ?? '';
  return name === '' ? null : name;
};

/** Percent-decoded, or as it came where it is not valid UTF-8. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
};

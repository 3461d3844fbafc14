import { HmError } from '../base/hm-error.ts';
import { err, ok } from '../base/result.ts';
import type { Result } from '../base/result.ts';
import { buildFragment, decodePercent, parseFragment } from './media-fragment.ts';
import type { MediaFragment } from './media-fragment.ts';
import { MAX_DEPTH, isName, nameFault } from './segment.ts';

/** An address taken apart (docs/spec/uri.md). */
export interface ParsedUri {
  /** `local`, a name, a host, or an address with its port. */
  readonly instance: string;
  /** The path of the collection, `''` for the root. */
  readonly collection: string;
  /** The last segment: an id, the first digits of a checksum, or a name; `null` behind a closing slash. */
  readonly mediaId: string | null;
  readonly fragment: MediaFragment | null;
  /** `quality`, `format`, `thumbnail`, and whatever else it carries. */
  readonly params: Readonly<Record<string, string>>;
}

/** What an address is built from; parts that are left out are the local root and nothing more. */
export type UriParts = Partial<ParsedUri>;

/** A text that is no address, and why. */
export type BadUri = {
  readonly type: 'bad-uri';
  readonly message: string;
  readonly uri: string;
};

/** The longest address in characters. */
export const MAX_URI_LENGTH = 8_192;
const MAX_PARAMS = 32;

const SCHEME = /^(?:web\+)?hm:\/\//i;
/** RFC 3986: what ends the path; a fragment and a query may follow in either order. */
const PATH_END = /[?#]/;
const LOCAL = 'local';

/**
 * The parts of `hm://[instance]/[collection path]/[media][#fragment][?params]`, fragment and params in
 * either order, `web+hm:` as well. A path that ends with a slash is a collection. A fragment that
 * makes no sense is ignored, as W3C Media Fragments asks; anything else that makes none is an error.
 */
export const parseUri = (text: string): Result<ParsedUri, BadUri> => {
  const bad = (reason: string) => err(badUri(text, reason));
  if (text.length > MAX_URI_LENGTH)
    return bad(`it is longer than ${MAX_URI_LENGTH} characters`);
  const scheme = SCHEME.exec(text)?.[0];
  if (scheme === undefined) return bad('it does not begin with "hm://"');
  const rest = text.slice(scheme.length);
  const pathLength = PATH_END.exec(rest)?.index ?? rest.length;
  const tail = splitTail(rest.slice(pathLength));
  if (typeof tail === 'string') return bad(tail);
  const params = parseParams(tail.query);
  if (typeof params === 'string') return bad(params);
  const place = parsePlace(rest.slice(0, pathLength));
  if (typeof place === 'string') return bad(place);
  return ok({ ...place, fragment: parseFragment(tail.fragment), params });
};

/**
 * The canonical address of `parts`; `parseUri` gives them back. Throws `HmError` 'bad-uri' where a part
 * could not be read back: a name with a slash in it, an instance with spaces, a range that ends before it begins.
 */
export const buildUri = (parts: UriParts): string => {
  const {
    instance = LOCAL,
    collection = '',
    mediaId = null,
    fragment = null,
    params = {},
  } = parts;
  const names = collection === '' ? [] : collection.split('/');
  const path = [...names, mediaId ?? ''].map(encodeURIComponent).join('/');
  const fragmentText = fragment === null ? '' : buildFragment(fragment);
  const query = Object.entries(params)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
  const uri = `hm://${encodeInstance(instance)}/${path}${fragmentText && `#${fragmentText}`}${query && `?${query}`}`;
  const parsed = parseUri(uri);
  if (!parsed.ok) throw new HmError(parsed.error.type, parsed.error.message, parsed.error);
  if (fragmentText !== buildFragment(parsed.value.fragment ?? {})) {
    const { type, message } = badUri(uri, `"#${fragmentText}" is no part of a medium`);
    throw new HmError(type, message, { uri });
  }
  return uri;
};

type Place = Pick<ParsedUri, 'instance' | 'collection' | 'mediaId'>;

/** Instance, collection and medium, or what is wrong with them. */
const parsePlace = (text: string): Place | string => {
  const [first = '', ...segments] = text.split('/');
  const instance = parseInstance(first);
  if (instance === null) return `${JSON.stringify(first)} is no instance`;
  const last = segments.pop() ?? '';
  const names: string[] = [];
  for (const segment of last === '' ? segments : [...segments, last]) {
    const name = decodePercent(segment)?.normalize('NFC');
    if (name === undefined) return `${JSON.stringify(segment)} is not percent-encoded UTF-8`;
    if (!isName(name)) return `the name ${JSON.stringify(name)} ${nameFault(name) ?? ''}`;
    names.push(name);
  }
  const mediaId = last === '' ? null : (names.pop() ?? null);
  if (names.length > MAX_DEPTH)
    return `its collection has ${names.length} levels, ${MAX_DEPTH} are the most`;
  return { instance, collection: names.join('/'), mediaId };
};

const PORT = /:(\d{1,5})$/;
const IPV6 = /^\[[0-9a-f:.]{2,45}\]$/i;
const NAME_FORBIDS = /[@:\s\\[\]<>"?#]/;

/** A name, a host or an address, with a port or without; nothing at all is the local one. */
const parseInstance = (text: string): string | null => {
  if (text === '') return LOCAL;
  const instance = decodePercent(text)?.normalize('NFC') ?? '';
  const port = PORT.exec(instance);
  if (port !== null && !(Number(port[1]) >= 1 && Number(port[1]) <= 65_535)) return null;
  const host = instance.slice(0, port?.index ?? instance.length);
  if (IPV6.test(host)) return instance;
  return isName(host) && !NAME_FORBIDS.test(host.replaceAll(' ', '')) ? instance : null;
};

/** Colons and brackets keep their meaning in an instance. */
const encodeInstance = (instance: string): string =>
  encodeURIComponent(instance).replace(/%3A/g, ':').replace(/%5B/g, '[').replace(/%5D/g, ']');

/** What follows the path: at most one fragment and one query, in either order. */
const splitTail = (
  tail: string,
): { readonly fragment: string; readonly query: string } | string => {
  const sections = tail.split(/(?=[?#])/);
  const fragments = sections.filter((section) => section.startsWith('#'));
  const queries = sections.filter((section) => section.startsWith('?'));
  if (fragments.length > 1) return 'it has two fragments; write a "#" within one as %23';
  if (queries.length > 1)
    return 'it has two lists of parameters; write a "?" within one as %3F';
  return { fragment: fragments[0]?.slice(1) ?? '', query: queries[0]?.slice(1) ?? '' };
};

/** Parameters by name, the last of a name counting, or what is wrong with them. */
const parseParams = (query: string): Readonly<Record<string, string>> | string => {
  const pairs = query.split('&').filter((pair) => pair !== '');
  if (pairs.length > MAX_PARAMS)
    return `it has ${pairs.length} parameters, ${MAX_PARAMS} are the most`;
  const params: [string, string][] = [];
  for (const pair of pairs) {
    const [name = '', ...value] = pair.split('=');
    const decodedName = decodePercent(name);
    const decodedValue = decodePercent(value.join('='));
    if (decodedName === null || decodedValue === null)
      return `${JSON.stringify(pair)} is not percent-encoded UTF-8`;
    if (decodedName === '') return `${JSON.stringify(pair)} has no name`;
    params.push([decodedName, decodedValue]);
  }
  return Object.fromEntries(params);
};

const badUri = (uri: string, reason: string): BadUri => ({
  type: 'bad-uri',
  message: `${JSON.stringify(uri.slice(0, 200))} is no address: ${reason}. Write it as hm://local/collection/name.`,
  uri: uri.slice(0, 200),
});

import { sniff } from './sniff.ts';

/** How bytes from others may be shown: under which type, and whether within a page at all. */
export interface ServingRule {
  readonly mime: string;
  /** `false`: offered as a download, whatever a page asks for. */
  readonly inline: boolean;
}

/** Types that a browser decodes without running anything in them. SVG is not among them: it has scripts. */
const INLINE_TYPES: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/jxl',
  'image/heic',
  'image/heif',
  'image/bmp',
  'image/x-icon',
  'image/tiff',
  'video/mp4',
  'video/webm',
  'audio/mpeg',
  'audio/mp4',
  'audio/aac',
  'audio/wav',
  'audio/flac',
  'audio/ogg',
]);

const DOWNLOAD: ServingRule = { mime: 'application/octet-stream', inline: false };

/** The rule for bytes that begin with `head`: by their magic alone, whatever was noted about them before. */
export const servingRule = (head: Uint8Array): ServingRule => {
  const type = sniff(head);
  return type !== null && INLINE_TYPES.has(type.mime)
    ? { mime: type.mime, inline: true }
    : DOWNLOAD;
};

/**
 * The headers of every answer that carries bytes from others: no guessing of types, no scripts, no
 * embedding by other sites. `name` is what a download is called.
 */
export const servingHeaders = (
  rule: ServingRule,
  name: string,
): Readonly<Record<string, string>> => ({
  'Content-Type': rule.mime,
  'Content-Disposition': rule.inline
    ? 'inline'
    : `attachment; filename*=UTF-8''${encodeName(name)}`,
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Accept-Ranges': 'bytes',
});

/** Bytes `[start, end)` of a file. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

const ONE_RANGE = /^bytes=(\d*)-(\d*)$/;

/**
 * The bytes that a `Range` header asks for (RFC 9110, 14.1.2), clipped to the file; 'unsatisfiable'
 * asks for an answer of 416. `null` asks for the whole file: no header, another unit, several ranges, or
 * one that makes no sense.
 */
export const parseRange = (
  header: string | null,
  sizeBytes: number,
): ByteRange | 'unsatisfiable' | null => {
  const [, first = '', last = ''] = ONE_RANGE.exec(header?.replace(/\s/g, '') ?? '') ?? [];
  if (first === '' && last === '') return null;
  if (first === '') return lastBytes(Number(last), sizeBytes);
  const start = Number(first);
  const end = last === '' ? sizeBytes : Math.min(Number(last) + 1, sizeBytes);
  if (last !== '' && Number(last) < start) return null;
  return start < sizeBytes ? { start, end } : 'unsatisfiable';
};

const lastBytes = (length: number, sizeBytes: number): ByteRange | 'unsatisfiable' =>
  length === 0 || sizeBytes === 0
    ? 'unsatisfiable'
    : { start: Math.max(sizeBytes - length, 0), end: sizeBytes };

/** RFC 8187: what may stand unencoded is less than `encodeURIComponent` leaves. */
const encodeName = (name: string): string =>
  encodeURIComponent(name.replace(/\p{Cs}/gu, '\uFFFD')).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );

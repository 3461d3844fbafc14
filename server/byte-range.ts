/** Bytes `[start, end)` of a file. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The one range that a `Range` header asks of a file (RFC 9110, 14.1.2). `null` without a header, and where
 * it is of another unit, malformed, or of several ranges: the whole file is the answer then. 'none' where the
 * file has no such bytes.
 */
export const rangeOf = (
  header: string | undefined,
  sizeBytes: number,
): ByteRange | 'none' | null => {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? [];
  if (first === '' && last === '') return null;
  if (first === '') {
    const start = Math.max(0, sizeBytes - Number(last));
    return start < sizeBytes ? { start, end: sizeBytes } : 'none';
  }
  const start = Number(first);
  const end = last === '' ? sizeBytes : Math.min(sizeBytes, Number(last) + 1);
  if (start >= sizeBytes) return 'none';
  return start < end ? { start, end } : null;
};

import { utf8ToBytes } from '../base/bytes.ts';

/** The longest name in UTF-8 bytes, as file systems have it. */
export const MAX_NAME_BYTES = 255;
/** How many collections may stand above one another (SECURITY: tree depth). */
export const MAX_DEPTH = 64;
/** What is shown where nothing of a name from elsewhere could be kept. */
const UNNAMED = 'unnamed';

const CONTROL = /\p{Cc}/u;
const BIDI = /\p{Bidi_Control}/u;
const LONE_SURROGATE = /\p{Cs}/u;

/**
 * Why `text` cannot be a name in the tree, as words that follow "it …"; `null` where it can. A name is
 * 1 to 255 bytes of UTF-8 in NFC without `/`, control or bidi control characters, not `.` or `..`,
 * and not only white space (docs/spec/collections.md, rules N1 to N6).
 */
export const nameFault = (text: string): string | null => {
  if (text.trim() === '') return 'is empty';
  if (text === '.' || text === '..') return 'is a path step, not a name';
  if (text.includes('/')) return 'contains a "/"';
  if (CONTROL.test(text)) return 'contains a control character';
  if (BIDI.test(text)) return 'contains a character that turns the writing direction';
  if (LONE_SURROGATE.test(text)) return 'contains half a character';
  if (text.normalize('NFC') !== text) return 'is not in Unicode form NFC';
  const sizeBytes = nameSizeBytes(text);
  if (sizeBytes > MAX_NAME_BYTES) {
    return `takes ${sizeBytes} bytes, ${MAX_NAME_BYTES} are the most`;
  }
  return null;
};

/** Whether `text` can be a name in the tree. */
export const isName = (text: string): boolean => nameFault(text) === null;

/**
 * A name from a file or from someone else, made fit for the tree: separators and control characters
 * become `_`, bidi controls vanish, the rest is kept and cut at 255 bytes between code points, an
 * extension of up to 16 characters surviving the cut. A name that is fit already comes back unchanged;
 * nothing left is `unnamed`.
 */
export const safeName = (text: string): string => {
  if (isName(text)) return text;
  const cleaned = text
    .replace(new RegExp(BIDI, 'gu'), '')
    .replace(new RegExp(LONE_SURROGATE, 'gu'), '\uFFFD')
    .normalize('NFC')
    .replace(/[/\p{Cc}]/gu, '_')
    .replace(/^\.{1,2}$/, (dots) => '_'.repeat(dots.length));
  const fitting = cutName(cleaned);
  return fitting.trim() === '' ? UNNAMED : fitting;
};

/** `name` with `suffix` behind it, shortened where both together would pass 255 bytes. */
export const suffixedName = (name: string, suffix: string): string =>
  cutToBytes(name, MAX_NAME_BYTES - nameSizeBytes(suffix)) + suffix;

const ASCII = /^[\x20-\x7e]*$/;

const nameSizeBytes = (text: string): number =>
  ASCII.test(text) ? text.length : utf8ToBytes(text).length;

const cutName = (text: string): string => {
  if (nameSizeBytes(text) <= MAX_NAME_BYTES) return text;
  const extension = /\.[\p{L}\p{N}]{1,16}$/u.exec(text)?.[0] ?? '';
  return suffixedName(text.slice(0, text.length - extension.length), extension);
};

const cutToBytes = (text: string, limitBytes: number): string => {
  if (nameSizeBytes(text) <= limitBytes) return text;
  let sizeBytes = 0;
  let end = 0;
  for (const character of text) {
    sizeBytes += utf8ToBytes(character).length;
    if (sizeBytes > limitBytes) break;
    end += character.length;
  }
  return text.slice(0, end);
};

import type { ImportEntry } from '../../core/imports/import-job.ts';
import { toSources } from './sources.ts';

/** What a paste brought: files, and the web addresses of its text. */
export interface Pasted {
  readonly entries: readonly ImportEntry<File, FileSystemHandle>[];
  /** Without repetition, in their order. */
  readonly links: readonly string[];
}

/**
 * Reads a paste, in the event itself. Links count only where there are no files: a picture copied from
 * a page brings the page's markup and address with it, and is meant itself.
 */
export const readPaste = (event: ClipboardEvent): Pasted => {
  const entries = toSources(event.clipboardData?.files ?? []);
  if (entries.length > 0) return { entries, links: [] };
  const text =
    event.clipboardData?.getData('text/uri-list') || event.clipboardData?.getData('text/plain');
  return { entries, links: textToLinks(text ?? '') };
};

/** The http and https addresses that stand as words of their own in a text. */
export const textToLinks = (text: string): readonly string[] => {
  const words = text.split(/\s+/).filter((word) => /^https?:\/\//i.test(word));
  return [...new Set(words.flatMap((word) => URL.parse(word)?.href ?? []))];
};

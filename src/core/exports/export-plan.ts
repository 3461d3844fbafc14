import { utf8ToBytes } from '../base/bytes.ts';
import type { MediaId } from '../base/ids.ts';
import type { Media } from '../media/media.ts';
import { createPathGiver, portableName } from './portable-name.ts';
import { mediaToXmp } from './xmp-sidecar.ts';

/** An item in a collection that is exported; `folder` is its path below that one, `''` right in it. */
export interface ExportItem {
  readonly folder: string;
  readonly media: Media;
}

/** A file to be written: an item's original, or the text of a sidecar. */
export interface ExportEntry {
  /** Below the target, `/` between names that every file system takes; unique whatever the case. */
  readonly path: string;
  /** What its time of change is to be, milliseconds since 1970. */
  readonly modifiedMs: number;
  readonly content:
    | { readonly type: 'original'; readonly id: MediaId; readonly sizeBytes: number }
    | { readonly type: 'text'; readonly bytes: Uint8Array<ArrayBuffer> };
}

/** The files of an export, each sidecar right behind its original. */
export const planExport = (
  items: Iterable<ExportItem>,
  { sidecars }: { readonly sidecars: boolean },
): readonly ExportEntry[] => {
  const give = createPathGiver();
  return [...items].flatMap(({ folder, media }): ExportEntry[] => {
    const { id, name, sizeBytes } = media;
    const names = [...folder.split('/').filter((step) => step !== ''), name];
    const path = give(names.map(portableName).join('/'));
    const modifiedMs = Date.parse(media.capturedAt ?? media.createdAt);
    const original: ExportEntry = {
      path,
      modifiedMs,
      content: { type: 'original', id, sizeBytes },
    };
    if (!sidecars) return [original];
    const bytes = utf8ToBytes(mediaToXmp(media));
    return [
      original,
      { path: give(`${path}.xmp`), modifiedMs, content: { type: 'text', bytes } },
    ];
  });
};

/** How many bytes the entries have. */
export const exportBytes = (entries: readonly ExportEntry[]): number =>
  entries.reduce((sum, entry) => sum + entryBytes(entry), 0);

/** How many bytes a file has that is to be written. */
export const entryBytes = ({ content }: ExportEntry): number =>
  content.type === 'text' ? content.bytes.length : content.sizeBytes;

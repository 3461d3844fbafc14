import { readPictureHeader } from '../../core/media/read-picture-header.ts';
import { sniff } from '../../core/media/sniff.ts';
import type { MediaKind } from '../../core/media/media.ts';

/** What may be shown of a file that nobody has vouched for. */
export interface Preview {
  readonly kind: MediaKind;
  /** Whether it is a picture that this browser decodes, of a size that does no harm. */
  readonly isDrawable: boolean;
}

/** So many first bytes tell kind and size; a JPEG may have its size behind a large block of metadata. */
export const PREVIEW_HEAD_BYTES = 256 * 1024;

/** A small file can hold a picture that takes gigabytes to decode: its header is believed, and no more than this drawn. */
const MOST_PIXELS = 100e6;

/** SVG is left out: what it draws cannot be known from its first bytes. */
const DRAWABLE = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif']);

/** What the first bytes of a file allow to show; its name has no say. */
export const previewOf = (head: Uint8Array): Preview => {
  const type = sniff(head);
  if (type === null) return { kind: 'other', isDrawable: false };
  if (!DRAWABLE.has(type.mime)) return { kind: type.kind, isDrawable: false };
  const size = readPictureHeader(head);
  const pixels = size === null ? Infinity : size.width * size.height;
  return { kind: type.kind, isDrawable: pixels > 0 && pixels <= MOST_PIXELS };
};

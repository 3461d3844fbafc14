import { blobUrl } from '../../app/blob-url.ts';
import type { MediaRow } from '../../core/media/media.ts';

/**
 * What Chromium's `DownloadURL` of a drag says of a file: type, name and address between colons
 * (https://web.dev/articles/datatransfer). Colons of the name would end it.
 */
export const downloadUrl = (
  { hash, mime, name }: Pick<MediaRow, 'hash' | 'mime' | 'name'>,
  origin: string,
): string =>
  `${mime}:${name.replaceAll(':', '_')}:${new URL(blobUrl({ hash, list: null, name }), origin).href}`;

import type { MediaRow } from '../../core/media/media.ts';

/**
 * What Chromium's `DownloadURL` of a drag says of a file: type, name and address between colons
 * (https://web.dev/articles/datatransfer). Colons of the name would end it; an address may hold some.
 */
export const downloadUrl = ({ mime, name }: Pick<MediaRow, 'mime' | 'name'>, url: string) =>
  `${mime}:${name.replaceAll(':', '_')}:${url}`;

import type { MediaKind } from '../../core/media/media.ts';
import type { IconName } from '../base/icons.ts';

/** The icon of each kind. */
export const KIND_ICONS: Readonly<Record<MediaKind, IconName>> = {
  photo: 'photos',
  video: 'film',
  audio: 'music',
  other: 'file',
};

/** Types that are known by another name than their MIME type's. */
const NAMES: Readonly<Record<string, string>> = {
  'audio/mp4': 'M4A',
  'audio/mpeg': 'MP3',
  'image/svg+xml': 'SVG',
  'video/quicktime': 'MOV',
  'video/matroska': 'MKV',
};

/**
 * What a person calls the type: told by the bytes, so that a PNG that is called .jpg is a PNG; RAW by its
 * last word (image/x-nikon-nef); by the extension where the bytes say nothing.
 */
export const typeName = ({
  name,
  mime,
}: {
  readonly name: string;
  readonly mime: string;
}): string => {
  const extension = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1];
  if (mime === 'application/octet-stream' && extension !== undefined)
    return extension.toUpperCase();
  const plain = mime.replace('/x-', '/');
  return NAMES[plain] ?? plain.slice(plain.search(/[/-][^/-]*$/) + 1).toUpperCase();
};

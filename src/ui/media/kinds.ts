import type { MediaKind } from '../../core/media/media.ts';
import type { IconName } from '../base/icons.ts';

/** The icon of each kind. */
export const KIND_ICONS: Readonly<Record<MediaKind, IconName>> = {
  photo: 'photos',
  video: 'film',
  audio: 'music',
  other: 'file',
};

/** What a person calls the type: the extension in capitals, else the second half of the MIME type. */
export const typeName = (item: { readonly name: string; readonly mime: string }): string => {
  const extension = /\.([a-z0-9]{1,5})$/i.exec(item.name)?.[1];
  const fromMime = item.mime.slice(item.mime.indexOf('/') + 1).replace(/^x-/, '');
  return (
    item.mime === 'application/octet-stream' ? (extension ?? fromMime) : fromMime
  ).toUpperCase();
};

import { base64urlToBytes } from '../base/bytes.ts';
import type { Author, DeviceId } from '../base/ids.ts';
import { remembering } from '../base/remembering.ts';

const AUTHOR = /^([A-Za-z0-9_-]{43})\.(0|[1-9][0-9]{0,8})$/;

/** The author that a device is in one epoch; `epoch` from 0. */
export const createAuthor = (device: DeviceId, epoch: number): Author =>
  `${device}.${epoch}` as Author;

/** Whether `text` has the literal form of an author, its device in canonical base64url. */
export const isAuthor = remembering((text: string): text is Author => {
  const device = AUTHOR.exec(text)?.[1];
  return device !== undefined && base64urlToBytes(device)?.length === 32;
});

/** The device that writes as `author`. */
export const authorToDevice = (author: Author): DeviceId =>
  author.slice(0, author.indexOf('.')) as DeviceId;

/** The epoch of `author`, from 0. */
export const authorToEpoch = (author: Author): number =>
  Number(author.slice(author.indexOf('.') + 1));

/** The epoch in which a device goes on that finds its own journal shorter than what `known` has of it. */
export const nextEpoch = (device: DeviceId, known: Iterable<Author>): number => {
  let next = 0;
  for (const author of known) {
    if (authorToDevice(author) === device) next = Math.max(next, authorToEpoch(author) + 1);
  }
  return next;
};

import type { Author, DeviceId, SpaceId } from '../base/ids.ts';
import { authorToDevice } from './author.ts';
import type { UnsignedVersion } from './version.ts';

/**
 * That a device has lost its place in a space, and how far it was followed before. It is the body of a
 * version by an owner, so its signature is that version's.
 */
export interface Revocation {
  readonly space: SpaceId;
  readonly device: DeviceId;
  /** The last counter accepted of each author that the device was; none for an epoch not named. */
  readonly lastCounters: { readonly [author: Author]: number };
}

/** Whether everyone must refuse `version` because of `revocation`, whichever of the two came first. */
export const isBeyondRevocation = (
  revocation: Revocation,
  version: Pick<UnsignedVersion, 'space' | 'author' | 'counter'>,
): boolean =>
  version.space === revocation.space &&
  authorToDevice(version.author) === revocation.device &&
  version.counter > (revocation.lastCounters[version.author] ?? 0);

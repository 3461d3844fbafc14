import { describe, expect, it } from 'vitest';
import type { SpaceId } from '../../../../src/core/base/ids.ts';
import {
  authorToDevice,
  authorToEpoch,
  createAuthor,
  isAuthor,
  nextEpoch,
} from '../../../../src/core/spaces/author.ts';
import { isBeyondRevocation } from '../../../../src/core/spaces/revocation.ts';
import { SPACE, testAuthor } from './space-kit.ts';

const author = testAuthor(0);
const device = authorToDevice(author);

describe('authors and revocations', () => {
  it('V23 an author is a device and an epoch', () => {
    const third = createAuthor(device, 3);
    expect(authorToDevice(third)).toBe(device);
    expect(authorToEpoch(third)).toBe(3);
    expect(isAuthor(third)).toBe(true);
    const bad = [
      '',
      device,
      `${device}.`,
      `${device}.01`,
      `${device}.-1`,
      `${device}.1.0`,
      `x.0`,
    ];
    expect(bad.filter(isAuthor)).toEqual([]);
    // The last of 43 digits has two bits that no key uses.
    expect(isAuthor(`${device.slice(0, 42)}_.0`)).toBe(false);
  });

  it('V23 a device that lost versions goes on in an epoch that nobody has seen', () => {
    expect(nextEpoch(device, [])).toBe(0);
    const known = [createAuthor(device, 4), createAuthor(device, 1), testAuthor(1)];
    expect(nextEpoch(device, known)).toBe(5);
  });

  it('V24 a revocation lets stand what was accepted before it and refuses the rest', () => {
    const revocation = { space: SPACE, device, lastCounters: { [author]: 7 } };
    const by = (who: typeof author, counter: number, space: SpaceId = SPACE) =>
      isBeyondRevocation(revocation, { space, author: who, counter });
    expect(by(author, 7)).toBe(false);
    expect(by(author, 8)).toBe(true);
    expect(by(createAuthor(device, 1), 1)).toBe(true);
    expect(by(testAuthor(1), 99)).toBe(false);
    expect(by(author, 8, 'BBBBBBBBBBBBBBBBBBBBBB' as SpaceId)).toBe(false);
  });
});

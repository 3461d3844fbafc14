import fc from 'fast-check';
import type { PlainObject } from '../../../../src/core/base/plain.ts';
import { nextVersion, tombstoneVersion } from '../../../../src/core/spaces/change.ts';
import { insertHead } from '../../../../src/core/spaces/heads.ts';
import { createHlc } from '../../../../src/core/spaces/hlc.ts';
import type { Version } from '../../../../src/core/spaces/version.ts';
import { pretendToSign, SPACE, testAuthor } from './space-kit.ts';

/** One step of a history: a device writes, takes away, or hears the heads of another one. */
export type Step =
  | { readonly type: 'write'; readonly device: number; readonly patch: PlainObject }
  | { readonly type: 'remove'; readonly device: number }
  | { readonly type: 'hear'; readonly device: number; readonly from: number };

/** What a history leaves: every version ever written, and each device's heads. */
export interface History {
  readonly versions: readonly Version[];
  readonly headsByDevice: readonly (readonly Version[])[];
}

const word = fc.constantFrom('a', 'b', 'c', 'd');
const patch: fc.Arbitrary<PlainObject> = fc.oneof(
  word.map((name) => ({ name: `${name}.jpg` })),
  word.map((title) => ({ title })),
  fc.integer({ min: 0, max: 5 }).map((rating) => ({ rating })),
  fc.uniqueArray(word).map((tags) => ({ tags })),
  fc.uniqueArray(word).map((names) => ({
    descriptors: names.map((name) => ({ name, weight: names.length / 4 })),
  })),
);

/** Histories of 2 to 5 devices over one entity; `withRemovals` lets them take it away as well. */
export const histories = (withRemovals: boolean): fc.Arbitrary<History> =>
  fc.integer({ min: 2, max: 5 }).chain((devices) => {
    const device = fc.nat(devices - 1);
    const step: fc.Arbitrary<Step> = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({ type: fc.constant('write' as const), device, patch }),
      },
      {
        weight: 3,
        arbitrary: fc.record({ type: fc.constant('hear' as const), device, from: device }),
      },
      {
        weight: withRemovals ? 1 : 0,
        arbitrary: fc.record({ type: fc.constant('remove' as const), device }),
      },
    );
    const skews = fc.array(fc.nat(50), { minLength: devices, maxLength: devices });
    return fc
      .tuple(fc.array(step, { minLength: 1, maxLength: 25, size: 'max' }), skews)
      .map(([steps, clockSkews]) => play(steps, clockSkews));
  });

/** Plays steps; each device's clock is ahead by its skew, so time and order of writing differ. */
const play = (steps: readonly Step[], skews: readonly number[]): History => {
  const versions: Version[] = [];
  const headsByDevice: (readonly Version[])[] = skews.map(() => []);
  const counters = skews.map(() => 0);
  for (const [time, step] of steps.entries()) {
    const heads = headsByDevice[step.device] ?? [];
    if (step.type === 'hear') {
      headsByDevice[step.device] = insertAll(heads, headsByDevice[step.from] ?? []);
      continue;
    }
    const counter = (counters[step.device] ?? 0) + 1;
    counters[step.device] = counter;
    const context = {
      space: SPACE,
      kind: 'media',
      entity: 'entity',
      author: testAuthor(step.device),
      counter,
      hlc: createHlc(1_000 + time + (skews[step.device] ?? 0), 0),
      heads,
    } as const;
    const unsigned =
      step.type === 'write'
        ? nextVersion({ ...context, patch: step.patch })
        : tombstoneVersion({ ...context, reason: 'purged' });
    const version = pretendToSign(unsigned);
    versions.push(version);
    headsByDevice[step.device] = insertHead(heads, version).heads;
  }
  return { versions, headsByDevice };
};

/** Heads after `versions` were put to them in this order. */
export const insertAll = (
  heads: readonly Version[],
  versions: readonly Version[],
): readonly Version[] =>
  versions.reduce<readonly Version[]>((kept, next) => insertHead(kept, next).heads, heads);

import { isBlobHash } from '../core/base/ids.ts';
import type { Clock } from '../core/base/clock.ts';
import type { Drive } from '../core/drive/drive.ts';
import type { DriveEvent } from '../core/drive/drive-parts.ts';
import type { VerifyOptions } from '../core/drive/integrity-service.ts';
import type { ParityKeeper } from '../core/integrity/parity-keeper.ts';
import { createParityTeller } from '../core/integrity/verify-news.ts';
import type { OrphanChoice } from '../core/drive/orphans-service.ts';
import { type Methods, badArgument, object, text } from './backend.ts';
import type { RunningCalls } from './running-calls.ts';

/** What the methods are made over. */
export interface IntegrityMethodParts {
  readonly drive: Pick<Drive, 'integrity' | 'orphans'>;
  readonly calls: RunningCalls;
  readonly parity: {
    readonly settle: ParityKeeper['settle'];
    /** Its share may be another now. */
    readonly changed: () => void;
  };
  readonly clock: Clock;
  readonly emit: (event: DriveEvent) => void;
}

/** The methods of `hm.integrity` that look after bytes, by name. Arguments are whatever a script passed. */
export const integrityMethods = ({
  drive,
  calls,
  parity,
  clock,
  emit,
}: IntegrityMethodParts): Methods => ({
  'integrity.verify': ([options], request) =>
    calls.run(request, async (signal) => {
      const wanted = readOptions(object(options, 'options'));
      // Parity is part of what is checked, and is made of what is right before anything else is said.
      if (wanted.deep === true) {
        const onProgress = createParityTeller(clock, (news) =>
          emit({
            event: 'progress',
            payload: { at: new Date(clock.nowMs()).toISOString(), ...news },
          }),
        );
        await parity.settle({ check: true, signal, onProgress });
      }
      return drive.integrity.verify({ ...wanted, signal });
    }),
  'integrity.lastReport': () => drive.integrity.lastReport(),
  'integrity.configure': async ([patch]) => {
    const settings = await drive.integrity.configure(object(patch, 'patch'));
    parity.changed();
    return settings;
  },
  'integrity.orphans': () => drive.orphans.list(),
  'integrity.settleOrphan': ([id, choice], request) =>
    drive.orphans.settle(text(id, 'id'), readChoice(choice), request),
  'integrity.suspect': ([hash]) => {
    const name = text(hash, 'hash');
    if (!isBlobHash(name)) throw badArgument(hash, 'hash', 'a hash of 64 hex digits');
    return drive.integrity.suspect(name);
  },
});

const readOptions = (
  given: Readonly<Record<string, unknown>>,
): Omit<VerifyOptions, 'signal'> => {
  const { deep = false, collection } = given;
  if (typeof deep !== 'boolean') throw badArgument(deep, 'deep', 'true or false');
  return {
    deep,
    ...(collection !== undefined && { collection: text(collection, 'collection') }),
  };
};

const readChoice = (value: unknown): OrphanChoice => {
  if (value === 'adopt' || value === 'discard') return value;
  throw badArgument(value, 'choice', '“adopt” or “discard”');
};

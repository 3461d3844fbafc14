import type { PlainObject } from '../../core/base/plain.ts';
import type { DriveEvent } from '../../core/drive/drive-parts.ts';
import type { CircuitTransition } from '../../core/runtime/circuit.ts';
import type { EngineName } from '../../core/runtime/engine.ts';

/** A line for the person. */
interface EngineLine {
  readonly text: string;
  readonly level: 'info' | 'warn';
  readonly said?: { readonly code: 'intake-paused' };
}

/** Tells pages what happens to engines. What a breaker's change means for people, screens say in their language. */
export interface EngineTeller {
  /** The breaker of an engine changed its state. */
  transition(engine: EngineName, transition: CircuitTransition): void;
  /** Intake of the queue is paused, or not; only a change is told. */
  intake(isPaused: boolean): void;
}

/** A teller to `emit`; `now` is ISO 8601. */
export const createEngineTeller = (
  emit: (event: DriveEvent) => void,
  now: () => string,
): EngineTeller => {
  let wasPaused = false;
  const tell = (line: EngineLine): void =>
    emit({ event: 'status', payload: { at: now(), ...line } satisfies PlainObject });
  return {
    transition: (engine, transition) =>
      emit({ event: 'breaker', payload: { at: now(), engine, ...transition } }),
    intake: (isPaused) => {
      if (isPaused !== wasPaused) tell(lineOfIntake(isPaused));
      wasPaused = isPaused;
    },
  };
};

/** What it means that intake has paused, or goes on. */
const lineOfIntake = (isPaused: boolean): EngineLine =>
  isPaused
    ? {
        text: 'Too much was asked for at once: new work is taken in again when half of what waits is done.',
        level: 'warn',
        said: { code: 'intake-paused' },
      }
    : { text: 'New work is taken in again.', level: 'info' };

import type { PlainObject } from '../../core/base/plain.ts';
import type { DriveEvent } from '../../core/drive/drive-parts.ts';
import type { CircuitTransition } from '../../core/runtime/circuit.ts';
import type { EngineName } from '../../core/runtime/engine.ts';

/** A line for the person. */
interface EngineLine {
  readonly text: string;
  readonly level: 'info' | 'warn';
}

/** What it means for people that an engine stopped, when it is tried, and that it works again; why is told by the event. */
const WORDS: Readonly<
  Record<EngineName, { readonly down: string; readonly next: string; readonly up: string }>
> = {
  webgpu: {
    down: 'The graphics processor stopped working: previews are drawn without it.',
    next: 'It is tried again in',
    up: 'The graphics processor works again.',
  },
  workers: {
    down: 'The workers that read files stopped working: files are read one at a time, and nothing is lost.',
    next: 'They are tried again in',
    up: 'The workers that read files work again.',
  },
  page: {
    down: 'Files cannot be read without workers any more: those that need it wait, and nothing is lost.',
    next: 'It is tried again in',
    up: 'Files can be read without workers again.',
  },
};

/** Tells pages what happens to engines: in events, and in words. */
export interface EngineTeller {
  /** The breaker of an engine changed its state; once it is open it is so for `fallbackMs`. */
  transition(engine: EngineName, transition: CircuitTransition, fallbackMs: number): void;
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
    transition: (engine, transition, fallbackMs) => {
      emit({ event: 'breaker', payload: { at: now(), engine, ...transition } });
      const line = lineOfTransition(engine, transition, fallbackMs);
      if (line !== null) tell(line);
    },
    intake: (isPaused) => {
      if (isPaused !== wasPaused) tell(lineOfIntake(isPaused));
      wasPaused = isPaused;
    },
  };
};

/**
 * What a change of a breaker means for the person; `null` where it means nothing: a trial begins, or one
 * more has failed.
 */
const lineOfTransition = (
  engine: EngineName,
  { from, to }: CircuitTransition,
  fallbackMs: number,
): EngineLine | null => {
  const { down, next, up } = WORDS[engine];
  if (to === 'CLOSED') return { text: up, level: 'info' };
  if (to !== 'OPEN' || from !== 'CLOSED') return null;
  return { text: `${down} ${next} ${Math.round(fallbackMs / 1000)} seconds.`, level: 'warn' };
};

/** What it means that intake has paused, or goes on. */
const lineOfIntake = (isPaused: boolean): EngineLine =>
  isPaused
    ? {
        text: 'Too much was asked for at once: new work is taken in again when half of what waits is done.',
        level: 'warn',
      }
    : { text: 'New work is taken in again.', level: 'info' };

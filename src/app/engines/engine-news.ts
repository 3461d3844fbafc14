import type { PlainObject } from '../../core/base/plain.ts';
import type { DriveEvent } from '../../core/drive/drive-parts.ts';
import type { CircuitTransition } from '../../core/runtime/circuit.ts';
import type { EngineName } from '../../core/runtime/engine.ts';

/** A line for the person. */
interface EngineLine {
  readonly text: string;
  readonly level: 'info' | 'warn' | 'error';
}

/** What an engine is called where people read it, and what its loss means for them. */
const WORDS: Readonly<
  Record<EngineName, { readonly name: string; readonly meanwhile: string }>
> = {
  webgpu: {
    name: 'The graphics processor',
    meanwhile: 'Previews are drawn without it meanwhile.',
  },
  workers: {
    name: 'The media workers',
    meanwhile: 'Files are read one at a time meanwhile, which is slower; nothing is lost.',
  },
  page: {
    name: 'Reading files without workers',
    meanwhile: 'Files wait until it works again; nothing is lost.',
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
  { from, to, reason }: CircuitTransition,
  fallbackMs: number,
): EngineLine | null => {
  const { name, meanwhile } = WORDS[engine];
  if (to === 'CLOSED') return { text: `${name}: it works again.`, level: 'info' };
  if (to !== 'OPEN' || from !== 'CLOSED') return null;
  const text = `${name}: stopped working (${reason.replace(/\.$/, '')}). ${meanwhile} It is tried again in ${Math.round(fallbackMs / 1000)} seconds.`;
  return { text, level: engine === 'page' ? 'error' : 'warn' };
};

/** What it means that intake has paused, or goes on. */
const lineOfIntake = (isPaused: boolean): EngineLine =>
  isPaused
    ? {
        text: 'Too much was asked for at once: new work is taken in again when half of what waits is done.',
        level: 'warn',
      }
    : { text: 'New work is taken in again.', level: 'info' };

import type { EngineName } from '../../core/runtime/engine.ts';
import type { Injection } from '../../core/runtime/metrics.ts';

/** Faults that somebody asked for, to see what happens then. */
export interface Drill {
  /** Lets the next uses of an engine meet a fault; `times` 0 takes all of that engine back. */
  inject(injection: Injection): void;
  /** The fault that this use of an engine is to meet; `null` for none. */
  take(engine: EngineName): Injection['fault'] | null;
  /** Remembers that an error came of a drill: the file that met it has no part in it. */
  mark(error: unknown): void;
  isMarked(error: unknown): boolean;
}

/** A drill in which nothing was asked for. */
export const createDrill = (): Drill => {
  const faults = new Map<EngineName, Injection['fault'][]>();
  const marked = new WeakSet<object>();
  return {
    inject: ({ engine, fault, times = 1 }) => {
      const asked = faults.get(engine) ?? [];
      const added = Array.from({ length: times }, () => fault);
      faults.set(engine, times === 0 ? [] : [...asked, ...added]);
    },
    take: (engine) => faults.get(engine)?.shift() ?? null,
    mark: (error) => {
      if (typeof error === 'object' && error !== null) marked.add(error);
    },
    isMarked: (error) => typeof error === 'object' && error !== null && marked.has(error),
  };
};

import type { EngineName, TaskKind } from './engine.ts';

/** How quick engines were at each kind of task: plain data, kept across restarts. */
export type Paces = Readonly<
  Partial<Record<TaskKind, Readonly<Partial<Record<EngineName, Pace>>>>>
>;

/** What was measured of one engine at one kind of task. */
export interface Pace {
  /** Milliseconds per unit of work (a task says how many units it has), smoothed. */
  readonly msPerUnit: number;
  readonly samples: number;
  /** Tasks of this kind that ran elsewhere since it was measured last. */
  readonly passedOver: number;
}

/** How much one more sample counts against all before it. */
const WEIGHT = 0.2;
/** An engine must be this much quicker to go before one that the ladder names first. */
const MARGIN = 1.1;
/** Samples before a measurement is believed: the first run of an engine compiles and warms up. */
const ENOUGH_SAMPLES = 3;
/** An engine that was passed over so often is measured again: a driver may have got better, or worse. */
const STALE_AFTER = 200;

/** Adds what one task took. */
export const notePace = (
  paces: Paces,
  kind: TaskKind,
  engine: EngineName,
  tookMs: number,
  units: number,
): Paces => {
  const byEngine = paces[kind] ?? {};
  const before = byEngine[engine];
  const sample = tookMs / Math.max(units, 1e-6);
  const next: Record<string, Pace> = {};
  for (const [name, pace] of Object.entries(byEngine))
    next[name] = { ...pace, passedOver: pace.passedOver + 1 };
  next[engine] = {
    msPerUnit:
      before === undefined ? sample : before.msPerUnit + WEIGHT * (sample - before.msPerUnit),
    samples: (before?.samples ?? 0) + 1,
    passedOver: 0,
  };
  return { ...paces, [kind]: next };
};

/**
 * The engines in the order in which a task should try them: as the ladder names them, but one that was
 * measured to be quicker goes before a slower one. One that is hardly measured, or was long ago, goes
 * first once, so that the order rests on what this device does now.
 */
export const orderByPace = (
  paces: Paces,
  kind: TaskKind,
  ladder: readonly EngineName[],
): readonly EngineName[] => {
  const paceOf = (engine: EngineName): Pace | undefined => paces[kind]?.[engine];
  const unknown = ladder.find((engine) => isToBeMeasured(paceOf(engine), ladder.length));
  const costOf = (engine: EngineName): number => {
    if (engine === unknown) return 0;
    const place = ladder.indexOf(engine);
    return (paceOf(engine)?.msPerUnit ?? Infinity) * (place === 0 ? 1 : MARGIN);
  };
  return ladder.toSorted((a, b) => compareCosts(costOf(a), costOf(b)));
};

/** Two that were never measured stay as the ladder has them. */
const compareCosts = (a: number, b: number): number => (a === b ? 0 : a - b);

const isToBeMeasured = (pace: Pace | undefined, choices: number): boolean =>
  choices > 1 &&
  (pace === undefined || pace.samples < ENOUGH_SAMPLES || pace.passedOver >= STALE_AFTER);

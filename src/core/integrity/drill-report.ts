/** What a drill does, in order. */
export const DRILL_STEPS = ['sample', 'parity', 'damage', 'find', 'heal', 'check'] as const;
export type DrillStep = (typeof DRILL_STEPS)[number];

/** What came of a drill. */
export interface DrillReport {
  /** ISO 8601 in UTC. */
  readonly startedAt: string;
  readonly tookMs: number;
  readonly sampleBytes: number;
  readonly parityBytes: number;
  readonly parityPercent: number;
  /** Where bytes of the sample were flipped, ascending. */
  readonly flippedAt: readonly number[];
  /** Chunks in which the look found them, of so many. */
  readonly damagedChunks: number;
  readonly chunks: number;
  /** Where the good bytes came from; `null` where nothing was healed. */
  readonly source: string | null;
  /** Whether every byte of the sample was right in the end. */
  readonly isHealed: boolean;
  readonly steps: readonly { readonly step: DrillStep; readonly tookMs: number }[];
}

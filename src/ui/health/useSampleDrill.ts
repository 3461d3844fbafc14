import { computed, onScopeDispose, shallowRef } from 'vue';
import type { StatusEvent } from '../../app/api-types.ts';
import {
  DRILL_STEPS,
  type DrillReport,
  type DrillStep,
} from '../../core/integrity/drill-report.ts';
import { useActs } from '../base/useActs.ts';
import { useHm } from '../ports.ts';

/** How a part of the sample is: never touched, damaged and not found good again, or healed. */
export type PartState = 'sound' | 'damaged' | 'healed';

/** How each part of the sample of a drill is in the end. */
export const partsOf = ({
  chunks,
  sampleBytes,
  flippedAt,
  isHealed,
}: DrillReport): readonly PartState[] => {
  const hit = new Set(flippedAt.map((place) => Math.floor((place * chunks) / sampleBytes)));
  return Array.from({ length: chunks }, (_, i) =>
    hit.has(i) ? (isHealed ? 'healed' : 'damaged') : 'sound',
  );
};

/** Damaging a sample, and watching it heal. */
export const useSampleDrill = () => {
  const hm = useHm();
  const { attempt } = useActs();
  const report = shallowRef<DrillReport | null>(null);
  /** What goes on now; `null` while nothing does. */
  const step = shallowRef<DrillStep | null>(null);
  const isRunning = shallowRef(false);
  const reached = computed(() => {
    if (report.value !== null) return DRILL_STEPS.length;
    return step.value === null ? 0 : DRILL_STEPS.indexOf(step.value);
  });

  const run = async (): Promise<void> => {
    if (isRunning.value) return;
    isRunning.value = true;
    report.value = null;
    await attempt(async () => {
      report.value = await hm.integrity.drill();
    });
    step.value = null;
    isRunning.value = false;
  };

  const follow = (event: StatusEvent): void => {
    if (event.job === 'drill' && isRunning.value) step.value = event.phase;
  };
  onScopeDispose(hm.on('status', follow));

  return { report, step, reached, isRunning, run };
};

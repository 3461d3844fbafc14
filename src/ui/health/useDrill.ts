import { computed, onScopeDispose, shallowRef } from 'vue';
import type { BreakerEvent } from '../../app/api-types.ts';
import type { EngineName } from '../../core/runtime/engine.ts';
import { useActs } from '../base/useActs.ts';
import { useHm } from '../ports.ts';
import { drillTask } from './drill-task.ts';
import { drillable } from './engine-state.ts';
import { useEnginesStore } from './engines-store.ts';

/** What happens in a drill, in its order; 'notAsked' instead of all where another engine did the work. */
export type DrillStep = 'failing' | 'paused' | 'elsewhere' | 'tried' | 'working' | 'notAsked';

/** A drill, as far as it went. */
export interface Drill {
  readonly engine: EngineName;
  readonly steps: readonly DrillStep[];
  /** Tasks that met the fault and were done by another engine. */
  readonly elsewhere: number;
  readonly isOver: boolean;
}

/** Tasks beyond those that should pause the engine: some may go to another one. */
const SPARE_TASKS = 2;
const STEP_OF = { OPEN: 'paused', HALF_OPEN: 'tried', CLOSED: 'working' } as const;

/** Making an engine fail on purpose, and watching it recover. */
export const useDrill = () => {
  const hm = useHm();
  const engines = useEnginesStore();
  const { attempt } = useActs();
  const drill = shallowRef<Drill | null>(null);
  const isRunning = computed(() => drill.value?.isOver === false);
  /** While one of them fails they stay as they were, and with them the focus. */
  const choices = computed<readonly EngineName[]>((before = []) =>
    isRunning.value
      ? before
      : drillable(engines.metrics?.engines ?? []).map(({ engine }) => engine),
  );

  const reach = (step: DrillStep, change: Partial<Drill> = {}): void => {
    if (drill.value === null) return;
    const steps = [...drill.value.steps.filter((one) => one !== step), step];
    drill.value = { ...drill.value, steps, ...change };
  };

  const follow = ({ engine, to }: BreakerEvent): void => {
    if (drill.value?.engine !== engine || drill.value.isOver) return;
    reach(STEP_OF[to], { isOver: to === 'CLOSED' });
  };
  onScopeDispose(hm.on('breaker', follow));

  /** Gives it work until it is paused; resolves to how many tasks were done elsewhere. */
  const failUntilPaused = async (engine: EngineName, failures: number): Promise<number> => {
    let elsewhere = 0;
    for (let tasks = 0; tasks < failures + SPARE_TASKS; tasks++) {
      const { tried } = await hm.runtime.run(await drillTask(engine));
      if (tried.some((one) => one.engine === engine)) elsewhere += 1;
      await engines.load();
      const now = engines.metrics?.engines.find((one) => one.engine === engine);
      if (now?.state !== 'CLOSED') break;
    }
    return elsewhere;
  };

  const start = async (engine: EngineName): Promise<void> => {
    if (isRunning.value) return;
    drill.value = { engine, steps: ['failing'], elsewhere: 0, isOver: false };
    const elsewhere = await attempt(async () => {
      const { failuresToOpen: times } = await hm.runtime.configure({});
      await hm.runtime.inject({ engine, fault: 'fail', times });
      try {
        return await failUntilPaused(engine, times);
      } finally {
        // What was not met is not left for somebody's work.
        await hm.runtime.inject({ engine, fault: 'fail', times: 0 });
      }
    });
    if (elsewhere === undefined) drill.value = null;
    else if (elsewhere === 0)
      drill.value = { ...drill.value, steps: ['notAsked'], isOver: true };
    else reach('elsewhere', { elsewhere });
  };

  return { drill, choices, isRunning, start };
};

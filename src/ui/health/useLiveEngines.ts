import { useDocumentVisibility, useIntervalFn } from '@vueuse/core';
import { onScopeDispose, shallowRef, watch } from 'vue';
import { useActs } from '../base/useActs.ts';
import { useHm } from '../ports.ts';
import { useEnginesStore } from './engines-store.ts';

const ASK_MS = 1_000;

/** Keeps the engines' store beside the drive while this scope lives and somebody can see it. */
export const useLiveEngines = () => {
  const hm = useHm();
  const engines = useEnginesStore();
  const { attempt, failureText } = useActs();
  const visibility = useDocumentVisibility();
  /** Why the engines cannot be asked. */
  const failure = shallowRef<string | null>(null);
  let isAsking = false;

  const ask = async (): Promise<void> => {
    if (isAsking) return;
    isAsking = true;
    try {
      await engines.load();
      failure.value = null;
    } catch (error) {
      pause();
      failure.value = await failureText(error);
    } finally {
      isAsking = false;
    }
  };
  const { pause, resume } = useIntervalFn(() => void ask(), ASK_MS, {
    immediate: false,
    immediateCallback: true,
  });
  watch(visibility, (now) => (now === 'visible' ? resume() : pause()), { immediate: true });
  onScopeDispose(hm.on('breaker', () => void ask()));

  // What stops a worker for good is a failure of an engine first.
  watch(
    () => engines.metrics?.engines.reduce((sum, { totalFailures }) => sum + totalFailures, 0),
    () => void attempt(() => engines.loadPoison()),
    { immediate: true },
  );

  return { failure, resume };
};

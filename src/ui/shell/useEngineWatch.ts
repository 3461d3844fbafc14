import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';
import { useActs } from '../base/useActs.ts';
import { useHm } from '../ports.ts';

/**
 * Whether an engine was ever found not to work since the app was opened: what says more of it is fetched
 * then. Asks once when `isSettled` and nothing else is to be done, and hears the rest.
 */
export const useEngineWatch = (
  isSettled: Readonly<ShallowRef<boolean>>,
): Readonly<ShallowRef<boolean>> => {
  const hm = useHm();
  const { attempt } = useActs();
  const hasFailed = shallowRef(false);

  onScopeDispose(hm.on('breaker', () => (hasFailed.value = true)));
  const ask = async (): Promise<void> => {
    const told = await attempt(() => hm.runtime.metrics());
    if (told?.engines.some(({ state }) => state !== 'CLOSED')) hasFailed.value = true;
  };
  watch(isSettled, () => whenIdle(() => void ask()), { once: true });
  return hasFailed;
};

/** Safari has no idle callbacks. */
const whenIdle = (act: () => void): void => {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(act);
  else setTimeout(act, 2_000);
};

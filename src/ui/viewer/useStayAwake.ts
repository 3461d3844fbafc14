import { useWakeLock } from '@vueuse/core';
import { onScopeDispose, watch } from 'vue';

/** Keeps the screen awake while `isWanted`, as far as the browser lets it: nothing else depends on it. */
export const useStayAwake = (isWanted: () => boolean): void => {
  const { isSupported, request, release } = useWakeLock();
  const follow = (wanted: boolean): void => {
    if (!isSupported.value) return;
    (wanted ? request('screen') : release()).catch(() => undefined);
  };
  watch(isWanted, follow);
  onScopeDispose(() => follow(false));
};

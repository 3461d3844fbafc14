import { useTimeoutFn, useWakeLock } from '@vueuse/core';
import { computed, onScopeDispose, watch, watchEffect } from 'vue';
import { useExportsStore } from '../exports/exports-store.ts';
import { useImportsStore } from '../imports/imports-store.ts';
import { useIncomingStore } from '../incoming/incoming-store.ts';
import { usePorts } from '../ports.ts';
import { useShellStore } from '../shell/shell-store.ts';
import { badgeOf, percentDone, runningJobs } from './rules.ts';

/** Work shorter than this is over before a screen would go dark. */
const AWAKE_AFTER_MS = 5_000;

/** What shows, outside of the page, that something runs or needs a person: its icon, and a screen that stays on. */
export const useWorkSigns = (): void => {
  const ports = usePorts();
  const imports = useImportsStore();
  const exports = useExportsStore();
  const incoming = useIncomingStore();
  const shell = useShellStore();

  const badge = computed(() => badgeOf(imports.jobs, incoming.all.length));
  watch(badge, async (shown) => (await ports.installedApp()).showBadge(shown), {
    immediate: true,
  });

  watchEffect(() => {
    shell.percent = percentDone(imports.jobs);
  });
  onScopeDispose(() => {
    shell.percent = null;
  });

  stayAwakeWhile(
    computed(() => exports.running.length > 0 || runningJobs(imports.jobs).length > 0),
  );
};

/** The browser takes the lock back where the page is hidden; VueUse asks again when it is seen. */
const stayAwakeWhile = (isWorking: Readonly<{ value: boolean }>): void => {
  const lock = useWakeLock();
  const late = useTimeoutFn(
    () => {
      lock.request('screen').catch(ignoreRefusal);
    },
    AWAKE_AFTER_MS,
    { immediate: false },
  );
  watch(
    () => isWorking.value,
    (works) => {
      if (works) {
        late.start();
        return;
      }
      late.stop();
      lock.release().catch(ignoreRefusal);
    },
    { immediate: true },
  );
};

/** A device that saves power, or a page in the background, may say no. */
const ignoreRefusal = (error: unknown): void => {
  if (!(error instanceof DOMException)) throw error;
};

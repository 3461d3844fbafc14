import { useLocalStorage } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { InstallState } from '../../app/installed-app.ts';
import { usePorts } from '../ports.ts';
import { useDriveStore } from '../shell/drive-store.ts';
import { asksToPersist, installWay, offersInstall, readPersistMemory } from './rules.ts';

/** The app on this device: whether it is installed, and whether the browser keeps what it stores. */
export const useInstalledStore = defineStore('installed', () => {
  const ports = usePorts();
  const drive = useDriveStore();
  const hasImported = useLocalStorage('hm-has-imported', false);
  const isDismissed = useLocalStorage('hm-install-dismissed', false);
  const memory = useLocalStorage('hm-persist-asked', { asked: 0, lastAskedMs: 0 });
  const state = shallowRef<InstallState | null>(null);
  /** The last answer of this session; `null` before the first, 'asking' while a person thinks. */
  const answer = shallowRef<boolean | 'asking' | null>(null);

  const isPersisted = computed(() => answer.value === true || drive.usage?.persisted === true);
  const way = computed(() => installWay(navigator));
  const isOffered = computed(
    () =>
      state.value !== null &&
      offersInstall({
        state: state.value,
        hasImported: hasImported.value,
        isDismissed: isDismissed.value,
      }),
  );

  /** Learns how things are, and goes on hearing of it until the returned function is called. */
  const watchInstall = async (): Promise<() => void> => {
    const { install } = await ports.installedApp();
    state.value = install.state();
    return install.onChange((now) => {
      const isNew = now === 'installed' && state.value !== 'installed';
      state.value = now;
      if (isNew) void persistAfter('install');
    });
  };

  /** Needs a click. Resolves to whether the person agreed. */
  const install = async (): Promise<boolean> => (await ports.installedApp()).install.ask();

  const askToPersist = async (): Promise<void> => {
    answer.value = 'asking';
    answer.value = await (await ports.installedApp()).askToPersist();
    await drive.loadUsage();
  };

  /** Asks where the occasion is one to ask at. */
  const persistAfter = async (occasion: 'import' | 'install'): Promise<void> => {
    const before = readPersistMemory(memory.value);
    if (isPersisted.value || answer.value === 'asking') return;
    if (!asksToPersist(occasion, before, Date.now())) return;
    const asked = before.asked + (occasion === 'import' ? 1 : 0);
    memory.value = { asked, lastAskedMs: Date.now() };
    await askToPersist();
  };

  const noteImport = async (): Promise<void> => {
    hasImported.value = true;
    await persistAfter('import');
  };

  return {
    state,
    answer,
    isPersisted,
    way,
    isOffered,
    isDismissed,
    watchInstall,
    install,
    askToPersist,
    noteImport,
  };
});

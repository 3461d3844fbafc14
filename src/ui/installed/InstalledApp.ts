import { useIntervalFn } from '@vueuse/core';
import { defineComponent, onScopeDispose, watch } from 'vue';
import { useImportsStore } from '../imports/imports-store.ts';
import { usePorts } from '../ports.ts';
import { useInstalledStore } from './installed-store.ts';
import { hasSucceeded } from './rules.ts';
import { useLaunches } from './useLaunches.ts';
import { useThemeColour } from './useThemeColour.ts';
import { useWorkSigns } from './useWorkSigns.ts';

/** An app that is left open for days would never hear of a new version. */
const LOOK_FOR_UPDATE_MS = 3 * 3_600_000;

/** All that the shell does as an installed app; shows nothing itself, and is fetched after the first picture. */
export const InstalledApp = defineComponent({
  name: 'InstalledApp',
  setup: () => {
    const ports = usePorts();
    const installed = useInstalledStore();
    const imports = useImportsStore();
    let stop: (() => void) | null = null;
    let isOver = false;

    useLaunches();
    useWorkSigns();
    useThemeColour();
    useIntervalFn(() => {
      void ports.installedApp().then((app) => app.checkForUpdate());
    }, LOOK_FOR_UPDATE_MS);

    void installed.watchInstall().then((off) => {
      stop = off;
      if (isOver) off();
    });
    onScopeDispose(() => {
      isOver = true;
      stop?.();
    });

    watch(
      () => imports.jobs.filter(hasSucceeded).length,
      (now, before = 0) => {
        // Only the tab that a person looks at asks, where several are open.
        if (now > before && document.visibilityState === 'visible') void installed.noteImport();
      },
      { immediate: true },
    );

    return () => null;
  },
});

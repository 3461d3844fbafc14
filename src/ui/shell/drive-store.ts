import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { StatusEvent } from '../../app/api-types.ts';
import type { StartupReport, Usage } from '../../core/drive/drive.ts';
import type { HmFailure } from '../../core/base/hm-error.ts';
import { usePorts } from '../ports.ts';

/** The drive as a whole: whether it opened, what it says of itself, how much it holds. */
export const useDriveStore = defineStore('drive', () => {
  const { hm } = usePorts();
  const startup = shallowRef<StartupReport | null>(null);
  const failure = shallowRef<Pick<HmFailure, 'type' | 'message'> | null>(null);
  const status = shallowRef<Pick<StatusEvent, 'text' | 'level'> | null>(null);
  const usage = shallowRef<Usage | null>(null);
  /** Reloads into the new version of the app; `null` while there is none. */
  const updateWaiting = shallowRef<(() => void) | null>(null);
  /** Whether the person put the offer of the new version off; the settings go on making it. */
  const isUpdateHidden = shallowRef(false);
  const isReady = computed(() => startup.value !== null);

  const loadUsage = async (): Promise<void> => {
    usage.value = await hm.drive.usage();
  };

  return {
    startup,
    failure,
    status,
    usage,
    updateWaiting,
    isUpdateHidden,
    isReady,
    loadUsage,
  };
});

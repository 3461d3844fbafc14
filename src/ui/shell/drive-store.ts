import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { StatusEvent } from '../../app/api-types.ts';
import type { ActNews } from '../../core/drive/act-news.ts';
import type { StartupReport, Usage } from '../../core/drive/drive.ts';
import { usePorts } from '../ports.ts';
import type { StatusWords } from './useStatusWords.ts';

/** What the drive says to a person, in the language of the screens. */
interface DriveStatus extends StatusWords {
  readonly level: StatusEvent['level'];
}

/** The drive as a whole: whether it opened, what it says of itself, how much it holds. */
export const useDriveStore = defineStore('drive', () => {
  const { hm } = usePorts();
  const startup = shallowRef<StartupReport | null>(null);
  /** Why the drive did not open, in the person's language, and in the drive's own words. */
  const failure = shallowRef<{ readonly message: string; readonly detail: string } | null>(
    null,
  );
  const status = shallowRef<DriveStatus | null>(null);
  /** The act on many items that is under way, by its last news. */
  const acting = shallowRef<ActNews | null>(null);
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
    acting,
    usage,
    updateWaiting,
    isUpdateHidden,
    isReady,
    loadUsage,
  };
});

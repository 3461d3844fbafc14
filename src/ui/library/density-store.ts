import { useLocalStorage, useWindowSize } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed } from 'vue';
import { useShellStore } from '../shell/shell-store.ts';
import { heightForRow, HEIGHTS_PX, nextStep, PER_ROW } from './density.ts';

/** How large the pictures are, kept on this device: one choice for wide screens and one for phones. */
export const useDensityStore = defineStore('density', () => {
  const shell = useShellStore();
  const { width } = useWindowSize();
  const heightPx = useLocalStorage('hm-row-height', 208);
  const perRow = useLocalStorage('hm-per-row', 3);

  const after = (by: 1 | -1): number | null =>
    shell.isNarrow
      ? nextStep(PER_ROW, perRow.value, by)
      : nextStep(HEIGHTS_PX, heightPx.value, by);

  return {
    /** What rows are to be high. */
    targetHeightPx: computed(() =>
      shell.isNarrow ? heightForRow(width.value, perRow.value) : heightPx.value,
    ),
    canStep: (by: 1 | -1): boolean => after(by) !== null,
    /** To larger pictures (1) or smaller ones (-1), as far as there are. */
    step: (by: 1 | -1): void => {
      const next = after(by);
      if (next === null) return;
      if (shell.isNarrow) perRow.value = next;
      else heightPx.value = next;
    },
  };
});

import { useLocalStorage, useMediaQuery } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';

/** Where the tree lies over the pictures instead of beside them; the window's own buttons take room as well. */
const NARROW =
  '(max-width: 719px), (display-mode: window-controls-overlay) and (max-width: 1099px)';

/** How wide the side bar may be, in CSS pixels. */
export const SIDEBAR_PX = { least: 176, usual: 216, most: 400 } as const;

/** What of the window's frame is open. On a wide screen the choice is kept on this device. */
export const useShellStore = defineStore('shell', () => {
  const isNarrow = useMediaQuery(NARROW);
  const isWideOpen = useLocalStorage('hm-sidebar', true);
  const isNarrowOpen = shallowRef(false);
  const keptPx = useLocalStorage<number>('hm-sidebar-width', SIDEBAR_PX.usual);
  const sidebarPx = computed({
    get: () => within(keptPx.value),
    set: (px) => (keptPx.value = within(px)),
  });
  const isSidebarOpen = computed({
    get: () => (isNarrow.value ? isNarrowOpen.value : isWideOpen.value),
    set: (isOpen) => {
      if (isNarrow.value) isNarrowOpen.value = isOpen;
      else isWideOpen.value = isOpen;
    },
  });
  /** How far all that runs is, from 0 to 100; `null` where nothing does. */
  const percent = shallowRef<number | null>(null);
  /** Where something was chosen in the tree, it has done its work on a narrow screen. */
  const closeIfNarrow = (): void => {
    isNarrowOpen.value = false;
  };
  return { isNarrow, isSidebarOpen, sidebarPx, percent, closeIfNarrow };
});

/** A width that something else may have written. */
const within = (px: number): number =>
  Number.isFinite(px)
    ? Math.round(Math.min(SIDEBAR_PX.most, Math.max(SIDEBAR_PX.least, px)))
    : SIDEBAR_PX.usual;

import { defineStore } from 'pinia';
import { shallowRef } from 'vue';

/** What lies over every screen, at most one at a time. */
export const useOverlayStore = defineStore('overlay', () => {
  const open = shallowRef<'palette' | 'keys' | null>(null);
  return { open };
});

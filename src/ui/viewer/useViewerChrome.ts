import { useFullscreen, useIdle } from '@vueuse/core';
import { computed, onScopeDispose, shallowRef } from 'vue';

/** So long nothing moves before the controls go. */
const IDLE_MS = 2_500;

/**
 * Fullscreen, and when the controls hide: where nothing was moved or pressed for a while, in fullscreen,
 * during a slideshow and while a film plays.
 */
export const useViewerChrome = (isShowRunning: () => boolean) => {
  // All of the page: menus and messages stand beside the viewer, not within it.
  const { isFullscreen, isSupported, toggle, exit } = useFullscreen(document.documentElement);
  const { idle } = useIdle(IDLE_MS);
  const isFilmPlaying = shallowRef(false);
  const isHidden = computed(
    () => idle.value && (isFullscreen.value || isShowRunning() || isFilmPlaying.value),
  );
  onScopeDispose(() => {
    if (isFullscreen.value) void exit();
  });
  return {
    isFullscreen,
    isFilmPlaying,
    isHidden,
    // Refused without a gesture of the person: nothing is lost by that.
    toggleFullscreen: () => {
      if (isSupported.value) toggle().catch(() => undefined);
    },
  };
};

import { useEventListener, useFullscreen, useIdle } from '@vueuse/core';
import { computed, onScopeDispose, shallowRef } from 'vue';

/** So long nothing moves before the controls go. */
const IDLE_MS = 2_500;

/**
 * Fullscreen, and when the controls hide: where nothing was moved or pressed for a while, in fullscreen,
 * during a slideshow and while a film plays; or when a finger puts them away, until it brings them back.
 */
export const useViewerChrome = (isShowRunning: () => boolean) => {
  // All of the page: menus and messages stand beside the viewer, not within it.
  const { isFullscreen, isSupported, toggle, exit } = useFullscreen(document.documentElement);
  const { idle } = useIdle(IDLE_MS);
  const isFilmPlaying = shallowRef(false);
  const isPutAway = shallowRef(false);
  const isHidden = computed(
    () =>
      isPutAway.value ||
      (idle.value && (isFullscreen.value || isShowRunning() || isFilmPlaying.value)),
  );
  useEventListener(window, 'pointermove', ({ pointerType }: PointerEvent) => {
    if (pointerType === 'mouse') isPutAway.value = false;
  });
  onScopeDispose(() => {
    if (isFullscreen.value) void exit();
  });
  return {
    isFullscreen,
    isFilmPlaying,
    isHidden,
    togglePutAway: () => (isPutAway.value = !isPutAway.value),
    /** Says whether there was a fullscreen to leave. */
    leaveFullscreen: (): boolean => {
      const { value: wasFullscreen } = isFullscreen;
      if (wasFullscreen) void exit();
      return wasFullscreen;
    },
    // Refused without a gesture of the person: nothing is lost by that.
    toggleFullscreen: () => {
      if (isSupported.value) toggle().catch(() => undefined);
    },
  };
};

import { useEventListener } from '@vueuse/core';
import { hasCommandKey, isTextField } from '../keyboard.ts';

/** What the keys of the viewer do. */
export interface ViewerIntents {
  step(by: -1 | 1): void;
  close(): void;
  favourite(): void;
  remove(): void;
  rate(stars: number): void;
  download(): void;
  toggleInfo(): void;
  toggleZoom(): void;
  togglePlay(): void;
}

/** The keys of Immich and Google Photos, so that nobody learns anew. Swipes count as arrows. */
export const useViewerKeys = (intents: ViewerIntents): void => {
  const byKey: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => intents.step(-1),
    ArrowRight: () => intents.step(1),
    Escape: () => intents.close(),
    Delete: () => intents.remove(),
    i: () => intents.toggleInfo(),
    f: () => intents.favourite(),
    z: () => intents.toggleZoom(),
    ' ': () => intents.togglePlay(),
  };

  const actFor = (event: KeyboardEvent): (() => void) | undefined => {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key === 'd' && event.shiftKey) return () => intents.download();
    if (/^[0-5]$/.test(key)) return () => intents.rate(Number(key));
    return byKey[key];
  };

  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    if (event.defaultPrevented || hasCommandKey(event) || event.altKey) return;
    // A dialog above has the keys to itself; a focused button keeps its Space, a player its arrows.
    if (document.querySelector('dialog[open]') !== null) return;
    if (isTextField(event.target)) return;
    if (event.key === ' ' && event.target instanceof HTMLButtonElement) return;
    if (event.target instanceof HTMLMediaElement && event.key !== 'Escape') return;
    const act = actFor(event);
    if (act === undefined) return;
    event.preventDefault();
    act();
  });

  let startX: number | null = null;
  useEventListener(window, 'touchstart', (event: TouchEvent) => {
    startX = event.touches.length === 1 ? (event.touches[0]?.clientX ?? null) : null;
  });
  useEventListener(window, 'touchend', (event: TouchEvent) => {
    const endX = event.changedTouches[0]?.clientX;
    if (startX === null || endX === undefined || Math.abs(endX - startX) < SWIPE_PX) return;
    if (!(event.target instanceof Element) || event.target.closest('[data-swipe]') === null)
      return;
    intents.step(endX < startX ? 1 : -1);
    startX = null;
  });
};

/** A shorter way is a tap that slipped. */
const SWIPE_PX = 56;

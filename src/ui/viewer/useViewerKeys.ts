import { useEventListener } from '@vueuse/core';
import { hasCommandKey, isInMenu, isSlider, isTextField } from '../base/keyboard.ts';

/** What the keys of the viewer do. */
export interface ViewerIntents {
  /** The stage is asked first: a film has keys of its own. Says whether the key was for it. */
  onStageKey(event: KeyboardEvent): boolean;
  step(by: -1 | 1): void;
  toEnd(which: 'first' | 'last'): void;
  close(): void;
  favourite(): void;
  remove(): void;
  rate(stars: number): void;
  download(): void;
  tag(): void;
  collect(): void;
  compare(): void;
  /** With one that is chosen first. */
  compareWith(): void;
  toggleInfo(): void;
  toggleFullscreen(): void;
  /** Space where there is nothing to play. */
  toggleSlideshow(): void;
}

/** The keys of Immich and Google Photos, so that nobody learns anew. Swipes count as arrows. */
export const useViewerKeys = (intents: ViewerIntents): void => {
  const byKey: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => intents.step(-1),
    ArrowRight: () => intents.step(1),
    Home: () => intents.toEnd('first'),
    End: () => intents.toEnd('last'),
    Escape: () => intents.close(),
    Delete: () => intents.remove(),
    c: () => intents.compare(),
    f: () => intents.favourite(),
    i: () => intents.toggleInfo(),
    l: () => intents.collect(),
    t: () => intents.tag(),
    ' ': () => intents.toggleSlideshow(),
  };

  const actFor = (event: KeyboardEvent): (() => void) | undefined => {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (event.shiftKey && key === 'd') return () => intents.download();
    if (event.shiftKey && key === 'f') return () => intents.toggleFullscreen();
    if (event.shiftKey && key === 'c') return () => intents.compareWith();
    if (/^[0-5]$/.test(key)) return () => intents.rate(Number(key));
    return byKey[key];
  };

  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    if (event.defaultPrevented || hasCommandKey(event) || event.altKey) return;
    // A dialog above has the keys to itself; a focused button keeps its Space, a player its arrows.
    if (document.querySelector('dialog[open]') !== null) return;
    if (isTextField(event.target) || isInMenu(event.target)) return;
    if (event.key === ' ' && event.target instanceof HTMLButtonElement) return;
    if (isSlider(event.target) && SLIDER_KEY.test(event.key)) return;
    if (intents.onStageKey(event)) {
      event.preventDefault();
      return;
    }
    const act = actFor(event);
    if (act === undefined) return;
    event.preventDefault();
    act();
  });

  useSwipes((by) => intents.step(by), intents.close);
};

/** What moves a slider that has the focus. */
const SLIDER_KEY = /^(?:Arrow|Page|Home$|End$)/;

/** Swipes of one finger over what bears `data-swipe`: sideways to the neighbours, down to close. */
const useSwipes = (step: (by: -1 | 1) => void, close: () => void): void => {
  let start: { readonly x: number; readonly y: number } | null = null;
  useEventListener(window, 'touchstart', ({ touches, target }: TouchEvent) => {
    const [touch, second] = touches;
    const isSwipeable = target instanceof Element && target.closest('[data-swipe]') !== null;
    start =
      touch === undefined || second !== undefined || !isSwipeable
        ? null
        : { x: touch.clientX, y: touch.clientY };
  });
  useEventListener(window, 'touchend', ({ changedTouches: [touch] }: TouchEvent) => {
    if (start === null || touch === undefined) return;
    const [dx, dy] = [touch.clientX - start.x, touch.clientY - start.y];
    start = null;
    if (Math.abs(dx) >= SWIPE_PX && Math.abs(dx) > Math.abs(dy)) step(dx < 0 ? 1 : -1);
    else if (dy >= CLOSE_PX && dy > 2 * Math.abs(dx)) close();
  });
};

/** A shorter way is a tap that slipped. */
const SWIPE_PX = 56;
const CLOSE_PX = 120;

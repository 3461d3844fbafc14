import { useLocalStorage, useTimeoutFn } from '@vueuse/core';
import { computed, onScopeDispose, shallowRef } from 'vue';
import type { MediaRow } from '../../core/media/media.ts';
import { nextInTurn, nextShuffled } from './slideshow-order.ts';

/** What a slideshow runs over. */
export interface SlideshowInput {
  /** How many items there are. */
  total(): number;
  /** The item at a place where it is at hand. */
  rowAt(index: number): MediaRow | undefined;
  index(): number;
  /** Resolves once the item can be shown without waiting, or never will be. */
  ready(row: MediaRow): Promise<unknown>;
  showAt(index: number): void;
}

/** As many steps back are remembered for a shuffle. */
const RECENT = 500;

/**
 * Shows one item after another: a picture for the time that is set, a film to its end, around and around.
 * What cannot be seen is passed over.
 */
export const useSlideshow = (input: SlideshowInput) => {
  const isRunning = shallowRef(false);
  const seconds = useLocalStorage('hm-slideshow-seconds', 5);
  const isShuffled = useLocalStorage('hm-slideshow-shuffle', false);
  const recent: number[] = [];
  /** Chosen early, so that it can be made ready. */
  const upcoming = shallowRef<number | null>(null);

  const choose = (): number => {
    const total = input.total();
    let at = input.index();
    for (let tries = 0; tries < total; tries++) {
      at = isShuffled.value
        ? nextShuffled(at, total, recent, Math.random)
        : nextInTurn(at, total);
      const kind = input.rowAt(at)?.kind;
      // What is not at hand yet is tried: it is passed over once it is seen to be no picture.
      if (kind === undefined || kind === 'photo' || kind === 'video') return at;
    }
    return input.index();
  };

  const next = async (): Promise<void> => {
    const at = upcoming.value ?? choose();
    const row = input.rowAt(at);
    if (row?.kind === 'photo') await input.ready(row).catch(() => undefined);
    if (!isRunning.value) return;
    recent.push(at);
    if (recent.length > RECENT) recent.shift();
    if (at === input.index()) timer.start();
    else input.showAt(at);
  };
  const timer = useTimeoutFn(
    () => void next(),
    () => seconds.value * 1000,
    {
      immediate: false,
    },
  );

  const stop = (): void => {
    isRunning.value = false;
    timer.stop();
  };
  const start = (): void => {
    isRunning.value = true;
    upcoming.value = null;
    onSettled();
  };

  /** The item is on stage: the next one is chosen, and a picture's time begins. */
  const onSettled = (): void => {
    if (!isRunning.value) return;
    upcoming.value = choose();
    if (input.rowAt(input.index())?.kind !== 'video') timer.start();
    else timer.stop();
  };
  onScopeDispose(stop);

  return {
    isRunning,
    seconds,
    isShuffled,
    /** The item to have ready. */
    upcoming: computed(() =>
      isRunning.value && upcoming.value !== null ? input.rowAt(upcoming.value) : undefined,
    ),
    toggle: () => {
      if (isRunning.value) stop();
      else start();
    },
    stop,
    onSettled,
    /** A film came to its end, or cannot be played. */
    onEnded: () => {
      if (isRunning.value) void next();
    },
  };
};

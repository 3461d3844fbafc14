import { useEventListener, useRafFn } from '@vueuse/core';
import { shallowRef, watch, type Ref } from 'vue';
import type { TimeRange } from '../../core/uri/media-fragment.ts';
import { rangeInFilm, rangeStep, type FilmRange } from './film-range.ts';
import type { Player } from './usePlayer.ts';

/** What a link's time asks of a player. */
export interface PlayRangeInput {
  /** The stretch that the link means, `null` for all. */
  range(): TimeRange | null;
  /** Told that the stretch lies behind the end. */
  outside(durationSeconds: number): void;
}

/**
 * Plays the stretch that a link means, from its start to its end, and stops there (or begins it again, where
 * the player loops). Playing on after that repeats the stretch; seeking out of it forgets it.
 */
export const usePlayRange = (
  element: Readonly<Ref<HTMLMediaElement | null>>,
  player: Player,
  input: PlayRangeInput,
) => {
  const active = shallowRef<FilmRange | null>(null);
  let isSeekingItself = false;

  const seek = (to: number): void => {
    isSeekingItself = true;
    player.seek(to);
  };

  const begin = (): void => {
    const { value: media } = element;
    const wanted = input.range();
    active.value = null;
    const { value: duration } = player.duration;
    if (media === null || wanted === null || !Number.isFinite(duration)) return;
    active.value = rangeInFilm(wanted, duration);
    if (active.value === null) input.outside(duration);
    else {
      seek(active.value.start);
      void player.play();
    }
  };

  const check = (): void => {
    const { value: media } = element;
    const { value: range } = active;
    // A stretch that ends with the film is ended by the film.
    if (media === null || range === null || media.paused) return;
    switch (rangeStep(media.currentTime, range, player.isLooping.value)) {
      case 'go-on':
        return;
      case 'restart':
        seek(range.start);
        return;
      case 'stop':
        player.pause();
        seek(range.end);
    }
  };

  watch(input.range, begin);
  useEventListener(element, 'loadedmetadata', begin);
  // The clock of a page stops while it is hidden; the player's own goes on, four times a second.
  const clock = useRafFn(check, { immediate: false });
  useEventListener(element, 'timeupdate', check);
  useEventListener(element, ['pause', 'ended'], clock.pause);
  useEventListener(element, 'play', () => {
    if (active.value !== null) clock.resume();
    const { value: range } = active;
    const at = element.value?.currentTime ?? 0;
    if (range !== null && at >= range.end - 0.05) seek(range.start);
  });
  useEventListener(element, 'seeking', () => {
    const at = element.value?.currentTime ?? 0;
    const { value: range } = active;
    const isWithin = range !== null && at >= range.start - 0.05 && at <= range.end + 0.05;
    if (!isSeekingItself && !isWithin) active.value = null;
    isSeekingItself = false;
  });

  return { active, forget: () => (active.value = null) };
};

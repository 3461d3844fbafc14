import { useLocalStorage } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import {
  EMPTY_QUEUE,
  enqueue,
  moveEntry,
  placeAfter,
  placeBeside,
  queueAt,
  queueOf,
  shuffled,
  unshuffled,
  withoutEntry,
  type Queue,
  type Repeat,
  type Track,
} from './queue.ts';

const REPEATS: readonly Repeat[] = ['off', 'all', 'one'];

/**
 * What is to be played and whether it should be playing now. It outlives every screen; the element that
 * does it (audio-engine.ts) follows it and is fetched with the first sound.
 */
export const useAudioStore = defineStore('audio', () => {
  const queue = shallowRef<Queue>(EMPTY_QUEUE);
  /** What the person wants; the element follows as soon as it can. */
  const isWanted = shallowRef(false);
  /** Grows whenever the sound that is on begins anew, also where it is the same one. */
  const begun = shallowRef(0);
  /** Whether something was played: a sound that was only looked at does not bring up the bar. */
  const isBarShown = shallowRef(false);
  const isQueueOpen = shallowRef(false);
  const repeat = useLocalStorage<Repeat>('hm-audio-repeat', 'off');
  const isShuffled = useLocalStorage('hm-audio-shuffle', false);

  const current = computed(() => queue.value.entries[queue.value.index] ?? null);

  const begin = (next: Queue, isPlaying = true): void => {
    queue.value = next;
    begun.value += 1;
    isWanted.value = isPlaying;
    if (isPlaying) isBarShown.value = true;
  };

  const mixed = (next: Queue): Queue => (isShuffled.value ? shuffled(next, Math.random) : next);

  const jump = (to: number | null): void => {
    if (to === null) isWanted.value = false;
    else begin({ ...queue.value, index: to });
  };

  const clear = (): void => {
    queue.value = EMPTY_QUEUE;
    isWanted.value = false;
    isBarShown.value = false;
    isQueueOpen.value = false;
  };

  return {
    queue,
    current,
    isWanted,
    begun,
    isBarShown,
    isQueueOpen,
    repeat,
    isShuffled,
    /** Plays tracks instead of what was there, from one of them on. */
    play: (tracks: readonly Track[], at = 0): void => {
      if (tracks.length > 0) begin(mixed(queueOf(tracks, at)));
    },
    /** Plays one sound and then what stands behind it. */
    playTrack: (track: Track): void => begin(queueAt(queue.value, track)),
    /** Has a sound ready that is looked at, where nothing else is in the queue. */
    prepare: (track: Track): void => begin(queueOf([track], 0), false),
    enqueue: (tracks: readonly Track[]): void => {
      const isFirst = queue.value.entries.length === 0;
      if (isFirst) begin(queueOf(tracks, 0));
      else queue.value = enqueue(queue.value, tracks);
    },
    setWanted: (wanted: boolean): void => {
      isWanted.value = wanted && current.value !== null;
      if (isWanted.value) isBarShown.value = true;
    },
    jump,
    step: (by: -1 | 1): void => {
      const to = placeBeside(queue.value, by, repeat.value);
      if (to !== null) jump(to);
    },
    canStep: (by: -1 | 1): boolean => placeBeside(queue.value, by, repeat.value) !== null,
    /** The sound that is on came to its end. */
    onEnded: (): void => jump(placeAfter(queue.value, repeat.value)),
    /** It cannot be played: on to the next one, were it the last one, too, that is the end. */
    onUnplayable: (): void => jump(placeAfter(queue.value, 'off')),
    remove: (at: number): void => {
      const next = withoutEntry(queue.value, at);
      if (next.entries.length === 0) clear();
      else if (at === queue.value.index) begin(next, isWanted.value);
      else queue.value = next;
    },
    move: (from: number, to: number): void => {
      queue.value = moveEntry(queue.value, from, to);
    },
    clear,
    toggleRepeat: (): void => {
      const next = REPEATS[(REPEATS.indexOf(repeat.value) + 1) % REPEATS.length];
      repeat.value = next ?? 'off';
    },
    toggleShuffle: (): void => {
      isShuffled.value = !isShuffled.value;
      queue.value = isShuffled.value ? mixed(queue.value) : unshuffled(queue.value);
    },
  };
});

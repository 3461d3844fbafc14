import { useEventListener, useLocalStorage } from '@vueuse/core';
import { shallowRef, watch, type Ref } from 'vue';
import { clampTime, nextSpeed } from './film-range.ts';

/** Short skips are those of the arrows, long ones of J and L, in seconds. */
export const SKIPS = { short: 5, long: 10 } as const;
const VOLUME_STEP = 0.05;

/**
 * The state of a media element, followed, and what is done to it. Volume is remembered. `knownSeconds` is the
 * length as the drive knows it, for files that do not say theirs where the browser looks (some Matroska).
 */
export const usePlayer = (
  element: Readonly<Ref<HTMLMediaElement | null>>,
  knownSeconds: () => number | null = () => null,
) => {
  const isPlaying = shallowRef(false);
  const isLooping = shallowRef(false);
  const seconds = shallowRef(0);
  const duration = shallowRef(Number.NaN);
  const bufferedTo = shallowRef(0);
  const speed = shallowRef(1);
  const volume = useLocalStorage('hm-volume', 1);
  const isMuted = useLocalStorage('hm-muted', false);

  const follow = (): void => {
    const { value: media } = element;
    if (media === null) return;
    isPlaying.value = !media.paused && !media.ended;
    seconds.value = media.currentTime;
    duration.value =
      media.duration === Number.POSITIVE_INFINITY
        ? (knownSeconds() ?? media.duration)
        : media.duration;
    const { buffered } = media;
    bufferedTo.value = buffered.length === 0 ? 0 : buffered.end(buffered.length - 1);
  };
  useEventListener(
    element,
    [
      'play',
      'pause',
      'ended',
      'timeupdate',
      'seeking',
      'seeked',
      'durationchange',
      'progress',
      'loadedmetadata',
    ],
    follow,
  );

  watch(
    [element, volume, isMuted, speed, isLooping] as const,
    ([media]) => {
      if (media === null) return;
      media.volume = Math.min(1, Math.max(0, volume.value));
      media.muted = isMuted.value;
      media.playbackRate = speed.value;
      media.loop = isLooping.value;
    },
    { immediate: true },
  );

  /** Resolves to whether it plays: a browser may want a gesture of the person first. */
  const play = async (): Promise<boolean> => {
    try {
      await element.value?.play();
      return true;
    } catch (error) {
      if (error instanceof DOMException) return false;
      throw error;
    }
  };
  const pause = (): void => element.value?.pause();
  const seek = (to: number): void => {
    const { value: media } = element;
    if (media === null) return;
    media.currentTime = clampTime(to, media.duration);
    seconds.value = media.currentTime;
  };
  const setVolume = (to: number): void => {
    volume.value = Math.min(1, Math.max(0, to));
    if (volume.value > 0) isMuted.value = false;
  };

  return {
    isPlaying,
    isLooping,
    seconds,
    duration,
    bufferedTo,
    speed,
    volume,
    isMuted,
    play,
    pause,
    toggle: () => {
      if (element.value?.paused === false) pause();
      else void play();
    },
    seek,
    seekBy: (by: number) => seek((element.value?.currentTime ?? 0) + by),
    setVolume,
    volumeBy: (by: -1 | 1) => setVolume(volume.value + by * VOLUME_STEP),
    toggleMuted: () => (isMuted.value = !isMuted.value),
    toggleLooping: () => (isLooping.value = !isLooping.value),
    setSpeed: (to: number) => (speed.value = to),
    speedBy: (by: -1 | 1) => (speed.value = nextSpeed(speed.value, by)),
  };
};

/** A player as its controls see it. */
export type Player = ReturnType<typeof usePlayer>;

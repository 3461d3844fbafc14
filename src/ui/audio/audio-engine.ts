import { defineStore } from 'pinia';
import { computed, markRaw, shallowRef, watch } from 'vue';
import { useEventListener } from '@vueuse/core';
import type { MediaId } from '../../core/base/ids.ts';
import { isHmError } from '../../core/base/hm-error.ts';
import type { Media } from '../../core/media/media.ts';
import { usePorts } from '../ports.ts';
import { usePlayer } from '../viewer/usePlayer.ts';
import { useAudioStore } from './audio-store.ts';
import { openSound, type OpenedSound } from './open-sound.ts';
import { trackTitle } from './queue.ts';
import { followMediaSession } from './media-session.ts';

/** Behind so many seconds "previous" begins the same sound anew. */
const RESTART_FROM_S = 3;

/**
 * The one element that sounds, for the bar and for the viewer alike. It was never part of a page, so no
 * screen that goes takes it along. Made with the first sound.
 */
export const useAudioEngine = defineStore('audio-engine', () => {
  const ports = usePorts();
  const audio = useAudioStore();
  const element = shallowRef<HTMLAudioElement | null>(markRaw(new Audio()));
  const player = usePlayer(element);
  /** What is said of the sound that is on; `null` until it is there. */
  const details = shallowRef<Media | null>(null);
  /** The sound that could not be played, until another one is on. */
  const unplayableId = shallowRef<MediaId | null>(null);
  /** The sound that the element has. */
  const loadedId = shallowRef<MediaId | null>(null);
  let opened: OpenedSound | null = null;
  let latest = 0;

  const title = computed(() => {
    const { current } = audio;
    if (current === null) return '';
    const known = details.value?.id === current.id ? details.value.title : null;
    return known ?? trackTitle(current);
  });
  const artist = computed(() =>
    details.value?.id === audio.current?.id ? (details.value?.artist ?? null) : null,
  );

  const show = (sound: OpenedSound): void => {
    const { value: media } = element;
    if (media === null) return;
    opened?.close();
    opened = sound;
    media.src = sound.url;
    if (audio.isWanted) void start();
  };

  /** A browser that wants a gesture first leaves it paused, and the button says so. */
  const start = async (): Promise<void> => {
    if (!(await player.play()) && element.value?.error === null && !isLoading())
      audio.setWanted(false);
  };
  const isLoading = (): boolean => loadedId.value !== audio.current?.id;

  const unload = (): void => {
    const { value: media } = element;
    media?.pause();
    media?.removeAttribute('src');
    media?.load();
    opened?.close();
    opened = null;
    loadedId.value = null;
    details.value = null;
  };

  const fail = (id: MediaId): void => {
    unplayableId.value = id;
    audio.onUnplayable();
  };

  const load = async (id: MediaId): Promise<void> => {
    const mine = ++latest;
    unplayableId.value = null;
    element.value?.pause();
    try {
      const [sound, media] = await Promise.all([
        openSound(ports, id, 'served'),
        ports.hm.drive.getMedia(id),
      ]);
      if (mine !== latest) sound.close();
      else {
        details.value = media;
        loadedId.value = id;
        show(sound);
      }
    } catch (error) {
      if (!isHmError(error)) throw error;
      if (mine === latest) fail(id);
    }
  };

  /** The service worker may be gone after a forced reload: once, the drive itself is asked. */
  const onError = async (): Promise<void> => {
    const { value: id } = loadedId;
    if (id === null || opened === null) return;
    const mine = latest;
    if (opened.from === 'served') {
      const sound = await openSound(ports, id, 'blob').catch(() => null);
      if (mine !== latest) sound?.close();
      else if (sound === null) fail(id);
      else show(sound);
    } else fail(id);
  };

  useEventListener(element, 'error', () => void onError());
  useEventListener(element, 'ended', () => audio.onEnded());
  // A headset's key or another app may pause it: what is wanted follows what is.
  useEventListener(element, 'play', () => audio.setWanted(true));
  useEventListener(element, 'pause', () => {
    if (element.value?.ended === false && !isLoading()) audio.setWanted(false);
  });

  watch(
    () => [audio.current?.id ?? null, audio.begun] as const,
    ([id]) => {
      if (id === null) {
        latest += 1;
        unload();
      } else if (id === loadedId.value) {
        player.seek(0);
        if (audio.isWanted) void start();
      } else void load(id);
    },
    { immediate: true },
  );
  watch(
    () => audio.isWanted,
    (wanted) => {
      if (isLoading()) return;
      if (!wanted) player.pause();
      else if (element.value?.paused !== false) void start();
    },
  );

  const previous = (): void => {
    if (player.seconds.value > RESTART_FROM_S || !audio.canStep(-1)) player.seek(0);
    else audio.step(-1);
  };
  /** One that could not be played is tried once more: its bytes may be here by now. */
  const toggle = (): void => {
    if (unplayableId.value !== null && unplayableId.value === audio.current?.id)
      audio.jump(audio.queue.index);
    else audio.setWanted(!audio.isWanted);
  };

  followMediaSession({ ports, audio, player, title, artist, details, previous });

  return {
    /** The element, for who follows it closely. */
    element,
    player: markRaw(player),
    details,
    title,
    artist,
    loadedId,
    unplayableId,
    toggle,
    previous,
  };
});

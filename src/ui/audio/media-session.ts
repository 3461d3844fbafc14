import { onScopeDispose, watch, type Ref } from 'vue';
import type { Media } from '../../core/media/media.ts';
import type { UiPorts } from '../ports.ts';
import { SKIPS, type Player } from '../viewer/usePlayer.ts';
import type { useAudioStore } from './audio-store.ts';

/** What the system's own controls are told, and what they do. */
export interface SessionInput {
  readonly ports: Pick<UiPorts, 'hm'>;
  readonly audio: ReturnType<typeof useAudioStore>;
  readonly player: Player;
  readonly title: Readonly<Ref<string>>;
  readonly artist: Readonly<Ref<string | null>>;
  readonly details: Readonly<Ref<Media | null>>;
  previous(): void;
}

const ARTWORK_PX = 512;

/** Keeps the system's media controls beside the player; does nothing where the browser has none. */
export const followMediaSession = (input: SessionInput): void => {
  if (!('mediaSession' in navigator)) return;
  const { mediaSession } = navigator;
  const { audio, player } = input;

  const artwork = createArtwork(input.ports);
  watch(
    [input.title, input.artist, input.details] as const,
    async ([title, artist, details]) => {
      if (title === '') {
        mediaSession.metadata = null;
        return;
      }
      const said = { title, artist: artist ?? '', album: details?.album ?? '' };
      mediaSession.metadata = new MediaMetadata(said);
      if (details === null || details.noThumbnail !== null) return;
      const images = await artwork.of(details.id);
      if (input.details.value === details)
        mediaSession.metadata = new MediaMetadata({ ...said, artwork: images });
    },
    { immediate: true },
  );

  watch(
    [() => audio.current, player.isPlaying] as const,
    ([current, isPlaying]) => {
      mediaSession.playbackState = current === null ? 'none' : isPlaying ? 'playing' : 'paused';
    },
    { immediate: true },
  );

  // The system counts on by itself: it is told where the sound stands when that jumps, not all the time.
  watch([player.duration, player.isPlaying, () => Math.floor(player.seconds.value / 5)], () => {
    const { value: duration } = player.duration;
    if (!Number.isFinite(duration)) mediaSession.setPositionState();
    else {
      const position = Math.min(player.seconds.value, duration);
      mediaSession.setPositionState({ duration, position, playbackRate: 1 });
    }
  });

  const handlers: Partial<Record<MediaSessionAction, MediaSessionActionHandler>> = {
    play: () => audio.setWanted(true),
    pause: () => audio.setWanted(false),
    stop: () => audio.clear(),
    nexttrack: () => audio.step(1),
    previoustrack: () => input.previous(),
    seekbackward: ({ seekOffset }) => player.seekBy(-(seekOffset ?? SKIPS.long)),
    seekforward: ({ seekOffset }) => player.seekBy(seekOffset ?? SKIPS.long),
    seekto: ({ seekTime }) => {
      if (seekTime !== undefined) player.seek(seekTime);
    },
  };
  for (const [action, handler] of Object.entries(handlers))
    mediaSession.setActionHandler(action as MediaSessionAction, handler);
  onScopeDispose(artwork.dispose);
};

/** The cover as an address that the system's controls can read, one at a time. */
const createArtwork = ({ hm }: Pick<UiPorts, 'hm'>) => {
  let url: string | null = null;
  const dispose = (): void => {
    if (url !== null) URL.revokeObjectURL(url);
    url = null;
  };
  return {
    dispose,
    of: async (id: Media['id']): Promise<MediaImage[]> => {
      const blob = await hm.drive.thumbnail(id, ARTWORK_PX).catch(() => null);
      dispose();
      if (blob === null) return [];
      url = URL.createObjectURL(blob);
      return [{ src: url, type: blob.type }];
    },
  };
};

import { actOnPlayerKey } from '../viewer/player-keys.ts';
import { useAudioEngine } from './audio-engine.ts';
import { useAudioStore } from './audio-store.ts';

/** The keys of the player while it has the focus: those of films, with , and . for the sound before and the next. */
export const useAudioKeys = () => {
  const audio = useAudioStore();
  const engine = useAudioEngine();
  const player = {
    ...engine.player,
    toggle: engine.toggle,
    toggleLooping: () => {
      audio.toggleRepeat();
      return false;
    },
  };
  const step = (by: -1 | 1): void => (by < 0 ? engine.previous() : audio.step(1));

  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || !(event.target instanceof HTMLElement)) return;
    if (event.key === ' ' && event.target instanceof HTMLButtonElement) return;
    // A slider of its own and the lines of the queue have the arrows to themselves.
    if (event.target.closest('[data-own-keys]') !== null && event.key.length > 1) return;
    if (actOnPlayerKey(event, true, { player, step })) event.preventDefault();
  };
  return { onKey };
};

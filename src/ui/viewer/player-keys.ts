/** What a key does to a player. */
import { hasCommandKey } from '../base/keyboard.ts';
import { SKIPS, type Player } from './usePlayer.ts';

/** What the keys act on. */
export interface PlayerKeysInput {
  readonly player: Player;
  step(by: -1 | 1): void;
}

/**
 * Does what a key asks of a film and says whether it asked anything. Arrows are the player's only while it
 * has the focus: elsewhere they lead to the next item.
 */
export const actOnPlayerKey = (
  event: KeyboardEvent,
  hasFocus: boolean,
  { player, step }: PlayerKeysInput,
): boolean => {
  if (hasCommandKey(event) || event.altKey) return false;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const acts: Readonly<Record<string, () => void>> = {
    ' ': player.toggle,
    k: player.toggle,
    j: () => player.seekBy(-SKIPS.long),
    l: () => player.seekBy(SKIPS.long),
    m: player.toggleMuted,
    ',': () => step(-1),
    '.': () => step(1),
    '<': () => player.speedBy(-1),
    '>': () => player.speedBy(1),
    r: player.toggleLooping,
    ...(hasFocus
      ? {
          ArrowLeft: () => player.seekBy(-SKIPS.short),
          ArrowRight: () => player.seekBy(SKIPS.short),
          ArrowUp: () => player.volumeBy(1),
          ArrowDown: () => player.volumeBy(-1),
          Home: () => player.seek(0),
          End: () => player.seek(player.duration.value),
        }
      : {}),
  };
  const act = acts[key];
  act?.();
  return act !== undefined;
};

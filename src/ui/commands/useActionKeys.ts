import { useEventListener } from '@vueuse/core';
import { isTextField } from '../base/keyboard.ts';
import { matchesChord, worksInText } from './chords.ts';
import { ACTIONS, KEYED_ACTION_IDS, type Action, type KeyedActionId } from './commands.ts';

/** What each action with keys does; `false` where there was nothing to do it to, and the key is left alone. */
export type KeyedRunners = Readonly<Record<KeyedActionId, () => boolean>>;

/** The keys that work everywhere, as commands.ts declares them; a dialog that is open has the keys to itself. */
export const useActionKeys = (runners: KeyedRunners): void => {
  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
    const id = actionFor(event, isTextField(event.target));
    if (id === undefined || !runners[id]()) return;
    event.preventDefault();
  });
};

/** The action of a pressed key; in a text, letters and what edits it are the text's own. */
const actionFor = (event: KeyboardEvent, isInText: boolean): KeyedActionId | undefined =>
  KEYED_ACTION_IDS.find((id) => {
    const action: Action = ACTIONS[id];
    return action.keys.some(
      (chord) =>
        matchesChord(event, chord) &&
        !(isInText && (action.isOfText === true || !worksInText(chord))),
    );
  });

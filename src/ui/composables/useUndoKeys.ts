import { useEventListener } from '@vueuse/core';
import { hasCommandKey, isTextField } from '../keyboard.ts';
import { useActs } from './useActs.ts';

/** Ctrl+Z and Ctrl+Shift+Z (Ctrl+Y too) everywhere but in a text field, which has its own. */
export const useUndoKeys = (): void => {
  const { undo, redo } = useActs();
  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    if (!hasCommandKey(event) || isTextField(event.target)) return;
    const key = event.key.toLowerCase();
    if (key !== 'z' && key !== 'y') return;
    event.preventDefault();
    void (key === 'y' || event.shiftKey ? redo() : undo());
  });
};

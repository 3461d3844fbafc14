import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { useToastStore } from '../../../src/ui/base/toast-store.ts';

const UNDO = { label: 'Undo', run: () => undefined, isOfLast: true };
const REDO = { ...UNDO, label: 'Redo' };

beforeEach(() => setActivePinia(createPinia()));

const shown = () => useToastStore().toasts.map(({ text }) => text);

describe('what was done last', () => {
  it('has one message: the undo takes that of the act away, and the next act that of the undo', () => {
    const { show } = useToastStore();
    show('info', '3 items tagged', UNDO);
    show('info', 'Undone: Tagged 3 items', REDO);
    expect(shown()).toEqual(['Undone: Tagged 3 items']);
    show('info', '1 item moved', UNDO);
    expect(shown()).toEqual(['1 item moved']);
  });

  it('leaves the other messages alone, and those that have a way of their own', () => {
    const { show } = useToastStore();
    show('error', 'That could not be done.');
    show('info', 'Told apart', { label: 'Undo', run: () => undefined });
    show('info', '1 item moved', UNDO);
    show('info', 'Undone: Moved 1 item', REDO);
    expect(shown()).toEqual(['That could not be done.', 'Told apart', 'Undone: Moved 1 item']);
  });
});

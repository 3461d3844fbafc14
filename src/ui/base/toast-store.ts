import { defineStore } from 'pinia';
import { shallowRef } from 'vue';

/** One short message, with at most one thing to do about it. */
export interface Toast {
  readonly id: number;
  readonly level: 'info' | 'error';
  readonly text: string;
  readonly action: ToastAction | null;
}

/** What a message offers. */
export interface ToastAction {
  readonly label: string;
  run(): void;
  /** Takes back, or does again, what was done last: holds for one message only, the newest. */
  readonly isOfLast?: boolean;
}

/** At most so many are on screen; an older one makes way. */
const MOST = 3;

/** The messages on screen, the oldest first. */
export const useToastStore = defineStore('toasts', () => {
  const toasts = shallowRef<readonly Toast[]>([]);
  let nextId = 1;

  const show = (
    level: Toast['level'],
    text: string,
    action: ToastAction | null = null,
  ): number => {
    const id = nextId++;
    const isOver = (toast: Toast): boolean =>
      toast.text === text || (isOfLast(action) && isOfLast(toast.action));
    const others = toasts.value.filter((toast) => !isOver(toast));
    toasts.value = [...others, { id, level, text, action }].slice(-MOST);
    return id;
  };

  const dismiss = (id: number): void => {
    toasts.value = toasts.value.filter((toast) => toast.id !== id);
  };

  return { toasts, show, dismiss };
});

const isOfLast = (action: ToastAction | null): boolean => action?.isOfLast === true;

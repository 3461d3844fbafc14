import { useI18n } from 'vue-i18n';
import { isHmError } from '../../core/base/hm-error.ts';
import { useHm } from '../ports.ts';
import { useToastStore } from '../stores/toast-store.ts';

/** How a screen has something done: a message with Undo after it, or the failure's own words. */
export const useActs = () => {
  const hm = useHm();
  const toasts = useToastStore();
  const { t } = useI18n();

  /** Shows an expected failure; whatever else is a defect and goes on to the root. */
  const fail = (error: unknown): void => {
    if (!isHmError(error)) throw error;
    toasts.show('error', error.message);
  };

  /** Resolves to the outcome, or to `undefined` where it failed and the person was told. */
  const attempt = async <T>(act: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await act();
    } catch (error) {
      fail(error);
      return undefined;
    }
  };

  const undo = async (): Promise<void> => {
    await attempt(async () => {
      const what = await hm.drive.undo();
      if (what === null) toasts.show('info', t('done.nothingToUndo'));
      else
        toasts.show('info', t('done.undone', { what }), {
          label: t('actions.redo'),
          run: () => void redo(),
        });
    });
  };

  const redo = async (): Promise<void> => {
    await attempt(async () => {
      const what = await hm.drive.redo();
      if (what === null) toasts.show('info', t('done.nothingToRedo'));
      else toasts.show('info', t('done.redone', { what }), undoAction());
    });
  };

  const undoAction = () => ({ label: t('actions.undo'), run: () => void undo() });

  /** Does it, then says `message` with Undo beside it. Resolves to whether it was done. */
  const perform = async (act: () => Promise<unknown>, message: string): Promise<boolean> => {
    const outcome = await attempt(async () => {
      await act();
      return true;
    });
    if (outcome !== true) return false;
    toasts.show('info', message, undoAction());
    return true;
  };

  return { attempt, perform, undo, redo, fail };
};

import { useI18n } from 'vue-i18n';
import { isHmError } from '../../core/base/hm-error.ts';
import { useHm } from '../ports.ts';
import { whatOf } from '../history/act-words.ts';
import { useActWords } from '../history/useActWords.ts';
import { useToastStore } from './toast-store.ts';
import { useFailures } from './useFailures.ts';

/** How a screen has something done: a message with Undo after it, or the words of the failure. */
export const useActs = () => {
  const hm = useHm();
  const toasts = useToastStore();
  const { t } = useI18n();
  const inWords = useActWords();
  const failures = useFailures();

  /** What an expected failure says; whatever else is a defect and goes on to the root. */
  const failureText = async (error: unknown): Promise<string> => {
    if (!isHmError(error)) throw error;
    return failures.tell(error);
  };
  const fail = (error: unknown): void => {
    if (!isHmError(error)) throw error;
    void failures.tell(error).then((text) => toasts.show('error', text));
  };

  /** The same of a change, which is done whole or not at all: a full store has changed nothing. */
  const changeFailureText = async (error: unknown): Promise<string> => {
    if (!isHmError(error) || error.type !== 'quota-exceeded') return failureText(error);
    return t(error.facts['isSaved'] === true ? 'failures.fullButSaved' : 'failures.full');
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

  const attemptChange = async (act: () => Promise<void>): Promise<void> => {
    try {
      await act();
    } catch (error) {
      toasts.show('error', await changeFailureText(error));
    }
  };

  /** What an undo or redo just did, in the language of the screens; `label` is what the drive calls it. */
  const lastInWords = async (label: string | null): Promise<string | null> => {
    if (label === null) return null;
    const [last] = await hm.drive.history({ limit: 1 });
    const what = last === undefined ? undefined : whatOf(last);
    return what === undefined ? label : inWords({ ...what, label });
  };

  const undo = async (): Promise<void> => {
    await attemptChange(async () => {
      const what = await lastInWords(await hm.drive.undo());
      if (what === null) toasts.show('info', t('done.nothingToUndo'));
      else
        toasts.show('info', t('done.undone', { what }), {
          label: t('actions.redo'),
          run: () => void redo(),
          isOfLast: true,
        });
    });
  };

  const redo = async (): Promise<void> => {
    await attemptChange(async () => {
      const what = await lastInWords(await hm.drive.redo());
      if (what === null) toasts.show('info', t('done.nothingToRedo'));
      else toasts.show('info', t('done.redone', { what }), undoAction());
    });
  };

  const undoAction = () => ({
    label: t('actions.undo'),
    run: () => void undo(),
    isOfLast: true,
  });

  /**
   * Does it, then says `message` with Undo beside it. Resolves to whether it was done; why not is told to
   * `say`, for those who stand above the messages.
   */
  const perform = async (
    act: () => Promise<unknown>,
    message: string,
    say: (text: string) => void = (text) => void toasts.show('error', text),
  ): Promise<boolean> => {
    try {
      await act();
    } catch (error) {
      say(await changeFailureText(error));
      return false;
    }
    toasts.show('info', message, undoAction());
    return true;
  };

  return { attempt, perform, undo, redo, fail, failureText };
};

import { useI18n } from 'vue-i18n';
import type { MediaId } from '../../core/base/ids.ts';
import type { MediaFragment } from '../../core/uri/media-fragment.ts';
import { useActs } from '../base/useActs.ts';
import { useDialogStore } from '../base/dialog-store.ts';
import { useToastStore } from '../base/toast-store.ts';
import { useHm } from '../ports.ts';

/** Links to an item or a part of it: by its id alone, so that they outlive a move or a new name. */
export const useMediaLinks = () => {
  const hm = useHm();
  const { t } = useI18n();
  const { attempt } = useActs();
  const toasts = useToastStore();
  const dialogs = useDialogStore();

  /** Copies the link; shows it to be copied by hand where the browser forbids that. */
  const copyLink = async (mediaId: MediaId, fragment: MediaFragment | null): Promise<void> => {
    await attempt(async () => {
      const link = hm.uri.build({ mediaId, fragment });
      if (await toClipboard(link)) toasts.show('info', t('viewer.linkCopied', { link }));
      else
        await dialogs.ask({
          kind: 'text',
          title: t('viewer.copyLink'),
          label: t('viewer.linkByHand'),
          value: link,
          confirm: t('actions.close'),
          inputType: 'text',
          check: () => null,
        });
    });
  };

  return { copyLink };
};

const toClipboard = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (error) {
    if (error instanceof DOMException || error instanceof TypeError) return false;
    throw error;
  }
};

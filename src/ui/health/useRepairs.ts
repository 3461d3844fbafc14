import { onScopeDispose, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { Mending } from '../../core/drive/mending-history.ts';
import type { Repair } from '../../core/drive/repair-history.ts';
import { isVerifyNews } from '../../core/integrity/verify-news.ts';
import { useDialogStore } from '../base/dialog-store.ts';
import { useActs } from '../base/useActs.ts';
import { useHm } from '../ports.ts';

/** One line of the history: an original that was healed, or a book of the drive that was made good. */
export type HistoryEntry = Repair | Mending;

/** What was healed, kept up while the scope lives, and a way to let go of what was replaced. */
export const useRepairs = () => {
  const hm = useHm();
  const { t } = useI18n();
  const { attempt } = useActs();
  const dialog = useDialogStore();
  /** The newest first; `null` until they are known. */
  const repairs = shallowRef<readonly HistoryEntry[] | null>(null);

  const load = async (): Promise<void> => {
    await attempt(async () => {
      const [receipts, mendings] = await Promise.all([
        hm.integrity.receipts(),
        hm.integrity.mendings(),
      ]);
      repairs.value = [...receipts, ...mendings].sort((a, b) => (a.at < b.at ? 1 : -1));
    });
  };

  const discard = async ({ blob }: Repair): Promise<void> => {
    const agreed = await dialog.ask({
      kind: 'confirm',
      title: t('health.repairs.discardTitle'),
      text: t('health.repairs.discardText'),
      confirm: t('health.repairs.discard'),
    });
    if (agreed === null) return;
    await attempt(() => hm.integrity.discardReplaced(blob));
    await load();
  };

  // An item that is whole again has changed; what nobody sees of it (parity, a list) is told by the check.
  onScopeDispose(hm.on('change', () => void load()));
  onScopeDispose(
    hm.on('progress', (event) => {
      if (isVerifyNews(event) && event.phase === 'verified') void load();
    }),
  );
  void load();

  return { repairs, discard };
};

import { storeToRefs } from 'pinia';
import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { useDialogStore } from '../base/dialog-store.ts';
import { useActs } from '../base/useActs.ts';
import { useExportsStore } from '../exports/exports-store.ts';
import { useImportsStore } from '../imports/imports-store.ts';
import { useHm } from '../ports.ts';
import { useDriveStore } from '../shell/drive-store.ts';
import { runningJobs } from './rules.ts';

/** A new version that waits: it takes over when a person says so, and asks again while something runs. */
export const useUpdate = () => {
  const hm = useHm();
  const drive = useDriveStore();
  const imports = useImportsStore();
  const exports = useExportsStore();
  const dialogs = useDialogStore();
  const { attempt } = useActs();
  const { t } = useI18n();
  const { isUpdateHidden } = storeToRefs(drive);

  const isWaiting = computed(() => drive.updateWaiting !== null);
  const isBusy = computed(
    () => exports.running.length > 0 || runningJobs(imports.jobs).length > 0,
  );

  /** Asks the drive itself: an import of another tab, begun this moment, counts as well. */
  const isSomethingRunning = async (): Promise<boolean> => {
    if (exports.running.length > 0) return true;
    const jobs = await attempt(() => hm.drive.imports.list());
    return runningJobs(jobs ?? imports.jobs).length > 0;
  };

  const apply = async (): Promise<void> => {
    const isAgreed = !(await isSomethingRunning()) || (await isConfirmed());
    if (isAgreed) drive.updateWaiting?.();
  };

  const isConfirmed = async (): Promise<boolean> =>
    (await dialogs.ask({
      kind: 'confirm',
      title: t('update.confirm'),
      text: t('update.confirmText'),
      confirm: t('update.now'),
    })) !== null;

  return { isWaiting, isBusy, isHidden: isUpdateHidden, apply };
};

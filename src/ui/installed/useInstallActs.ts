import { useI18n } from 'vue-i18n';
import { useToastStore } from '../base/toast-store.ts';
import { useInstalledStore } from './installed-store.ts';

/** What a person does about the installation. */
export const useInstallActs = () => {
  const installed = useInstalledStore();
  const toasts = useToastStore();
  const { t } = useI18n();

  /** To be called in the task of the click. */
  const install = async (): Promise<void> => {
    const isAgreed = await installed.install();
    if (!isAgreed) toasts.show('info', t('install.declined'));
    // The offer goes, and the button that had the focus with it.
    else document.getElementById('content')?.focus();
  };
  return { install };
};

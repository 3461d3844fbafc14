import { onScopeDispose } from 'vue';
import { useI18n } from 'vue-i18n';
import { useHm } from '../ports.ts';
import { useDriveStore } from './drive-store.ts';

/** The status line says what is limited while a heavy part of the app is missing, and no longer than that. */
export const usePartsWarning = (): void => {
  const hm = useHm();
  const drive = useDriveStore();
  const { t } = useI18n();
  const stop = hm.on('status', (event) => {
    if (event.job !== 'assets') return;
    const text = t(`status.degraded.part-${event.feature}`);
    if (event.level === 'warn') drive.status = { text, level: 'warn', isOfHealth: false };
    else if (event.phase === 'here' && drive.status?.text === text) drive.status = null;
  });
  onScopeDispose(stop);
};

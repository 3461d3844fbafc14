import { useI18n } from 'vue-i18n';
import { isHmError } from '../../core/base/hm-error.ts';
import { detailOf } from '../base/failure-words.ts';
import { useFailures } from '../base/useFailures.ts';
import { useHm } from '../ports.ts';
import { useDriveStore } from './drive-store.ts';

/** Waits for the drive; the store tells how it went. */
export const useStart = () => {
  const hm = useHm();
  const { t, te } = useI18n();
  const drive = useDriveStore();
  const failures = useFailures();

  /** What works less well comes as a code that these screens know, or as words. */
  const inWords = (degraded: string): string =>
    te(`status.degraded.${degraded}`) ? t(`status.degraded.${degraded}`) : degraded;

  const wait = async (): Promise<void> => {
    try {
      drive.startup = await hm.ready;
      const [first] = drive.startup.degraded;
      if (first !== undefined) drive.status = { text: inWords(first), level: 'warn' };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const failure = isHmError(error) ? error : { type: 'defect' as const, message };
      drive.failure = { message: await failures.tell(failure), detail: detailOf(failure) };
    }
  };
  void wait();
  return drive;
};

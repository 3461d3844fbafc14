import { isHmError } from '../../core/base/hm-error.ts';
import { detailOf } from '../base/failure-words.ts';
import { useFailures } from '../base/useFailures.ts';
import { useHm } from '../ports.ts';
import { useDriveStore } from './drive-store.ts';
import { useStatusWords } from './useStatusWords.ts';

/** Waits for the drive; the store tells how it went. */
export const useStart = () => {
  const hm = useHm();
  const drive = useDriveStore();
  const failures = useFailures();
  const { tellCode } = useStatusWords();

  const wait = async (): Promise<void> => {
    try {
      drive.startup = await hm.ready;
      const [first] = drive.startup.degraded;
      // What works less well comes as a code that these screens know, or as words.
      const words = first === undefined ? null : tellCode(first);
      if (first !== undefined)
        drive.status = { ...(words ?? { text: first, isOfHealth: false }), level: 'warn' };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const failure = isHmError(error) ? error : { type: 'defect' as const, message };
      drive.failure = { message: await failures.tell(failure), detail: detailOf(failure) };
    }
  };
  void wait();
  return drive;
};

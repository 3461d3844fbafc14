import { useRouter } from 'vue-router';
import type { ImportReport } from '../../core/imports/import-job.ts';
import { useHm } from '../ports.ts';
import { libraryLocation } from '../router.ts';
import { useActs } from '../base/useActs.ts';
import { useImportsStore } from '../imports/imports-store.ts';
import type { Incoming } from './incoming.ts';
import { useIncomingStore } from './incoming-store.ts';

/** Failures that another attempt may not meet; every other is told by the import and ends there. */
const PASSING = new Set(['quota-exceeded', 'io-failed', 'read-failed', 'cancelled']);

/** Whether a report leaves something that is worth another attempt. */
const isIncomplete = ({ failed }: ImportReport): boolean =>
  failed.some(({ type }) => PASSING.has(type));

/** What a person decides about what came. */
export const useIncoming = () => {
  const hm = useHm();
  const router = useRouter();
  const store = useIncomingStore();
  const imports = useImportsStore();
  const { attempt } = useActs();

  /** To the pictures, once nothing is left to decide. */
  const goOn = async (path: string): Promise<void> => {
    if (store.all.length === 0) await router.replace(libraryLocation(path));
  };

  /** Resolves as soon as the import is under way; what comes of it the drawer tells. */
  const importFiles = async (incoming: Incoming, path: string): Promise<void> => {
    imports.isOpen = true;
    await attempt(async () => {
      await store.take(incoming);
      void readThrough(incoming, path);
      await goOn(path);
    });
  };

  /** The stored files go when they are in the drive, and come back where they could not be read. */
  const readThrough = async (incoming: Incoming, path: string): Promise<void> => {
    const report = await attempt(() =>
      hm.drive.importMedia(
        path,
        incoming.files.map(({ input }) => input),
      ),
    );
    await imports.load();
    if (report === undefined || isIncomplete(report)) await store.giveBack(incoming);
    else await store.discard(incoming);
  };

  const importLink = async (incoming: Incoming, link: string, path: string): Promise<void> => {
    imports.isOpen = true;
    const report = await attempt(() => hm.drive.importFromUrl(path, link));
    await imports.load();
    if (report === undefined || incoming.files.length > 0 || incoming.links.length > 1) return;
    await store.discard(incoming);
    await goOn(path);
  };

  const discard = async (incoming: Incoming): Promise<void> => {
    await attempt(() => store.discard(incoming));
    await goOn('');
  };

  return { importFiles, importLink, discard };
};

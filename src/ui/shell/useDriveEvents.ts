import { useThrottleFn } from '@vueuse/core';
import { onScopeDispose } from 'vue';
import { isVerifyNews } from '../../core/integrity/verify-news.ts';
import { isActNews } from '../../core/drive/act-news.ts';
import { isExportNews } from '../../core/exports/export-news.ts';
import type { Arrival, ImportProgress } from '../../core/imports/import-job.ts';
import { useExportsStore } from '../exports/exports-store.ts';
import { useArrivalsStore } from '../imports/arrivals-store.ts';
import { isAtRest } from '../imports/import-view.ts';
import { useHm } from '../ports.ts';
import { useDriveStore } from './drive-store.ts';
import { useImportsStore } from '../imports/imports-store.ts';
import { useListingStore } from '../library/listing-store.ts';
import { useTreeStore } from '../collections/tree-store.ts';
import { useActs } from '../base/useActs.ts';
import { useStatusWords } from './useStatusWords.ts';

/** Reading everything again is cheap but not free: at most so often, however fast an import runs. */
const REFRESH_MS = 1_000;
const REFRESH_WHILE_IMPORTING_MS = 2_000;
const USAGE_MS = 5_000;
/** Each drawn frame takes time from the import that it tells about; the eye needs no more of them. */
const PROGRESS_MS = 250;

/** Keeps the stores beside the drive while this scope lives. */
export const useDriveEvents = (): void => {
  const hm = useHm();
  const tree = useTreeStore();
  const listing = useListingStore();
  const imports = useImportsStore();
  const arrivals = useArrivalsStore();
  const exports = useExportsStore();
  const drive = useDriveStore();
  const { attempt } = useActs();
  const words = useStatusWords();

  const refresh = useThrottleFn(
    () => attempt(() => Promise.all([tree.load(), listing.refresh()])),
    () => (imports.active.length > 0 ? REFRESH_WHILE_IMPORTING_MS : REFRESH_MS),
    true,
    true,
  );
  const loadUsage = useThrottleFn(() => attempt(() => drive.loadUsage()), USAGE_MS, true, true);
  const loadImports = useThrottleFn(
    () => attempt(() => imports.load()),
    REFRESH_MS,
    true,
    true,
  );

  /** The last word on each job that is not yet shown. */
  const news = new Map<ImportProgress['job'], ImportProgress>();
  const arrived: Arrival[] = [];
  const showNews = useThrottleFn(
    () => {
      const shown = [...news.values()];
      news.clear();
      const unknown = shown.filter((event) => !imports.apply(event));
      arrivals.add(arrived.splice(0));
      for (const { job } of shown.filter(isAtRest)) arrivals.leave(job);
      if (unknown.length > 0 || shown.some(isAtRest)) void loadImports();
    },
    PROGRESS_MS,
    true,
    true,
  );

  const stop = [
    hm.on('change', (event) => {
      listing.follow(event);
      void refresh();
      void loadUsage();
    }),
    hm.on('progress', (event) => {
      if (isVerifyNews(event)) return;
      if (isActNews(event)) {
        drive.acting = event.done < event.total ? event : null;
        return;
      }
      if (isExportNews(event)) {
        exports.apply(event);
        return;
      }
      news.set(event.job, event);
      void showNews();
    }),
    hm.on('arrival', (event) => {
      arrived.push(event);
      void showNews();
    }),
    // What needs nobody is said by what the screens show; a line is for what a person should know.
    hm.on('status', (event) => {
      if (event.level !== 'info' && event.job !== 'assets')
        drive.status = { ...words.tell(event), level: event.level };
    }),
  ];
  onScopeDispose(() => stop.forEach((off) => off()));
};

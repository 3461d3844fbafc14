import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { ExportNews } from '../../core/exports/export-news.ts';

/** An export that runs in this tab. */
export interface RunningExport {
  readonly job: string;
  /** What is exported, as a person calls it. */
  readonly name: string;
  readonly news: ExportNews | null;
  cancel(): void;
}

/** The exports of this tab: another tab's are its own, with its own picked file. */
export const useExportsStore = defineStore('exports', () => {
  const running = shallowRef<readonly RunningExport[]>([]);

  const begin = (job: string, name: string, cancel: () => void): void => {
    running.value = [...running.value, { job, name, news: null, cancel }];
  };

  const end = (job: string): void => {
    running.value = running.value.filter((each) => each.job !== job);
  };

  const apply = (news: ExportNews): void => {
    if (!running.value.some(({ job }) => job === news.job)) return;
    running.value = running.value.map((each) =>
      each.job === news.job ? { ...each, news } : each,
    );
  };

  return { running, begin, end, apply };
});

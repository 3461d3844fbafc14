import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { HmFailure } from '../../core/base/hm-error.ts';
import type { ExportNews } from '../../core/exports/export-news.ts';

/** An export that runs in this tab. */
export interface RunningExport {
  readonly job: string;
  /** What is exported, as a person calls it. */
  readonly name: string;
  readonly news: ExportNews | null;
  cancel(): void;
}

/** An export that there was no room for. */
export interface CrowdedExport {
  readonly job: string;
  readonly name: string;
  readonly failure: HmFailure;
  retry(): void;
}

/** The exports of this tab: another tab's are its own, with its own picked file. */
export const useExportsStore = defineStore('exports', () => {
  const running = shallowRef<readonly RunningExport[]>([]);

  /** They stay until a person tries them again, or lets them be. */
  const crowded = shallowRef<readonly CrowdedExport[]>([]);

  const begin = (job: string, name: string, cancel: () => void): void => {
    running.value = [...running.value, { job, name, news: null, cancel }];
  };

  const end = (job: string): void => {
    running.value = running.value.filter((each) => each.job !== job);
  };

  const keepCrowded = (each: CrowdedExport): void => {
    crowded.value = [...crowded.value, each];
  };

  const dismiss = (job: string): void => {
    crowded.value = crowded.value.filter((each) => each.job !== job);
  };

  const apply = (news: ExportNews): void => {
    if (!running.value.some(({ job }) => job === news.job)) return;
    running.value = running.value.map((each) =>
      each.job === news.job ? { ...each, news } : each,
    );
  };

  return { running, crowded, begin, end, keepCrowded, dismiss, apply };
});

import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { ImportJob, ImportProgress } from '../../core/imports/import-job.ts';
import { usePorts } from '../ports.ts';
import { isOver, withProgress } from './import-view.ts';

/** The imports as the drive tells them; they outlive a reload because the drive keeps them. */
export const useImportsStore = defineStore('imports', () => {
  const { hm } = usePorts();
  const jobs = shallowRef<readonly ImportJob[]>([]);
  const isOpen = shallowRef(false);
  const active = computed(() => jobs.value.filter((job) => !isOver(job)));

  const load = async (): Promise<void> => {
    jobs.value = await hm.drive.imports.list();
  };

  /** Applies an event; resolves to `false` where the job is not known yet, so that it be listed. */
  const apply = (event: ImportProgress): boolean => {
    if (!jobs.value.some((job) => job.id === event.job)) return false;
    jobs.value = jobs.value.map((job) =>
      job.id === event.job ? withProgress(job, event) : job,
    );
    return true;
  };

  const act = async (
    what: 'pause' | 'resume' | 'cancel' | 'dismiss',
    job: ImportJob,
  ): Promise<void> => {
    await hm.drive.imports[what](job.id);
    await load();
  };

  return { jobs, active, isOpen, load, apply, act };
});

import { useSessionStorage } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import type { ImportJob, ImportProgress } from '../../core/imports/import-job.ts';
import { usePorts } from '../ports.ts';
import { isAnew, isOver, pillOf, withProgress } from './import-view.ts';

/** The imports as the drive tells them; they outlive a reload because the drive keeps them. */
export const useImportsStore = defineStore('imports', () => {
  const { hm } = usePorts();
  const jobs = shallowRef<readonly ImportJob[]>([]);
  /** As the drive last listed them: reports are whole, where an event tells of a state alone. */
  const listed = shallowRef<readonly ImportJob[]>([]);
  const isOpen = shallowRef(false);
  /** How the drawer was left in this tab; `null` where it was never seen. */
  const wasOpen = useSessionStorage<boolean | null>('hm-imports-open', null, {
    serializer: { read: (text) => text === 'true', write: String },
  });
  watch(isOpen, (open) => (wasOpen.value = open));
  const active = computed(() => jobs.value.filter((job) => !isOver(job)));
  const over = computed(() => jobs.value.filter(isOver));
  const pill = computed(() => pillOf(jobs.value));

  const load = async (): Promise<void> => {
    listed.value = jobs.value = await hm.drive.imports.list();
  };

  /** Opens the drawer as it was before a reload, while a job is under way; a new tab shows what goes on. */
  const comeBack = (): void => {
    isOpen.value = wasOpen.value = active.value.length > 0 && wasOpen.value !== false;
  };

  /** Applies an event; `false` where the job is not known as it is now, so that it be listed. */
  const apply = (event: ImportProgress): boolean => {
    const known = jobs.value.find((job) => job.id === event.job);
    if (known === undefined || isAnew(known, event)) return false;
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

  const retry = async (job: ImportJob, paths: readonly string[]): Promise<void> => {
    await hm.drive.imports.retry(job.id, paths);
    await load();
  };

  /** Takes all imports that have ended off the list. */
  const dismissOver = async (): Promise<void> => {
    for (const { id } of over.value) await hm.drive.imports.dismiss(id);
    await load();
  };

  return {
    jobs,
    listed,
    active,
    over,
    pill,
    isOpen,
    load,
    comeBack,
    apply,
    act,
    retry,
    dismissOver,
  };
});

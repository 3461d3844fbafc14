import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { bytesToDataUrl } from '../../core/base/bytes.ts';
import type { JobId } from '../../core/base/ids.ts';
import type { Arrival } from '../../core/imports/import-job.ts';

/** A file on its way, as a picture that can be shown; `aspect` is width by height. */
export interface ShownArrival {
  readonly job: JobId;
  readonly path: string;
  readonly url: string;
  readonly aspect: number;
}

/** As many as fit beside each other on the widest card, and a few that slide out. */
const SHOWN_PER_JOB = 8;

/** The last pictures that came with each import, the newest first. */
export const useArrivalsStore = defineStore('arrivals', () => {
  const shown = shallowRef<readonly ShownArrival[]>([]);

  /** Shows files that came one after the other; those that no longer fit are let go. */
  const add = (arrivals: readonly Arrival[]): void => {
    const places = new Map<JobId, number>();
    const all = [...arrivals.map(toShown).reverse(), ...shown.value];
    shown.value = all.filter(({ job }) => {
      const place = places.get(job) ?? 0;
      places.set(job, place + 1);
      return place < SHOWN_PER_JOB;
    });
  };

  /** Forgets the pictures of a job that reads no more. */
  const leave = (job: JobId): void => {
    shown.value = shown.value.filter((each) => each.job !== job);
  };

  return { shown, add, leave };
});

const toShown = ({ job, path, picture }: Arrival): ShownArrival => {
  const { bytes, mime, width, height } = picture;
  return { job, path, url: bytesToDataUrl(bytes, mime), aspect: width / height };
};

import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { MediaId } from '../../core/base/ids.ts';
import type { MediaRow } from '../../core/media/media.ts';

/** So many are remembered. */
const KEPT = 12;

/** The photos that were on stage since the page was opened, the latest first. */
export const useViewedStore = defineStore('viewed', () => {
  const photos = shallowRef<readonly MediaRow[]>([]);
  return {
    photos,
    remember: (row: MediaRow): void => {
      if (row.kind !== 'photo') return;
      photos.value = [row, ...photos.value.filter(({ id }) => id !== row.id)].slice(0, KEPT);
    },
    /** Those but for these, in their order. */
    except: (ids: readonly MediaId[]): readonly MediaRow[] =>
      photos.value.filter(({ id }) => !ids.includes(id)),
  };
});

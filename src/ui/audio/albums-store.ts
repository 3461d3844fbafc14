import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { MediaId } from '../../core/base/ids.ts';
import type { Album } from '../../core/media/albums.ts';
import { usePorts } from '../ports.ts';

/** The music of the drive as it was last listed. */
export const useAlbumsStore = defineStore('albums', () => {
  const { hm } = usePorts();
  const albums = shallowRef<readonly Album[]>([]);
  const isLoaded = shallowRef(false);

  return {
    albums,
    isLoaded,
    hasMusic: computed(() => albums.value.length > 0),
    load: async (): Promise<void> => {
      albums.value = await hm.drive.albums();
      isLoaded.value = true;
    },
    /** The sounds that belong to something, album after album. */
    soundsAmong: (has: (id: MediaId) => boolean): readonly MediaId[] =>
      albums.value.flatMap(({ tracks }) => tracks.filter(has)),
    /** Whether there is any; looks no further than the first. */
    hasSounds: (has: (id: MediaId) => boolean): boolean =>
      albums.value.some(({ tracks }) => tracks.some(has)),
    /** The album that a sound stands in. */
    albumOf: (id: string): Album | null =>
      albums.value.find(({ tracks }) => tracks.some((track) => track === id)) ?? null,
  };
});

import { computed, shallowRef, watch } from 'vue';
import { isHmError } from '../../core/base/hm-error.ts';
import type { MediaId } from '../../core/base/ids.ts';
import type { MediaRow } from '../../core/media/media.ts';
import { useListingStore } from '../library/listing-store.ts';
import { useHm } from '../ports.ts';
import { mediaToRow } from './media-to-row.ts';

/** The second of two that are compared: from the listing, else from the drive; `onNone` where there is none. */
export const useBesideItem = (id: () => MediaId, onNone: () => void) => {
  const hm = useHm();
  const listing = useListingStore();
  const asked = shallowRef<MediaRow | undefined>();
  const listed = computed(() => listing.rowAt(listing.indexOf(id())));

  watch(
    id,
    async (wanted) => {
      if (listed.value !== undefined) return;
      try {
        const media = await hm.drive.getMedia(wanted);
        if (wanted === id()) asked.value = mediaToRow(media);
      } catch (error) {
        if (!isHmError(error)) throw error;
        onNone();
      }
    },
    { immediate: true },
  );

  return computed(() => listed.value ?? asked.value);
};

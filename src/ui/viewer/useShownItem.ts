import { computed, shallowRef, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import type { MediaId } from '../../core/base/ids.ts';
import type { MediaRow } from '../../core/media/media.ts';
import { isHmError } from '../../core/base/hm-error.ts';
import { useListingStore } from '../library/listing-store.ts';
import { useToastStore } from '../base/toast-store.ts';
import { useActs } from '../base/useActs.ts';
import { useHm } from '../ports.ts';
import { mediaToRow } from './media-to-row.ts';

/** Items to each side whose rows are at hand before they are asked for. */
const NEIGHBOURS = 8;

/** What becomes of the viewer when its item goes. */
export interface ShownItemEvents {
  show(id: MediaId): void;
  close(index: number): void;
}

/**
 * The item on stage and its place in the listing. One that leaves the listing is followed by what stands
 * there then; one that was never in it (a link into a large collection that is still being read) is asked
 * of the drive, and the viewer closes with a word where there is none.
 */
export const useShownItem = (id: () => MediaId, events: ShownItemEvents) => {
  const hm = useHm();
  const listing = useListingStore();
  const toasts = useToastStore();
  const { fail } = useActs();
  const { t } = useI18n();

  const lastIndex = shallowRef(0);
  /** The item that was last found in the listing. */
  let seen: MediaId | null = null;
  const stray = shallowRef<MediaRow | null>(null);
  const index = computed(() => listing.indexOf(id()));
  const row = computed(
    () => listing.rowAt(index.value) ?? (stray.value?.id === id() ? stray.value : undefined),
  );

  const close = (): void => events.close(lastIndex.value);

  /** Shows the item `by` places further; 0 shows what stands now where the item stood. */
  const step = (by: number): void => {
    const last = listing.total - 1;
    showAt(Math.max(0, Math.min(lastIndex.value + by, last)));
  };

  const showAt = (at: number): void => {
    const next = listing.idAt(at < 0 ? listing.total + at : at);
    if (next !== undefined) events.show(next);
  };

  const askDrive = async (wanted: MediaId): Promise<void> => {
    try {
      const media = await hm.drive.getMedia(wanted);
      if (wanted !== id()) return;
      if (media.trashedAt === null) {
        stray.value = mediaToRow(media);
      } else sayGone();
    } catch (error) {
      if (wanted !== id()) return;
      if (isHmError(error) && error.type === 'not-found') sayGone();
      else fail(error);
    }
  };

  const sayGone = (): void => {
    toasts.show('info', t('viewer.gone'));
    close();
  };

  watch(
    [id, index] as const,
    ([wanted, at]) => {
      if (at >= 0) {
        lastIndex.value = at;
        seen = wanted;
        listing.listing.need(at - NEIGHBOURS, at + NEIGHBOURS + 1);
      } else if (seen !== wanted) void askDrive(wanted);
      else if (listing.total === 0) close();
      else step(0);
    },
    { immediate: true },
  );

  return { row, index, lastIndex, step, showAt, close };
};

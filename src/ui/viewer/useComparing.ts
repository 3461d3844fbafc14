import { shallowRef, watch } from 'vue';
import type { MediaId } from '../../core/base/ids.ts';
import type { MediaRow } from '../../core/media/media.ts';
import { useListingStore } from '../library/listing-store.ts';
import { preloadPlan } from './preload-plan.ts';
import { useViewer } from './useViewer.ts';

/** The photo on stage, which is to be compared. */
export interface ComparingInput {
  row(): MediaRow | undefined;
  index(): number;
  focusFrame(): void;
}

/** Leads from one photo to two: with its neighbour, or with one that is chosen. */
export const useComparing = ({ row, index, focusFrame }: ComparingInput) => {
  const listing = useListingStore();
  const viewer = useViewer();
  const isChoosing = shallowRef(false);
  const isPhoto = (): boolean => row()?.kind === 'photo';

  const stop = (): void => {
    isChoosing.value = false;
    focusFrame();
  };
  const withOther = (other: MediaId): void => {
    const id = row()?.id;
    isChoosing.value = false;
    if (id !== undefined) void viewer.compare(id, other);
  };
  // What is chosen is chosen for one photo.
  watch(
    () => row()?.id,
    () => (isChoosing.value = false),
  );

  return {
    isChoosing,
    choose: () => (isChoosing.value = isPhoto()),
    stop,
    withOther,
    /** The next photo, else the one before. */
    withNext: () => {
      const [next] = preloadPlan(listing.rowAt, index(), Number.POSITIVE_INFINITY);
      if (isPhoto() && next !== undefined) withOther(next.id);
    },
  };
};

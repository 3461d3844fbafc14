import { computed, watch } from 'vue';
import type { MediaRow } from '../../core/media/media.ts';
import { useListingStore } from '../library/listing-store.ts';
import { preloadPlan } from './preload-plan.ts';
import { pictureBudgetBytes, type usePictureShelf } from './usePictureShelf.ts';

/** What is on stage and what comes next. */
export interface ReadyPicturesInput {
  readonly shelf: ReturnType<typeof usePictureShelf>;
  /** The part on stage. */
  shown(): MediaRow | undefined;
  /** Its place in the listing. */
  index(): number;
  /** What a slideshow shows next. */
  upcoming(): MediaRow | undefined;
}

/** Keeps the pictures beside the one on stage ready, and that which it followed, for it may still fade out. */
export const useReadyPictures = ({ shelf, shown, index, upcoming }: ReadyPicturesInput) => {
  const listing = useListingStore();
  const neighbours = computed(() => {
    const next = upcoming();
    return [
      ...(next?.kind === 'photo' ? [next] : []),
      ...preloadPlan(listing.rowAt, index(), pictureBudgetBytes()),
    ];
  });
  watch(shown, (now, before) => {
    if (now?.id === before?.id) return;
    shelf.retain([now, before, ...neighbours.value].flatMap((one) => one ?? []));
  });
  return {
    /** The picture on stage is there: the others are opened now. */
    preload: (): void => void shelf.preload(neighbours.value),
  };
};

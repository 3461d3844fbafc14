import { computed, shallowRef } from 'vue';
import type { Collection } from '../../core/collections/collection.ts';
import {
  type ParityScope,
  USUAL_PARITY_PERCENT,
  protectedBy,
  withCollection,
} from '../../core/integrity/parity-scope.ts';
import { useActs } from '../base/useActs.ts';
import { useHm } from '../ports.ts';

/** Whether a collection has parity, by itself or by what it lies in, and what a change would cost. */
export const useCollectionParity = ({ path, deepSizeBytes }: Collection) => {
  const hm = useHm();
  const { attempt } = useActs();
  /** `null` until it is known. */
  const kept = shallowRef<ParityScope | null>(null);
  const isWanted = shallowRef(false);

  void attempt(async () => {
    kept.value = await hm.integrity.configure({});
    isWanted.value = protectedBy(kept.value, path) !== null;
  });

  const by = computed(() => (kept.value === null ? null : protectedBy(kept.value, path)));
  /** What it has parity through, where that is not itself: `''` for the whole drive. */
  const through = computed(() => (by.value === path ? null : by.value));
  const costBytes = computed(
    () => (deepSizeBytes * (kept.value?.parityPercent || USUAL_PARITY_PERCENT)) / 100,
  );

  /** Rejects as the drive does. */
  const save = async (): Promise<void> => {
    if (kept.value === null || through.value !== null) return;
    if (isWanted.value === (by.value !== null)) return;
    const { parityPercent, parityCollections } = withCollection(
      kept.value,
      path,
      isWanted.value,
    );
    kept.value = await hm.integrity.configure({ parityPercent, parityCollections });
  };

  return { kept, isWanted, through, costBytes, save };
};

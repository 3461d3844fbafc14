import { computed, onScopeDispose, shallowRef } from 'vue';
import type { StatusEvent } from '../../app/api-types.ts';
import type { AssetState } from '../../core/assets/asset-state.ts';
import { useActs } from '../base/useActs.ts';
import { useHm } from '../ports.ts';

/** The heavy parts of the app, as they come and go. */
export const useHeavyParts = () => {
  const hm = useHm();
  const { attempt } = useActs();
  const parts = shallowRef<readonly AssetState[]>([]);
  let isAsking = false;
  let isStale = false;

  /** News come faster than answers: what comes meanwhile is asked for once more. */
  const load = async (): Promise<void> => {
    isStale = true;
    if (isAsking) return;
    isAsking = true;
    await attempt(async () => {
      while (isStale) {
        isStale = false;
        parts.value = await hm.integrity.assets();
      }
    });
    isAsking = false;
  };

  const fetchNow = async ({ path }: AssetState): Promise<void> => {
    await attempt(() => hm.integrity.fetchAsset(path));
  };

  const follow = ({ job }: StatusEvent): void => {
    if (job === 'assets') void load();
  };
  onScopeDispose(hm.on('status', follow));
  void load();

  const isLimited = computed(() => parts.value.some(({ isLimiting }) => isLimiting));
  return { parts, isLimited, fetchNow };
};

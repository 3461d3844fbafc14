import { useThrottleFn } from '@vueuse/core';
import { onScopeDispose, type ShallowRef, shallowRef } from 'vue';
import { isHmError } from '../../core/base/hm-error.ts';
import type { MediaId } from '../../core/base/ids.ts';
import type { IntegrityReport } from '../../core/integrity/damage.ts';
import { useActs } from '../base/useActs.ts';
import { useHm } from '../ports.ts';
import { type Fate, fateOf } from './still-missing.ts';

/** An import that brings items back tells of them many times a second. */
const FATES_MS = 1_000;

/** What became, since a report, of the items that it names as missing; by their ids. */
export const useFates = (report: Readonly<ShallowRef<IntegrityReport | null>>) => {
  const hm = useHm();
  const { attempt } = useActs();
  const fates = shallowRef<ReadonlyMap<string, Fate>>(new Map());

  const ask = async (id: string): Promise<Fate> => {
    try {
      return fateOf(await hm.drive.getMedia(id as MediaId));
    } catch (error) {
      if (!isHmError(error) || error.type !== 'not-found') throw error;
      return fateOf(null);
    }
  };

  const loadFates = async (): Promise<void> => {
    const items = report.value?.stillMissing ?? [];
    const asked = items.map(async ({ id }) => [id, await ask(id)] as const);
    fates.value = new Map(await Promise.all(asked));
  };

  const follow = useThrottleFn(() => attempt(loadFates), FATES_MS, true, true);
  onScopeDispose(hm.on('change', () => void follow()));
  return { fates, loadFates };
};

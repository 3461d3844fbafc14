import { useThrottleFn } from '@vueuse/core';
import { onScopeDispose, type ShallowRef, shallowRef } from 'vue';
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

  const loadFates = async (): Promise<void> => {
    const ids = (report.value?.stillMissing ?? []).map(({ id }) => id as MediaId);
    const rows = new Map((await hm.drive.mediaRows(ids)).map((row) => [row.id, row]));
    fates.value = new Map(ids.map((id) => [id, fateOf(rows.get(id) ?? null)]));
  };

  const follow = useThrottleFn(() => attempt(loadFates), FATES_MS, true, true);
  onScopeDispose(hm.on('change', () => void follow()));
  return { fates, loadFates };
};

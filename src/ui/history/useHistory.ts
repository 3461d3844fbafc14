import { computed, onScopeDispose, shallowRef } from 'vue';
import type { AuditEntry } from '../../core/drive/audit-trail.ts';
import { useActs } from '../base/useActs.ts';
import { useHm } from '../ports.ts';
import { byDay, deviceOf } from './history-days.ts';

/** Lines at first, and more at each wish. */
const STEP = 50;

/** The history while its screen is open. */
export const useHistory = () => {
  const hm = useHm();
  const { attempt } = useActs();
  const entries = shallowRef<readonly AuditEntry[]>([]);
  const isLoaded = shallowRef(false);
  const limit = shallowRef(STEP);
  /** What this drive calls itself. */
  const name = shallowRef('');

  const load = async (): Promise<void> => {
    // One more than is shown tells whether there is more.
    const found = await attempt(() => hm.drive.history({ limit: limit.value + 1 }));
    entries.value = found ?? entries.value;
    isLoaded.value = true;
  };
  const loadName = async (): Promise<void> => {
    name.value = (await attempt(() => hm.config.get()))?.name ?? '';
  };
  onScopeDispose(hm.on('change', () => void load()));
  void loadName();
  void load();

  const shown = computed(() => entries.value.slice(0, limit.value));
  /** The device that did the newest of what is listed: this one, until drives are shared. */
  const own = computed(() => deviceOf(entries.value[0]?.author ?? ''));
  const whoDid = (entry: AuditEntry): string =>
    deviceOf(entry.author) === own.value ? name.value : deviceOf(entry.author).slice(0, 8);

  return {
    days: computed(() => byDay(shown.value)),
    isLoaded,
    hasMore: computed(() => entries.value.length > limit.value),
    whoDid,
    showMore: async (): Promise<void> => {
      limit.value += STEP * 4;
      await load();
    },
  };
};

import { computed, onScopeDispose, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { TrashItem } from '../../core/drive/trash-service.ts';
import { useHm } from '../ports.ts';
import { useDialogStore } from '../base/dialog-store.ts';
import { useToastStore } from '../base/toast-store.ts';
import { useActs } from '../base/useActs.ts';
import { useFormat } from '../base/useFormat.ts';
import { bytesOf, matching } from './trash-rules.ts';

/** The trash while its screen is open. */
export const useTrash = () => {
  const hm = useHm();
  const { t } = useI18n();
  const format = useFormat();
  const dialogs = useDialogStore();
  const toasts = useToastStore();
  const { attempt, perform } = useActs();
  const entries = shallowRef<readonly TrashItem[]>([]);
  const chosen = shallowRef<ReadonlySet<string>>(new Set());
  const isLoaded = shallowRef(false);
  const search = shallowRef('');
  const shown = computed(() => matching(entries.value, search.value));
  const isAllChosen = computed(
    () => shown.value.length > 0 && shown.value.every(({ id }) => chosen.value.has(id)),
  );

  const load = async (): Promise<void> => {
    const listed = await attempt(() => hm.drive.trash.list());
    if (listed === undefined) return;
    entries.value = listed;
    const ids = new Set<string>(listed.map((entry) => entry.id));
    chosen.value = new Set([...chosen.value].filter((id) => ids.has(id)));
    isLoaded.value = true;
  };
  onScopeDispose(hm.on('change', () => void load()));
  void load();

  const toggle = (id: string): void => {
    const next = new Set(chosen.value);
    if (!next.delete(id)) next.add(id);
    chosen.value = next;
  };

  /** All that the search leaves, or none of it. */
  const toggleAll = (): void => {
    const ids = shown.value.map(({ id }) => id as string);
    const others = [...chosen.value].filter((id) => !ids.includes(id));
    chosen.value = new Set(isAllChosen.value ? others : [...others, ...ids]);
  };

  const counted = (key: string, count: number): string =>
    t(key, { items: format.count(count) }, count);

  const restore = async (ids: readonly string[]): Promise<void> => {
    await perform(() => hm.drive.trash.restore(ids), counted('done.restored', ids.length));
    await load();
  };

  /** Asks first: this alone cannot be undone, so no Undo follows. */
  const purge = async (ids: readonly string[]): Promise<void> => {
    const freed = bytesOf(entries.value, new Set(ids));
    const answer = await dialogs.ask({
      kind: 'confirm',
      title: counted('trash.confirmTitle', ids.length),
      text:
        freed === null
          ? t('trash.confirmText')
          : t('trash.confirmSize', { size: format.bytes(freed) }),
      confirm: t('trash.purge'),
    });
    if (answer === null) return;
    await attempt(async () => {
      await hm.drive.trash.purge(ids);
      toasts.show('info', counted('done.purged', ids.length));
    });
    await load();
  };

  return {
    entries,
    shown,
    search,
    chosen,
    isAllChosen,
    isLoaded,
    toggle,
    toggleAll,
    restore,
    purge,
  };
};

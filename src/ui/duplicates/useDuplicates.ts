import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { MediaId } from '../../core/base/ids.ts';
import { isHmError } from '../../core/base/hm-error.ts';
import type { DuplicateGroup } from '../../core/duplicates/group-duplicates.ts';
import { useDialogStore } from '../base/dialog-store.ts';
import { useToastStore } from '../base/toast-store.ts';
import { useActs } from '../base/useActs.ts';
import { useFormat } from '../base/useFormat.ts';
import { useHm } from '../ports.ts';
import { effectOf, groupKey, joinGroups } from './duplicate-groups.ts';

/** Groups that are shown before a person asks for more. */
const SHOWN = 30;

/** The duplicates while their screen is open. */
export const useDuplicates = () => {
  const hm = useHm();
  const { t } = useI18n();
  const format = useFormat();
  const dialogs = useDialogStore();
  const toasts = useToastStore();
  const { attempt, perform, fail } = useActs();
  const found = shallowRef<readonly DuplicateGroup[] | null>(null);
  const skipped = shallowRef<ReadonlySet<string>>(new Set());
  const most = ref(SHOWN);
  const stop = new AbortController();
  let isStale = false;
  let isLoading = false;

  const groups = computed(() =>
    (found.value ?? []).filter((group) => !skipped.value.has(groupKey(group))),
  );
  const shown = computed(() => groups.value.slice(0, most.value));

  const look = async (): Promise<void> => {
    const { signal } = stop;
    const byEssence = await hm.drive.duplicates({ by: 'essence', signal });
    const byLooks = await hm.drive.duplicates({ by: 'similar', signal });
    found.value = joinGroups(byEssence, byLooks);
  };

  /** Looks again when something changed, once however much did meanwhile. */
  const load = async (): Promise<void> => {
    isStale = true;
    if (isLoading) return;
    isLoading = true;
    try {
      while (isStale) {
        isStale = false;
        await look();
      }
    } catch (error) {
      if (!stop.signal.aborted || !isHmError(error)) fail(error);
    } finally {
      isLoading = false;
    }
  };
  onScopeDispose(hm.on('change', () => void load()));
  onScopeDispose(() => stop.abort());
  void load();

  const counted = (key: string, count: number, bytes: number): string =>
    t(key, { items: format.count(count), size: format.bytes(bytes) }, count);

  const merge = (group: DuplicateGroup, keep: MediaId): Promise<boolean> => {
    const remove = group.ids.filter((id) => id !== keep);
    return perform(
      async () => {
        await hm.drive.mergeDuplicates({ keep, remove });
        await load();
      },
      counted('duplicates.merged', remove.length, 0),
    );
  };

  /** Merges all groups of a kind as suggested; says first what that comes to. */
  const mergeAll = async (kind: DuplicateGroup['kind']): Promise<void> => {
    const all = groups.value.filter((group) => group.kind === kind);
    const { items, bytes } = effectOf(all);
    const answer = await dialogs.ask({
      kind: 'confirm',
      title: t(
        `duplicates.mergeAllTitle.${kind}`,
        { groups: format.count(all.length) },
        all.length,
      ),
      text: counted('duplicates.mergeAllText', items, bytes),
      confirm: t('duplicates.merge'),
    });
    if (answer === null) return;
    const merges = all.map(({ ids, keep }) => ({
      keep,
      remove: ids.filter((id) => id !== keep),
    }));
    await perform(
      async () => {
        await hm.drive.mergeDuplicates(merges);
        await load();
      },
      counted('duplicates.merged', items, bytes),
    );
  };

  const tellApart = async ({ ids }: DuplicateGroup, forget: boolean): Promise<void> => {
    await hm.drive.notDuplicates(ids, { forget });
    await load();
  };

  /** Undo has a way of its own: what is told apart is no change of an item. */
  const separate = (group: DuplicateGroup): Promise<void> =>
    attempt(async () => {
      await tellApart(group, false);
      toasts.show('info', t('duplicates.separated'), {
        label: t('actions.undo'),
        run: () => void attempt(() => tellApart(group, true)),
      });
    });

  const skip = (group: DuplicateGroup): void => {
    skipped.value = new Set([...skipped.value, groupKey(group)]);
  };

  return {
    isLoaded: computed(() => found.value !== null),
    groups,
    shown,
    hasSkipped: computed(() => skipped.value.size > 0),
    showMore: () => void (most.value += SHOWN),
    showSkipped: () => void (skipped.value = new Set()),
    merge,
    mergeAll,
    separate,
    skip,
  };
};

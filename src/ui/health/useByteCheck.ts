import { computed, onScopeDispose, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { IntegrityReport } from '../../core/integrity/damage.ts';
import { isVerifyNews, type VerifyNews } from '../../core/integrity/verify-news.ts';
import type { Orphan } from '../../core/integrity/orphan.ts';
import { useDialogStore } from '../base/dialog-store.ts';
import { useActs } from '../base/useActs.ts';
import { useHm } from '../ports.ts';
import { leftOverOf, reportNow } from './still-missing.ts';
import { useFates } from './useFates.ts';

/** Whether every byte is right: the last report, a check that is asked for, and what does not fit. */
export const useByteCheck = () => {
  const hm = useHm();
  const { attempt } = useActs();
  const { t } = useI18n();
  const dialog = useDialogStore();
  const told = shallowRef<IntegrityReport | null>(null);
  const { fates, loadFates } = useFates(told);
  const orphans = shallowRef<readonly Orphan[]>([]);
  /** Whether the drive was asked what it knows. */
  const isLoaded = shallowRef(false);
  /** How far the check that runs is, this one's or the drive's own; `null` where none does. */
  const news = shallowRef<VerifyNews | null>(null);
  /** The check that a person asked for here. */
  const asked = shallowRef<AbortController | null>(null);
  /** Ids of what is being settled. */
  const busy = shallowRef<ReadonlySet<string>>(new Set());

  const load = async (): Promise<void> => {
    await attempt(async () => {
      [told.value, orphans.value] = await Promise.all([
        hm.integrity.lastReport(),
        hm.integrity.orphans(),
      ]);
      await loadFates();
    });
    isLoaded.value = true;
  };

  const check = async (deep: boolean): Promise<void> => {
    if (asked.value !== null) return;
    const stopping = new AbortController();
    asked.value = stopping;
    await attempt(() =>
      hm.integrity.verify({ deep, signal: stopping.signal }).catch((error: unknown) => {
        if (!stopping.signal.aborted) throw error;
      }),
    );
    asked.value = null;
    news.value = null;
    await load();
  };

  const isAgreed = async (orphan: Orphan): Promise<boolean> =>
    (await dialog.ask({
      kind: 'confirm',
      title: t('health.orphans.discardTitle'),
      text: t(
        orphan.kind === 'missing-bytes'
          ? 'health.orphans.discardItems'
          : 'health.orphans.discardFile',
      ),
      confirm: t('health.orphans.discard'),
    })) !== null;

  const settle = async (orphan: Orphan, choice: 'adopt' | 'discard'): Promise<void> => {
    const { id } = orphan;
    if (busy.value.has(id)) return;
    if (choice === 'discard' && !(await isAgreed(orphan))) return;
    busy.value = new Set([...busy.value, id]);
    await attempt(() => hm.integrity.settleOrphan(id, choice));
    busy.value = new Set([...busy.value].filter((one) => one !== id));
    await load();
  };

  const follow = (event: { readonly phase: string }): void => {
    if (!isVerifyNews(event)) return;
    news.value = event.phase === 'verified' ? null : event;
    if (event.phase === 'verified' && asked.value === null) void load();
  };
  onScopeDispose(hm.on('progress', follow));
  onScopeDispose(() => asked.value?.abort());
  void load();

  return {
    report: computed(() => told.value && reportNow(told.value, fates.value)),
    /** Missing bytes that can be settled, by their hash. */
    missing: computed(() => new Map(missingOf(orphans.value))),
    leftOver: computed(() => leftOverOf(orphans.value, told.value)),
    ...{ isLoaded, news, asked, busy, check, settle },
  };
};

const missingOf = (orphans: readonly Orphan[]): readonly (readonly [string, Orphan])[] =>
  orphans.flatMap((orphan) =>
    orphan.kind === 'missing-bytes' && orphan.hash !== null ? [[orphan.hash, orphan]] : [],
  );

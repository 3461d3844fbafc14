import { computed, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { PoisonFile } from '../../core/runtime/metrics.ts';
import { useToastStore } from '../base/toast-store.ts';
import { useActs } from '../base/useActs.ts';
import { useFormat } from '../base/useFormat.ts';
import { useHm } from '../ports.ts';
import { useEnginesStore } from './engines-store.ts';

/** The files that were left alone, and looking into them again. */
export const usePoisonFiles = () => {
  const hm = useHm();
  const engines = useEnginesStore();
  const toasts = useToastStore();
  const { t } = useI18n();
  const format = useFormat();
  const { attempt } = useActs();
  /** Hashes that are looked into now. */
  const busy = shallowRef<ReadonlySet<string>>(new Set());
  const files = computed(() => engines.poison);

  /** Looks into files again, and says what came of it. */
  const retry = async (wanted: readonly PoisonFile[]): Promise<void> => {
    const fresh = wanted.filter(({ hash }) => !busy.value.has(hash));
    if (fresh.length === 0) return;
    const hashes = fresh.map(({ hash }) => hash);
    busy.value = new Set([...busy.value, ...hashes]);
    await attempt(async () => {
      await hm.runtime.poison.retry(hashes);
      await engines.loadPoison();
      tell(fresh);
    });
    busy.value = new Set([...busy.value].filter((hash) => !hashes.includes(hash)));
  };

  const tell = (tried: readonly PoisonFile[]): void => {
    const left = new Set(engines.poison.map(({ hash }) => hash));
    const still = tried.filter(({ hash }) => left.has(hash));
    const fine = tried.filter(({ hash }) => !left.has(hash));
    say('info', fine, 'health.poison.fine', 'health.poison.allFine');
    say('error', still, 'health.poison.still', 'health.poison.allStill');
  };

  const say = (
    level: 'info' | 'error',
    some: readonly PoisonFile[],
    one: string,
    many: string,
  ): void => {
    const [first] = some;
    if (first === undefined) return;
    const text =
      some.length === 1
        ? t(one, { name: first.name })
        : t(many, { files: format.count(some.length) }, some.length);
    toasts.show(level, text);
  };

  return { files, busy, retry };
};

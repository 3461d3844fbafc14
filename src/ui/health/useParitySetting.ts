import { computed, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { Usage } from '../../core/drive/drive.ts';
import { whatItHeals } from '../../core/integrity/parity-healing.ts';
import { type ParityScope, outermost } from '../../core/integrity/parity-scope.ts';
import { useToastStore } from '../base/toast-store.ts';
import { useActs } from '../base/useActs.ts';
import { useTreeStore } from '../collections/tree-store.ts';
import { useHm } from '../ports.ts';

/** Shares that are offered, in percent of the originals. */
export const PARITY_SHARES = ['0', '5', '10', '20'] as const;
/** A share as it is chosen. */
export type ParityShare = (typeof PARITY_SHARES)[number];
/** Of what parity is kept. */
export type ParityExtent = 'all' | 'chosen';

/** A photo of this size says what a share heals, in bytes. */
const EXAMPLE_BYTES = 5_000_000;

/** How much parity is kept and of what, and what another choice would cost and heal before it is used. */
export const useParitySetting = () => {
  const hm = useHm();
  const { t } = useI18n();
  const { attempt } = useActs();
  const toasts = useToastStore();
  const tree = useTreeStore();
  /** `null` until it is known. */
  const kept = shallowRef<ParityScope | null>(null);
  const usage = shallowRef<Usage | null>(null);
  const share = shallowRef<ParityShare>('0');
  const extent = shallowRef<ParityExtent>('all');
  /** Paths of collections. */
  const chosen = shallowRef<readonly string[]>([]);

  const show = (scope: ParityScope): void => {
    kept.value = scope;
    share.value = PARITY_SHARES.find((one) => Number(one) === scope.parityPercent) ?? '0';
    extent.value = scope.parityCollections === null ? 'all' : 'chosen';
    chosen.value = scope.parityCollections ?? [];
  };

  void attempt(async () => {
    // A patch of nothing changes nothing, and resolves with all.
    const [settings, used] = await Promise.all([
      hm.integrity.configure({}),
      hm.drive.usage(),
      tree.isLoaded ? null : tree.load(),
    ]);
    usage.value = used;
    show(settings);
  });

  const wanted = computed<ParityScope>(() => ({
    parityPercent: Number(share.value),
    parityCollections: extent.value === 'all' ? null : chosen.value,
  }));
  /** Collections that may be chosen still: those that hold items, by path. */
  const offered = computed(() =>
    tree.collections
      .filter(({ search, path }) => search === null && !chosen.value.includes(path))
      .map(({ path }) => path),
  );
  const protectedBytes = computed(() => {
    if (usage.value === null) return 0;
    if (extent.value === 'all') return usage.value.originals + usage.value.trash;
    const counted = new Set(outermost(chosen.value));
    return tree.collections
      .filter(({ path }) => counted.has(path))
      .reduce((sum, { deepSizeBytes }) => sum + deepSizeBytes, 0);
  });
  const preview = computed(() => {
    const percent = wanted.value.parityPercent;
    if (usage.value === null || percent === 0) return null;
    const { quota, used, parity } = usage.value;
    const costBytes = (protectedBytes.value * percent) / 100;
    return {
      costBytes,
      // What is kept by now goes when another share is made.
      hasRoom: costBytes <= quota - used + parity,
      stretchBytes: whatItHeals(EXAMPLE_BYTES, percent).stretchBytes,
      exampleBytes: EXAMPLE_BYTES,
    };
  });
  const isChanged = computed(
    () =>
      kept.value !== null && JSON.stringify(wanted.value) !== JSON.stringify(plain(kept.value)),
  );

  const save = async (): Promise<void> => {
    if (!isChanged.value) return;
    await attempt(async () => {
      show(await hm.integrity.configure(wanted.value));
      toasts.show('info', t('done.saved'));
    });
  };

  return { kept, share, extent, chosen, offered, preview, isChanged, save };
};

const plain = ({ parityPercent, parityCollections }: ParityScope): ParityScope => ({
  parityPercent,
  parityCollections,
});

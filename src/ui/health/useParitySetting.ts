import { computed, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { Usage } from '../../core/drive/drive.ts';
import { whatItHeals } from '../../core/integrity/parity-healing.ts';
import { useToastStore } from '../base/toast-store.ts';
import { useActs } from '../base/useActs.ts';
import { useHm } from '../ports.ts';

/** Shares that are offered, in percent of the originals. */
export const PARITY_SHARES = ['0', '5', '10', '20'] as const;
/** A share as it is chosen. */
export type ParityShare = (typeof PARITY_SHARES)[number];

/** A photo of this size says what a share heals, in bytes. */
const EXAMPLE_BYTES = 5_000_000;

/** How much parity is kept, and what another share would cost and heal before it is used. */
export const useParitySetting = () => {
  const hm = useHm();
  const { t } = useI18n();
  const { attempt } = useActs();
  const toasts = useToastStore();
  /** In percent; `null` until it is known. */
  const kept = shallowRef<number | null>(null);
  const usage = shallowRef<Usage | null>(null);
  const wanted = shallowRef<ParityShare>('0');

  void attempt(async () => {
    // A patch of nothing changes nothing, and resolves with all.
    const [settings, used] = await Promise.all([hm.integrity.configure({}), hm.drive.usage()]);
    usage.value = used;
    kept.value = settings.parityPercent;
    wanted.value =
      PARITY_SHARES.find((share) => Number(share) === settings.parityPercent) ?? '0';
  });

  const preview = computed(() => {
    const percent = Number(wanted.value);
    if (usage.value === null || percent === 0) return null;
    const { originals, trash, quota, used } = usage.value;
    const costBytes = ((originals + trash) * percent) / 100;
    return {
      costBytes,
      hasRoom: costBytes <= quota - used,
      stretchBytes: whatItHeals(EXAMPLE_BYTES, percent).stretchBytes,
      exampleBytes: EXAMPLE_BYTES,
    };
  });
  const isChanged = computed(() => kept.value !== null && Number(wanted.value) !== kept.value);

  const save = async (): Promise<void> => {
    if (!isChanged.value) return;
    await attempt(async () => {
      const { parityPercent } = await hm.integrity.configure({
        parityPercent: Number(wanted.value),
      });
      kept.value = parityPercent;
      toasts.show('info', t('done.saved'));
    });
  };

  return { kept, wanted, preview, isChanged, save };
};

import { createGlobalState, useLocalStorage } from '@vueuse/core';
import { computed, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import { useTreeStore } from '../collections/tree-store.ts';
import { usePorts } from '../ports.ts';
import { libraryLocation } from '../router.ts';
import { useActs } from '../base/useActs.ts';
import { useToastStore } from '../base/toast-store.ts';
import { removeSample } from './remove-sample.ts';
import { SAMPLE_KEY, freeName, recordToText, textToRecord } from './sample-record.ts';
import { sampleWords } from './sample-words.ts';

/** What is under way, for all screens together: the share that is drawn, or what comes after. */
const step = shallowRef<'idle' | 'drawing' | 'importing' | 'removing'>('idle');
const drawn = shallowRef(0);
/** Outlives the screen that offers the sample: that one goes with the first item, long before the last is here. */
const useKept = createGlobalState(() => useLocalStorage<string | null>(SAMPLE_KEY, null));

/** The sample collection: made, shown for what it is, and removed for good. */
export const useSample = () => {
  const { hm, makeSample } = usePorts();
  const { t } = useI18n();
  const router = useRouter();
  const tree = useTreeStore();
  const toasts = useToastStore();
  const { attempt } = useActs();
  const kept = useKept();
  const record = computed(() => textToRecord(kept.value));
  /** Where it stands; `null` where there is none. */
  const path = computed(() => {
    const id = record.value?.collection;
    return tree.collections.find((collection) => collection.id === id)?.path ?? null;
  });

  const draw = async (): Promise<boolean> => {
    if (makeSample === undefined) return false;
    const sample = await makeSample(sampleWords(t), (share) => {
      drawn.value = share;
    });
    step.value = 'importing';
    const top = (await hm.drive.listCollections('')).map(({ name }) => name);
    const { id, path: to } = await hm.drive.createCollection(
      freeName(t('sample.collection'), top),
    );
    kept.value = recordToText({ collection: id, media: [] });
    const { added } = await hm.drive.importMedia(to, sample.files);
    kept.value = recordToText({ collection: id, media: added });
    await router.push(libraryLocation(to));
    return sample.hasFilm;
  };

  const make = async (): Promise<void> => {
    if (step.value !== 'idle') return;
    step.value = 'drawing';
    drawn.value = 0;
    const hasFilm = await attempt(draw);
    step.value = 'idle';
    if (hasFilm !== undefined)
      toasts.show('info', t(hasFilm ? 'sample.made' : 'sample.madeNoFilm'));
  };

  const remove = async (): Promise<void> => {
    const sample = record.value;
    if (sample === null || step.value !== 'idle') return;
    step.value = 'removing';
    const removal = await attempt(() => removeSample(hm.drive, sample));
    step.value = 'idle';
    if (removal === undefined) return;
    kept.value = null;
    const said = { removed: 'removed', 'kept-own': 'keptOwn', trashed: 'toTrash' }[removal];
    toasts.show('info', t(`sample.${said}`));
    if (router.currentRoute.value.name === 'library') await router.push(libraryLocation(''));
  };

  return { canMake: makeSample !== undefined, path, record, step, drawn, make, remove };
};

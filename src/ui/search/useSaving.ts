import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import { useActs } from '../base/useActs.ts';
import { useDialogStore } from '../base/dialog-store.ts';
import { useTreeStore } from '../collections/tree-store.ts';
import { useHm } from '../ports.ts';
import { chipsOf } from './chips.ts';
import { isSameRequest, requestToQuery } from './search-request.ts';
import { useChipLabel } from './useChipLabel.ts';
import { useSavedSearches } from './useSavedSearches.ts';
import { savedLocation, useSearchAddress } from './useSearchAddress.ts';

/** Keeping the search on screen under a name, and giving a kept one the question that is on screen now. */
export const useSaving = () => {
  const hm = useHm();
  const { t } = useI18n();
  const router = useRouter();
  const dialogs = useDialogStore();
  const tree = useTreeStore();
  const saved = useSavedSearches();
  const search = useSearchAddress();
  const label = useChipLabel();
  const { perform } = useActs();

  /** The saved search that was opened here; `null` where none was, or where it is gone. */
  const opened = computed(() => saved.at(search.address.value.saved));
  const isChanged = computed(
    () => opened.value !== null && !isSameRequest(opened.value.request, search.request.value),
  );

  const keep = async (name: string, message: string): Promise<void> => {
    const request = search.request.value;
    const isDone = await perform(
      () => hm.search.saved.save(name, requestToQuery(request)),
      message,
    );
    if (!isDone) return;
    await tree.load();
    const made = saved.all.value.find((one) => one.path === name);
    if (made !== undefined) await router.replace(savedLocation(made.collection.id, request));
  };

  /** The words and chips of the search, as a first proposal. */
  const proposal = (): string => {
    const request = search.request.value;
    const chips = chipsOf(request).map((chip) => label.ofChip(chip, request));
    return [request.text.trim(), ...chips]
      .filter(Boolean)
      .join(', ')
      .replaceAll('/', '-')
      .slice(0, 100);
  };

  const saveAs = async (): Promise<void> => {
    const name = await dialogs.ask({
      kind: 'text',
      title: t('search.save'),
      label: t('dialog.collectionName'),
      value: proposal(),
      confirm: t('actions.save'),
      inputType: 'text',
      check: (text) => whyNot(text.trim()),
    });
    if (name !== null) await keep(name.trim(), t('search.savedAs', { name: name.trim() }));
  };

  const whyNot = (name: string): string | null => {
    if (name === '' || name.includes('/')) return t('dialog.collectionInvalid');
    return tree.collections.some(({ path }) => path === name)
      ? t('search.nameTaken', { name })
      : null;
  };

  const update = (): void => {
    const { name } = opened.value ?? {};
    if (name !== undefined) void keep(name, t('search.updated', { name }));
  };

  return { opened, isChanged, saveAs, update };
};

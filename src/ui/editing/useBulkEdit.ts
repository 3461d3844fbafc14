import { computed, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { MediaId } from '../../core/base/ids.ts';
import type { MediaSummary } from '../../core/media/media-summary.ts';
import { useActs } from '../base/useActs.ts';
import { useFormat } from '../base/useFormat.ts';
import { useHm } from '../ports.ts';
import {
  type BulkDraft,
  chipsOf,
  draftToEdit,
  EMPTY_DRAFT,
  withTag,
  withoutTag,
} from './bulk-draft.ts';

/** A draft over what items have in common, and its saving: one act, one step of undo. */
export const useBulkEdit = (ids: readonly MediaId[]) => {
  const hm = useHm();
  const { t } = useI18n();
  const format = useFormat();
  const { perform, failureText } = useActs();
  const summary = shallowRef<MediaSummary | null>(null);
  const draft = shallowRef<BulkDraft>(EMPTY_DRAFT);
  const failure = shallowRef<string | null>(null);
  const isSaving = shallowRef(false);
  const edit = computed(() => draftToEdit(draft.value));
  const isChanged = computed(() => edit.value.ok && Object.keys(edit.value.value).length > 0);
  const chips = computed(() =>
    summary.value === null ? [] : chipsOf(summary.value, draft.value),
  );

  const load = async (): Promise<void> => {
    try {
      summary.value = await hm.drive.summarizeMedia(ids);
    } catch (error) {
      failure.value = await failureText(error);
    }
  };

  const set = (change: Partial<BulkDraft>): void => {
    draft.value = { ...draft.value, ...change };
  };
  const addTag = (tag: string): void => {
    if (summary.value !== null) draft.value = withTag(draft.value, summary.value, tag);
  };
  const removeTag = (tag: string): void => {
    if (summary.value !== null) draft.value = withoutTag(draft.value, summary.value, tag);
  };

  /** Resolves to whether all is saved; a failure is said in `failure`, and nothing is changed then. */
  const save = async (): Promise<boolean> => {
    const wanted = edit.value;
    if (!wanted.ok) return false;
    failure.value = null;
    isSaving.value = true;
    const done = t('done.edited', { items: format.count(ids.length) }, ids.length);
    try {
      return await perform(
        () => hm.drive.updateMedia(ids, wanted.value),
        done,
        (text) => {
          failure.value = text;
        },
      );
    } finally {
      isSaving.value = false;
    }
  };

  return {
    summary,
    draft,
    chips,
    failure,
    isSaving,
    isChanged,
    edit,
    load,
    set,
    addTag,
    removeTag,
    save,
  };
};

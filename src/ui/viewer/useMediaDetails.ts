import { onScopeDispose, shallowRef, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import type { Collection } from '../../core/collections/collection.ts';
import type { MediaId } from '../../core/base/ids.ts';
import type { MediaEdit } from '../../core/media/media-edit.ts';
import type { Media, Place } from '../../core/media/media.ts';
import { useHm } from '../ports.ts';
import { useActs } from '../base/useActs.ts';

/** An item in full with what its collections relate to, kept up to date, and the edits of its panel. */
export const useMediaDetails = (id: () => MediaId) => {
  const hm = useHm();
  const { t } = useI18n();
  const { attempt, perform } = useActs();
  const media = shallowRef<Media | null>(null);
  const related = shallowRef<readonly Collection[]>([]);

  const load = async (): Promise<void> => {
    const wanted = id();
    const got = await attempt(() => hm.drive.getMedia(wanted));
    if (got === undefined || wanted !== id()) return;
    media.value = got;
    const found = await attempt(() =>
      Promise.all(got.collections.map((at) => hm.drive.related(at))),
    );
    if (found !== undefined && wanted === id()) related.value = eachOnce(found.flat());
  };
  watch(id, () => void load(), { immediate: true });
  onScopeDispose(
    hm.on('change', (event) => {
      const { added, updated, removed } = event;
      if ([...added, ...updated, ...removed].includes(id())) void load();
    }),
  );

  const save = async (edit: MediaEdit): Promise<boolean> => {
    const isDone = await perform(() => hm.drive.updateMedia(id(), edit), t('done.saved'));
    await load();
    return isDone;
  };
  const lineOrNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

  return {
    media,
    related,
    setTitle: (text: string) => save({ title: lineOrNull(text) }),
    setDescription: (text: string) => save({ description: lineOrNull(text) }),
    setProject: (text: string) => save({ project: lineOrNull(text) }),
    addTag: (tag: string) => save({ addTags: [tag] }),
    removeTag: (tag: string) => save({ removeTags: [tag] }),
    setRating: (rating: number) => save({ rating }),
    setDate: (capturedAt: string | null, capturedOffsetMinutes: number | null) =>
      save({ capturedAt, capturedOffsetMinutes }),
    setPlace: (place: Place | null) => save({ place }),
  };
};

const eachOnce = (collections: readonly Collection[]): readonly Collection[] => [
  ...new Map(collections.map((collection) => [collection.id, collection])).values(),
];

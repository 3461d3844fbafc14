import { onScopeDispose, shallowRef, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import type { MediaId } from '../../core/base/ids.ts';
import type { Media, MediaEdits } from '../../core/media/media.ts';
import { useHm } from '../ports.ts';
import { parseTags } from '../tags.ts';
import { useActs } from './useActs.ts';

/** An item in full, kept up to date, and the edits of its panel. */
export const useMediaDetails = (id: () => MediaId) => {
  const hm = useHm();
  const { t } = useI18n();
  const { attempt, perform } = useActs();
  const media = shallowRef<Media | null>(null);

  const load = async (): Promise<void> => {
    const wanted = id();
    const got = await attempt(() => hm.drive.getMedia(wanted));
    if (got !== undefined && wanted === id()) media.value = got;
  };
  watch(id, () => void load(), { immediate: true });
  onScopeDispose(
    hm.on('change', (event) => {
      if (event.updated.includes(id())) void load();
    }),
  );

  const save = async (patch: Partial<MediaEdits>): Promise<void> => {
    await perform(() => hm.drive.updateMedia(id(), patch), t('done.saved'));
    await load();
  };

  return {
    media,
    setTitle: (text: string) => save({ title: text.trim() === '' ? null : text.trim() }),
    setDescription: (text: string) => save({ description: text.trim() === '' ? null : text }),
    setTags: (text: string) => save({ tags: parseTags(text) }),
    setRating: (rating: number) => save({ rating }),
  };
};

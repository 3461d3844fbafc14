import { useI18n } from 'vue-i18n';
import type { MediaRow } from '../../core/media/media.ts';
import { saveBlob } from '../base/save-blob.ts';
import { useActs } from '../base/useActs.ts';
import { useFormat } from '../base/useFormat.ts';
import { useToastStore } from '../base/toast-store.ts';
import { useMediaActs } from '../library/useMediaActs.ts';
import { useHm } from '../ports.ts';

/** What is done to the item on stage; nothing while there is none. */
export const useViewerActs = (item: () => MediaRow | undefined) => {
  const hm = useHm();
  const acts = useMediaActs();
  const { attempt } = useActs();
  const { t } = useI18n();
  const format = useFormat();
  const toasts = useToastStore();

  const withItem = (act: (row: MediaRow) => Promise<unknown>) => (): void => {
    const row = item();
    if (row !== undefined) void act(row);
  };

  return {
    favourite: withItem((row) => acts.toggleFavourite(row)),
    remove: withItem((row) => acts.remove([row.id])),
    tag: withItem((row) => acts.edit([row.id], 'tags')),
    collect: withItem((row) => acts.askWhere('copy', [row.id])),
    rate: (stars: number) => withItem((row) => acts.rate([row.id], stars))(),
    download: withItem((row) =>
      attempt(async () => saveBlob(await hm.drive.openMedia(row.id), row.name)),
    ),
    /** Says that a linked part lies outside of the item. */
    sayOutside: (durationSeconds: number | null): void => {
      toasts.show(
        'info',
        durationSeconds === null
          ? t('viewer.regionOutside')
          : t('viewer.timeOutside', { length: format.duration(durationSeconds) }),
      );
    },
    sayNoPart: (count: number): void => {
      toasts.show(
        'info',
        count === 0 ? t('viewer.noParts') : t('viewer.noSuchPart', { n: count }, count),
      );
    },
  };
};

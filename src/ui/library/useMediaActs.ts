import { useI18n } from 'vue-i18n';
import type { MediaId } from '../../core/base/ids.ts';
import type { MediaRow } from '../../core/media/media.ts';
import { FAVOURITE_TAG } from '../media/favourite.ts';
import { useHm } from '../ports.ts';
import { useDialogStore } from '../base/dialog-store.ts';
import { useListingStore } from './listing-store.ts';
import { saveBlob } from '../base/save-blob.ts';
import { useToastStore } from '../base/toast-store.ts';
import { useActs } from '../base/useActs.ts';
import { useFormat } from '../base/useFormat.ts';
import { useExport } from '../exports/useExport.ts';
import { useCollectionName } from '../collections/useCollectionName.ts';

/** What a person does to items, one or many: each ends in a message with Undo. */
export const useMediaActs = () => {
  const hm = useHm();
  const { t } = useI18n();
  const format = useFormat();
  const dialogs = useDialogStore();
  const listing = useListingStore();
  const toasts = useToastStore();
  const nameOf = useCollectionName();
  const exporter = useExport();
  const { attempt, perform } = useActs();

  const counted = (key: string, count: number, named: Record<string, string> = {}): string =>
    t(key, { items: format.count(count), ...named }, count);

  const remove = (ids: readonly MediaId[]): Promise<boolean> =>
    perform(
      async () => {
        await hm.drive.removeMedia(ids);
        listing.withdraw(ids);
      },
      counted('done.removed', ids.length),
    );

  const moveTo = (ids: readonly MediaId[], path: string): Promise<boolean> =>
    perform(
      () => hm.drive.moveMedia(ids, path),
      counted('done.moved', ids.length, { name: nameOf(path) }),
    );

  const copyTo = (ids: readonly MediaId[], path: string): Promise<boolean> =>
    perform(
      () => hm.drive.copyMedia(ids, path),
      counted('done.copied', ids.length, { name: nameOf(path) }),
    );

  /** Asks where to, then moves or copies. */
  const askWhere = async (what: 'move' | 'copy', ids: readonly MediaId[]): Promise<boolean> => {
    const title = counted(
      what === 'move' ? 'dialog.moveTitle' : 'dialog.copyTitle',
      ids.length,
    );
    const confirm = t(what === 'move' ? 'actions.moveTo' : 'actions.add');
    const path = await dialogs.ask({ kind: 'collection', title, confirm });
    if (path === null) return false;
    return what === 'move' ? moveTo(ids, path) : copyTo(ids, path);
  };

  /** Opens the form in which items are edited together, or its tags alone; whether anything was saved. */
  const edit = async (ids: readonly MediaId[], only: 'tags' | null = null): Promise<boolean> =>
    ids.length > 0 && (await dialogs.ask({ kind: 'edit', ids, only })) !== null;

  /** All become favourites; where all are, none stays one. */
  const toggleFavourites = (
    items: readonly Pick<MediaRow, 'id' | 'tags'>[],
  ): Promise<boolean> => {
    const areFavourites = items.every((item) => item.tags.includes(FAVOURITE_TAG));
    const change = { [areFavourites ? 'removeTags' : 'addTags']: [FAVOURITE_TAG] };
    return perform(
      () => hm.drive.updateMedia(idsOf(items), change),
      t(areFavourites ? 'done.unfavoured' : 'done.favoured'),
    );
  };
  const toggleFavourite = (item: Pick<MediaRow, 'id' | 'tags'>): Promise<boolean> =>
    toggleFavourites([item]);

  const rate = (ids: readonly MediaId[], rating: number): Promise<boolean> =>
    perform(() => hm.drive.updateMedia(ids, { rating }), t('done.rated', { n: rating }));

  /** Makes one of several, the first one shown. */
  const group = async (ids: readonly MediaId[]): Promise<boolean> => {
    if (ids.length > 1)
      return perform(() => hm.drive.group(ids), counted('library.grouped', ids.length));
    toasts.show('info', t('library.groupRefused'));
    return false;
  };

  /** Takes those apart that are groups. */
  const ungroup = async (
    items: readonly Pick<MediaRow, 'id' | 'parts'>[],
  ): Promise<boolean> => {
    const groups = idsOf(items.filter(({ parts }) => parts > 1));
    if (groups.length > 0)
      return perform(
        () => hm.drive.ungroup(groups),
        counted('library.ungrouped', groups.length),
      );
    toasts.show('info', t('library.ungroupRefused'));
    return false;
  };

  /** Hands one original to the browser's downloads; of several a person says in which form they want them. */
  const download = async (items: readonly Pick<MediaRow, 'id' | 'name'>[]): Promise<void> => {
    const [only] = items;
    if (items.length > 1) {
      const name = counted('exports.selection', items.length);
      await exporter.start({ name, path: '', ids: idsOf(items) });
    } else if (only !== undefined)
      await attempt(async () => saveBlob(await hm.drive.openMedia(only.id), only.name));
  };

  return {
    remove,
    moveTo,
    copyTo,
    askWhere,
    edit,
    toggleFavourite,
    toggleFavourites,
    rate,
    group,
    ungroup,
    download,
  };
};

const idsOf = (items: readonly Pick<MediaRow, 'id'>[]): readonly MediaId[] =>
  items.map(({ id }) => id);
